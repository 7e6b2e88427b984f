import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("Who gets a lead, and who waits")
struct RoutingTests {
    typealias Candidate = Assignment.Candidate

    private static func candidate(_ verdict: CandidateVerdict, _ detail: String = "") -> Candidate {
        Candidate(rep: "ana", open: 4, weight: 1, capacity: 4, verdict: verdict, detail: detail)
    }

    private static func decision(
        _ candidates: [Candidate], reason: AssignmentReason = .pool, pool: PoolID? = nil
    ) -> Assignment {
        Assignment(
            lead: Samples.id(41, 2), number: 1, rep: "ana", configuration: 1, cause: Samples.id(41, 2),
            at: Samples.time("2024-06-10T01:00:00Z"), reason: reason, pool: pool, candidates: candidates)
    }

    @Test(
        "every verdict has its words",
        arguments: [
            (CandidateVerdict.busier, "", "could have taken it, but would have more open work for the weight"),
            (.lostTie, "", "as little to do, lost the seeded tie-break"),
            (.lostTie, "turn 3", "had as few turns, lost the seeded tie-break"),
            (.full, "", "full: 4 of 4 open leads"), (.paused, "", "paused: weight 0"),
            (.declined, "", "had it before"), (.lacksSkill, "kitchen", "lacks the skill `kitchen`"),
            (.lacksLanguage, "en, jv", "does not speak `en` or `jv`"),
            (.lacksProduct, "sofa", "does not sell `sofa`"), (.otherArea, "bali", "does not serve `bali`"),
            (.onLeave, "", "on leave"), (.offHours, "", "off hours"),
            (.absent, "", "not checked in, or not heard of for too long"),
            (.fitsLess, "fit 1", "could have taken it, but fits less"),
            (.notNext, "turn 4", "could have taken it, but it is another's turn"),
        ])
    func verdicts(_ verdict: CandidateVerdict, _ detail: String, _ words: String) {
        let candidate = Self.candidate(verdict, detail)
        #expect(Self.decision([candidate]).words(on: candidate) == words)
    }

    @Test("why somebody was picked is told from what became of the others")
    func picked() {
        func words(_ others: [CandidateVerdict], _ detail: String = "", reason: AssignmentReason = .pool) -> String {
            let picked = Self.candidate(.picked, detail)
            return Self.decision([picked] + others.map { Self.candidate($0) }, reason: reason).words(on: picked)
        }
        #expect(words([]) == "the only one who could: picked")
        #expect(words([.full, .paused]) == "the only one who could: picked")
        #expect(words([.lostTie, .lostTie, .busier]) == "won the seeded tie-break against 2 as good: picked")
        #expect(words([.busier]) == "would have the least open work for the weight: picked")
        #expect(words([.notNext], "turn 2") == "whose turn it was: picked")
        #expect(words([.fitsLess, .busier], "fit 3") == "fits best: picked")
        #expect(words([], reason: .sticky) == "had the customer before and is there: picked")
        #expect(words([], reason: .escalation) == "has to see to it as the lead of the team: picked")
    }

    @Test("what somebody was compared by is shown where the words leave it out")
    func comparisons() {
        let decision = Self.decision([])
        #expect(decision.comparison(of: Self.candidate(.busier, "counts as 5")) == "counts as 5")
        #expect(decision.comparison(of: Self.candidate(.lacksSkill, "kitchen")).isEmpty)
    }

    @Test(
        "a place in the queue is read as it was written",
        arguments: [
            ("", "any rep"), ("kitchen", "somebody of the pool `kitchen`"),
            (
                "kitchen +skill:floor plans +language:en -ani -budi",
                "somebody of the pool `kitchen` with the skill `floor plans` who speaks `en`, not ani, budi"
            ),
            (" +product:sofa +area:bali", "any rep who sells `sofa` for the area `bali`"),
            (" -ani", "any rep, not ani"), ("!dewi", "dewi alone, as the lead of the team"),
            ("a +b:c", "somebody of the pool `a +b:c`"),
        ])
    func profiles(_ text: String, _ words: String) {
        #expect(QueueProfile(text).words == words)
    }

    private func probe() throws -> Probe {
        let probe = try Probe()
        probe.state.change { rows in
            var taken = Samples.lead
            taken.lead.signals = [LeadSignal(kind: .skill, value: "kitchen", evidence: Samples.id(41, 2))]
            taken.lead.standing.clocks = [
                LeadClock(
                    kind: .firstResponse, since: taken.lead.openedAt, isAsked: true,
                    due: Samples.time("2024-06-10T02:00:00Z"), isBreached: true, rep: "ana", configuration: 1)
            ]
            var second = Self.decision([Self.candidate(.picked)], reason: .sticky)
            second.number = 2
            taken.assignments.append(second)
            var waiting = Samples.lead
            waiting.lead.id = Samples.id(60)
            waiting.lead.standing.owner = nil
            rows.leads = [taken, waiting]
            rows.timers = [
                LeadTimer(.init(kind: .firstResponse, lead: taken.lead.id), due: Samples.time("2024-06-10T02:00:00Z")),
                LeadTimer(.init(kind: .offer, lead: taken.lead.id), due: Samples.time("2024-06-10T03:00:00Z")),
            ]
            rows.queue = [
                WaitingLead(lead: Samples.id(59), since: Samples.id(59), priority: 9),
                WaitingLead(lead: Samples.id(60), since: Samples.id(60), priority: 5, profile: "kitchen +skill:x -ani"),
            ]
            rows.waiting = 2
        }
        return probe
    }

    @Test(
        "the decisions about a lead come latest first, with what it asks for and what it waits for")
    func assignments() async throws {
        let answer = try await probe().api("/leads/L41.2/assignments")
        #expect(answer.status == 200)
        #expect(
            answer.body == #"""
                {"lead":"L41.2","stage":"sales_qualified","owner":"ana","offer_returns_at":"2024-06-10T03:00:00Z",\#
                "waiting":null,"signals":[{"kind":"skill","value":"kitchen","evidence":"41.2"}],\#
                "clocks":[{"kind":"first_response","since":"2024-06-10T01:00:00Z","asked":true,\#
                "due":"2024-06-10T02:00:00Z","stopped_at":null,"breached":true,"rep":"ana","configuration":1}],\#
                "assignments":[{"number":2,"rep":"ana","at":"2024-06-10T01:00:00Z","cause":"41.2","configuration":1,\#
                "reason":"sticky","pool":null,"candidates":[{"rep":"ana","open":4,"weight":1,"capacity":4,\#
                "verdict":"picked","detail":null,"words":"had the customer before and is there: picked"}]},\#
                {"number":1,"rep":"ana","at":"2024-06-10T01:00:00Z","cause":"41.2","configuration":1,"reason":"pool",\#
                "pool":null,"candidates":[{"rep":"ana","open":1,"weight":1,"capacity":2,"verdict":"picked",\#
                "detail":null,"words":"the only one who could: picked"},{"rep":"budi","open":0,"weight":0,\#
                "capacity":10,"verdict":"paused","detail":null,"words":"paused: weight 0"}]}]}

                """#)
    }

    @Test("who waits is told with place, since when and for whom, also where the lead is gone")
    func queue() async throws {
        let probe = try probe()
        let line = #"""
            {"place":2,"lead":"L60","name":"Siti \"Q\" <script>","since":"2024-06-10T01:20:00.500Z",\#
            "waiting_seconds":0,"cause":"60","priority":5,"pool":"kitchen","needs":[{"kind":"skill","value":"x"}],\#
            "declined":["ani"],"escalates_to":null,\#
            "words":"somebody of the pool `kitchen` with the skill `x`, not ani"}
            """#
        let gone = #"""
            {"place":1,"lead":"L59","name":null,"since":null,"waiting_seconds":null,"cause":"59","priority":9,\#
            "pool":null,"needs":[],"declined":[],"escalates_to":null,"words":"any rep"}
            """#
        let all = try await probe.api("/queue").body.replacing(/"waiting_seconds":\d+/, with: #""waiting_seconds":0"#)
        #expect(all == #"{"queue":[\#(gone),\#(line)],"waiting_leads":2}"# + "\n")
        let first = try await probe.api("/queue?limit=1").body
        #expect(first == #"{"queue":[\#(gone)],"waiting_leads":2}"# + "\n")
        let one = try await probe.api("/leads/L60/assignments").body.replacing(
            /"waiting_seconds":\d+/, with: #""waiting_seconds":0"#)
        let lines = try await QueueLine.first(2, in: probe.state)
        #expect(lines.map { $0.seconds(until: Samples.now) } == [nil, 19_500])
        #expect(lines[1].seconds(until: .epoch) == 0)
        #expect(one.contains(#""waiting":\#(line),"#))
    }

    @Test("what means nothing is refused")
    func refuses() async throws {
        let probe = try probe()
        for path in ["/queue?limit=0", "/queue?x=1", "/leads/C41/assignments", "/leads/L41.2/assignments?x=1"] {
            #expect(try await probe.api(path).status == 400)
        }
        #expect(try await probe.api("/leads/L99/assignments").status == 404)
    }
}
