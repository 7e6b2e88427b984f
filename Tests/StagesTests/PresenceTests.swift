import Domain
import Testing

@testable import Stages
@testable import Storage

@Suite("Presence")
struct PresenceTests {
    private let phones = (1...4).map { Identifier(.phone, "+6281\($0)") }

    private func rep(_ id: RepID, needsPresence: Bool = true, grace: Int64? = nil) -> Rep {
        var rep = Rep(id: id, name: id, team: nil, weight: 1, capacity: 10)
        rep.needsPresence = needsPresence
        rep.presenceGraceSeconds = grace
        return rep
    }

    private func time(_ seconds: Int64) -> Timestamp { FoldBench.start.adding(seconds: seconds) }

    /// Folds an action so many seconds after the start.
    @discardableResult
    private func act(_ deed: Deed, at seconds: Int64, actor: String = "", key: String? = nil, _ bench: FoldBench) throws
        -> ActionRecord
    {
        let from = try bench.state.position()
        let action = NormalisedAction(
            position: from + 1, at: time(seconds), action: Action(deed, actor: actor, key: key))
        let changes = try bench.run([.action(action)], from: from, through: from + 1)
        return try #require(changes.actions.first)
    }

    @discardableResult
    private func report(
        _ kind: PresenceReport.Kind, at seconds: Int64, done: Int64? = nil, site: String? = nil, lead: LeadID? = nil,
        sealed: String? = nil, key: String? = nil, _ bench: FoldBench
    ) throws -> ActionRecord {
        var mark: AttendanceMark?
        if site != nil || sealed != nil {
            mark = AttendanceMark(source: "api", site: site, distanceMetres: 12, sealed: sealed)
        }
        let report = PresenceReport(rep: "ani", kind: kind, lead: lead, doneAt: done.map(time), mark: mark)
        return try act(.presence(report), at: seconds, key: key, bench)
    }

    private func state(_ bench: FoldBench) -> RepState? { bench.state.read { $0.repStates.sorted.first } }
    private func lines(_ bench: FoldBench) -> [AttendanceRecord] { bench.state.read { $0.attendance.sorted } }

    @Test("a check-in begins the duty at its site, a check-out ends it")
    func inAndOut() throws {
        let bench = FoldBench(reps: [rep("ani")])
        #expect(try report(.checkIn, at: 100, site: "office", bench).outcome == .applied)
        #expect(
            state(bench)
                == RepState(
                    rep: "ani", onDutySince: time(100), dutyChangedAt: time(100), seenAt: time(100), site: "office"))
        #expect(try report(.checkOut, at: 500, bench).detail == "")
        #expect(state(bench) == RepState(rep: "ani", dutyChangedAt: time(500), seenAt: time(500)))
        #expect(lines(bench).map(\.report.kind) == [.checkIn, .checkOut])
    }

    @Test("whoever checks in twice, or out without having come, is heard, and told so")
    func twice() throws {
        let bench = FoldBench(reps: [rep("ani")])
        #expect(try report(.checkOut, at: 50, bench).detail == "Was not checked in.")
        try report(.checkIn, at: 100, bench)
        let again = try report(.checkIn, at: 200, site: "depot", sealed: "x", bench)
        #expect(again.outcome == .applied && again.detail.contains("Was checked in already, since \(time(100))."))
        #expect(state(bench)?.onDutySince == time(100))
        #expect(lines(bench).count == 3)
    }

    @Test("the same report sent twice stands in the attendance once", arguments: [nil, "k1"])
    func sameAgain(key: String?) throws {
        let bench = FoldBench(reps: [rep("ani")])
        try report(.checkIn, at: 100, done: 90, sealed: "one", key: key, bench)
        let second = try report(.checkIn, at: 130, done: 90, sealed: "two", key: key, bench)
        #expect(second.outcome == (key == nil ? .applied : .repeated))
        #expect(lines(bench).count == 1)
    }

    @Test("a check-in that was kept in a dead spot keeps its own time")
    func offline() throws {
        let bench = FoldBench(reps: [rep("ani")])
        try report(.checkIn, at: 7200, done: 600, bench)
        #expect(state(bench)?.onDutySince == time(600))
        #expect(state(bench)?.seenAt == time(7200))
        #expect(lines(bench).map(\.time) == [time(600)])
        #expect(lines(bench).map(\.at) == [time(7200)])
    }

    @Test("what comes in late changes nothing that happened after it, in whatever order it comes")
    func lateOrder() throws {
        let bench = FoldBench(reps: [rep("ani")])
        try report(.checkOut, at: 9000, done: 8000, bench)
        let late = try report(.checkIn, at: 9001, done: 600, bench)
        #expect(late.outcome == .applied && late.detail.contains("this is of before"))
        #expect(state(bench)?.onDutySince == nil)
        try report(.checkIn, at: 9100, bench)
        try report(.checkOut, at: 9200, done: 8500, bench)
        #expect(state(bench)?.onDutySince == time(9100))
        #expect(lines(bench).count == 4)
    }

    @Test(
        "a report of the future, or of more than a day ago, is refused with a sentence",
        arguments: [(400, false), (300, true), (-86_400, true), (-86_401, false)] as [(Int64, Bool)])
    func times(offset: Int64, isTaken: Bool) throws {
        let bench = FoldBench(reps: [rep("ani")])
        let record = try report(.checkIn, at: 100_000, done: 100_000 + offset, bench)
        #expect((record.outcome == .applied) == isTaken)
        #expect(isTaken || record.detail.contains(offset > 0 ? "future" : "24 hours"))
        #expect((state(bench)?.onDutySince != nil) == isTaken)
        if isTaken { #expect(state(bench)?.onDutySince == time(100_000 + min(offset, 0))) }
    }

    @Test("a place without consent is dropped with all that follows from it, and the report is kept")
    func noConsent() throws {
        let bench = FoldBench(reps: [rep("ani")])
        let record = try report(.checkIn, at: 100, site: "office", sealed: "x", bench)
        #expect(record.outcome == .applied && record.detail.contains("has not agreed"))
        #expect(lines(bench).first?.report.mark == AttendanceMark(source: "api", hints: [.noPosition]))
        #expect(state(bench)?.site == nil)
        try act(.repConsent("ani", isGiven: true, wording: "Saya setuju"), at: 200, bench)
        try report(.checkIn, at: 300, site: "office", sealed: "x", bench)
        #expect(state(bench)?.site == "office")
        try act(.repConsent("ani", isGiven: false, wording: ""), at: 400, bench)
        try report(.checkOut, at: 500, site: "office", sealed: "x", bench)
        #expect(lines(bench).last?.report.mark?.site == nil)
    }

    @Test("places are only kept on duty: a visit after work stands there without one")
    func offDuty() throws {
        let bench = FoldBench(reps: [rep("ani")])
        try act(.repConsent("ani", isGiven: true, wording: ""), at: 10, bench)
        try report(.visit, at: 50, site: "office", sealed: "x", bench)
        try report(.seen, at: 60, site: "office", sealed: "x", bench)
        try report(.checkIn, at: 100, bench)
        try report(.visit, at: 200, site: "depot", sealed: "x", bench)
        try report(.seen, at: 300, site: "depot", sealed: "x", bench)
        try report(.seen, at: 400, bench)
        try report(.checkOut, at: 500, site: "office", sealed: "x", bench)
        #expect(lines(bench).map { $0.report.mark?.site } == [nil, nil, "depot", "depot", "office"])
        #expect(state(bench)?.seenAt == time(500))
    }

    @Test("a visit to a lead is a fact at its own time, and word to others")
    func visit() throws {
        let bench = FoldBench(reps: [rep("ani", needsPresence: false)])
        try bench.fold([FoldBench.message("a", from: [phones[0]], text: "halo")])
        let lead = EventID(position: 1, item: 0)
        let record = try report(.visit, at: 900, done: 600, lead: lead, bench)
        #expect(record.lead == lead && record.version != nil)
        let facts = bench.state.read { $0.facts.sorted }.filter { $0.kind == .visited }
        #expect(facts.map(\.at) == [time(600)] && facts.map(\.recordedAt) == [time(900)])
        #expect(facts.map(\.rep) == ["ani"])
        #expect(bench.state.read { $0.outbox.sorted }.map(\.topic).contains("lead.visited"))
        let nobody = EventID(position: 77, item: 0)
        #expect(try report(.visit, at: 950, lead: nobody, bench).outcome == .missing)
    }

    @Test("nobody but reps of the configuration comes or agrees")
    func strangers() throws {
        let bench = FoldBench(reps: [rep("budi")])
        #expect(try report(.checkIn, at: 1, bench).outcome == .missing)
        #expect(try act(.repConsent("ani", isGiven: true, wording: ""), at: 2, bench).outcome == .missing)
        #expect(state(bench) == nil)
    }

    @Test(
        "whatever a rep does is a sign of life, also through a program, once presence matters",
        arguments: [("ani", true), ("crm/ani", true), ("crm", false), ("crm/budi", false)])
    func heard(actor: String, isHeard: Bool) throws {
        let bench = FoldBench(reps: [rep("ani"), rep("budi", needsPresence: false)])
        try bench.fold([FoldBench.message("a", from: [phones[0]], text: "halo")])
        try report(.checkIn, at: 100, bench)
        try act(.lead(EventID(position: 1, item: 0), .note("on my way")), at: 400, actor: actor, bench)
        #expect(bench.state.read { $0.repStates.sorted.map(\.seenAt) } == [time(isHeard ? 400 : 100)])
    }

    @Test("a mobile rep is there for the grace after the last word, one without grace until the check-out")
    func grace() {
        let state = RepState(rep: "ani", onDutySince: time(0), seenAt: time(1000))
        #expect(state.isThere(rep("ani", grace: 1800), at: time(2800)))
        #expect(!state.isThere(rep("ani", grace: 1800), at: time(2801)))
        #expect(state.isThere(rep("ani"), at: time(1_000_000)))
        #expect(!RepState(rep: "ani", seenAt: time(1000)).isThere(rep("ani"), at: time(1000)))
    }

    @Test("who has to be there gets nothing before the check-in, and what waits at it, up to the capacity")
    func routed() throws {
        var ani = rep("ani")
        ani.capacity = 3
        let bench = FoldBench(reps: [ani])
        for number in 0..<4 {
            try bench.fold((0..<3).map { FoldBench.message("\(number)-\($0)", from: [phones[number]], text: "harga") })
        }
        #expect(bench.state.read { $0.leads.sorted.compactMap(\.owner) }.isEmpty)
        #expect(bench.state.read { $0.waiting.sorted.count } == 4)
        try report(.checkIn, at: 100, bench)
        #expect(bench.state.read { $0.leads.sorted.compactMap(\.owner) } == ["ani", "ani", "ani"])
        #expect(bench.state.read { $0.waiting.sorted.count } == 1)
    }

    @Test("who was not heard of for too long gets nothing until the next word")
    func backAgain() throws {
        let bench = FoldBench(reps: [rep("ani", grace: 60)])
        try report(.checkIn, at: 1, bench)
        let before = try bench.state.position()
        let late = (0..<3).map { number in
            NormalisedEntry.delivery(delivery(number, after: before, at: 1000))
        }
        try bench.run(late, from: before, through: before + 3)
        #expect(bench.state.read { $0.waiting.sorted.count } == 1)
        try report(.seen, at: 1100, bench)
        #expect(bench.state.read { $0.leads.sorted.compactMap(\.owner) } == ["ani"])
    }

    private func delivery(_ number: Int, after position: Position, at seconds: Int64) -> NormalisedDelivery {
        let event = FoldBench.message("late-\(number)", from: [phones[0]], text: "harga")
        return NormalisedDelivery(
            position: position + Position(number) + 1, channel: "whatsapp", receivedAt: time(seconds), events: [event],
            digests: [Identify.digest(of: event.key, seed: FoldBench.seed)], ignored: [], itemCount: 1)
    }

    @Test("who comes, or is back, may get as many waiting leads as the capacity says; who goes gets none")
    func needs() {
        let fold = Fold(FoldBench(reps: [rep("ani"), rep("budi", needsPresence: false)]).rules)
        func waiting(_ deed: Deed, actor: String = "") -> Int {
            let action = NormalisedAction(position: 1, at: time(0), action: Action(deed, actor: actor))
            return fold.needs(of: [.action(action)]).waiting
        }
        #expect(waiting(.presence(PresenceReport(rep: "ani", kind: .checkIn))) == 10)
        #expect(waiting(.presence(PresenceReport(rep: "ani", kind: .seen))) == 10)
        #expect(waiting(.presence(PresenceReport(rep: "ani", kind: .checkOut))) == 0)
        let note = Deed.lead(EventID(position: 1, item: 0), .note("x"))
        #expect(waiting(note, actor: "ani") == 10)
        #expect(waiting(note, actor: "budi") == 0 && waiting(note) == 0)
    }

    @Test("a replay gives the same state, and no sealed place is in it")
    func replay() throws {
        let hashes = try (0..<2).map { _ in
            let bench = FoldBench(reps: [rep("ani")])
            try act(.repConsent("ani", isGiven: true, wording: ""), at: 10, bench)
            try report(.checkIn, at: 100, site: "office", sealed: "2024-06-10:AAAA", bench)
            try report(.visit, at: 200, site: "office", sealed: "2024-06-10:BBBB", bench)
            #expect(lines(bench).allSatisfy { $0.report.mark?.site == "office" })
            return try bench.state.snapshot().historyHash
        }
        #expect(hashes[0] == hashes[1])
        let other = FoldBench(reps: [rep("ani")])
        try act(.repConsent("ani", isGiven: true, wording: ""), at: 10, other)
        try report(.checkIn, at: 100, site: "office", sealed: "2024-06-10:CCCC", other)
        try report(.visit, at: 200, site: "office", sealed: "2024-06-10:DDDD", other)
        #expect(try other.state.snapshot().historyHash == hashes[0], "the state does not hold the place, sealed or not")
    }
}
