import Domain
import Storage
import Testing

@testable import Pipeline

@Suite("What a simulation says of routing")
struct RoutingFiguresTests {
    private func id(_ position: Position) -> EventID { EventID(position: position, item: 0) }

    private func decision(
        _ lead: Position, _ number: Int64 = 1, at seconds: Int64, _ rep: RepID?,
        _ candidates: [(RepID, Int64, CandidateVerdict)]
    ) -> Assignment {
        Assignment(
            lead: id(lead), number: number, rep: rep, configuration: 1, cause: id(lead),
            at: Timestamp(microseconds: seconds * 1_000_000),
            candidates: candidates.map {
                Assignment.Candidate(rep: $0.0, open: 0, weight: $0.1, capacity: 9, verdict: $0.2)
            })
    }

    private func fact(_ kind: FactKind, _ lead: Position, _ rep: RepID?, isRetraction: Bool = false) -> Fact {
        let at = Timestamp(microseconds: 0)
        return Fact(
            event: id(lead), number: 0, kind: kind, lead: id(lead), channel: "whatsapp", rep: rep, at: at,
            recordedAt: at, configuration: 1, isInferred: false, isRetraction: isRetraction)
    }

    /// Lead 1: ani at once, does not answer, then budi, who accepts. Lead 2: waits 90 s for budi, who rejects it, and waits again. Lead 3: nobody ever.
    private func example() -> RoutingFigures {
        var tally = RoutingTally()
        tally.add(
            [
                decision(1, at: 100, "ani", [("ani", 2, .picked), ("budi", 1, .lostTie), ("eko", 0, .paused)]),
                decision(1, 2, at: 500, "budi", [("budi", 1, .picked), ("ani", 2, .declined)]),
            ],
            [fact(.returned, 1, "ani"), fact(.accepted, 1, "budi"), fact(.responseBreached, 1, "ani")],
            qualifiedAt: Timestamp(microseconds: 100_000_000))
        tally.add(
            [
                decision(2, at: 110, nil, [("ani", 2, .full), ("budi", 1, .full)]),
                decision(2, 2, at: 200, "budi", [("budi", 1, .picked), ("ani", 2, .busier)]),
                decision(2, 3, at: 300, nil, [("ani", 2, .full), ("budi", 1, .declined)]),
            ],
            [fact(.rejected, 2, "budi"), fact(.escalated, 2, "dewi"), fact(.followUpBreached, 2, nil)],
            qualifiedAt: Timestamp(microseconds: 110_000_000))
        tally.add([decision(3, at: 400, nil, [("ani", 2, .full)])], [], qualifiedAt: nil)
        tally.add(
            [], [fact(.followUpBreached, 4, nil), fact(.followUpBreached, 4, nil, isRetraction: true)], qualifiedAt: nil
        )
        return tally.figures
    }

    @Test("counts offers, what became of them, escalations and late answers")
    func counts() {
        let figures = example()
        #expect(figures.routed == 3 && figures.neverOffered == 1 && figures.offered == 3)
        #expect(figures.returned == 1 && figures.rejected == 1 && figures.escalated == 1)
        #expect(figures.responsesLate == 1 && figures.followUpsLate == 1)
        #expect(figures.reps.map(\.rep) == ["ani", "budi", "eko"])
        #expect(figures.reps.map(\.offered) == [1, 2, 0])
        #expect(figures.reps.map(\.accepted) == [0, 1, 0])
        #expect(figures.reps.map(\.returned) == [1, 0, 0])
        #expect(figures.reps.map(\.rejected) == [0, 1, 0])
    }

    @Test("measures the wait for the first offer, also with those who never got one, and the spread for the weight")
    func waits() {
        let figures = example()
        #expect(figures.medianWait == 0)
        #expect(figures.medianWaitOfAll == 90)
        // Ani has half an offer for each point of weight, budi two; who is paused takes no part.
        #expect(figures.reps.map(\.offeredPermille) == [500, 2000, nil])
        #expect(figures.spreadPermille == 1500)
        #expect(RoutingFigures().medianWait == nil && RoutingFigures().spreadPermille == nil)
        var tally = RoutingTally()
        tally.add([decision(1, at: 100, nil, [("ani", 1, .full)])], [], qualifiedAt: nil)
        #expect(tally.figures.medianWait == nil && tally.figures.medianWaitOfAll == nil)
    }

    @Test("expects of each among equals the same part of a decision")
    func shares() throws {
        // 6 times among two of whom ani gets 4, 3 times among three of whom ani gets 3; alone nobody wins against anybody.
        let ties = TieFairness([
            TieGroup(["ani", "budi"], picked: "ani"): 4, TieGroup(["budi", "ani"], picked: "budi"): 2,
            TieGroup(["ani", "budi", "citra"], picked: "ani"): 3, TieGroup(["dewi"], picked: "dewi"): 50,
        ])
        #expect(ties.decisions == 9)
        #expect(ties.shares.map(\.rep) == ["ani", "budi", "citra"])
        #expect(ties.shares.map(\.picked) == [7, 2, 0])
        #expect(ties.shares.map(\.expected) == [4, 4, 1])
        // 9/4 + 4/4 + 1/1
        #expect(abs(ties.chiSquare - 4.25) < 1e-9)
        #expect(ties.degreesOfFreedom == 2)
        let bound = try #require(ties.bound)
        #expect(bound > 13.81 && bound < 14.2)
        #expect(ties.isWithinChance == true)
    }

    @Test("does not count sets of reps who never met as one")
    func sets() {
        let ties = TieFairness([
            TieGroup(["a", "b"], picked: "a"): 1, TieGroup(["c", "d"], picked: "c"): 1,
            TieGroup(["e", "f"], picked: "e"): 1, TieGroup(["d", "e"], picked: "e"): 1,
        ])
        #expect(ties.shares.count == 6 && ties.degreesOfFreedom == 4)
        #expect(TieFairness([:]).bound == nil && TieFairness([:]).isWithinChance == nil)
        #expect(TieFairness([TieGroup(["a"], picked: "a"): 3]).isWithinChance == nil)
    }

    @Test("tells a favourite from luck")
    func favourite() {
        let groups = { (ani: Int64, budi: Int64) in
            TieFairness([
                TieGroup(["ani", "budi"], picked: "ani"): ani, TieGroup(["ani", "budi"], picked: "budi"): budi,
            ])
        }
        #expect(groups(58, 42).isWithinChance == true)
        #expect(groups(70, 30).isWithinChance == false)
        #expect(groups(30, 70).isWithinChance == false)
    }

    @Test("finds the tie-break of the router fair over many leads", arguments: UInt64(1)...3)
    func router(seed: UInt64) async throws {
        let bench = try Workbench()
        try bench.fill(400, seed: seed)
        let state = try bench.folded()
        let figures = try await RoutingTally.figures(of: state, pageRows: 7)
        #expect(figures.offered > 0)
        #expect(figures.reps.map(\.offered).reduce(0, +) == figures.offered)
        #expect(figures.ties.isWithinChance != false)
        #expect(try await RoutingTally.figures(of: state, pageRows: 1000) == figures)
        #expect(figures.ties.shares.map(\.picked).reduce(0, +) == figures.ties.decisions)
        #expect(abs(figures.ties.shares.map(\.expected).reduce(0, +) - Double(figures.ties.decisions)) < 1e-6)
    }
}
