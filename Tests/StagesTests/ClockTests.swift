import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("How long customers wait for us")
struct ClockTests {
    private func time(_ text: String) -> Timestamp { ClockBench.time(text) }
    private func fact(_ kind: FactKind, _ text: String) -> String { "\(kind.rawValue) \(time(text))" }
    private let lead = ClockBench.id(1)

    @Test("a message of Saturday 17:00 has until half an hour after Monday's opening")
    func saturday() throws {
        let bench = ClockBench()
        try bench.run([.says(1, at: time("2026-11-21T17:00:00"))])
        #expect(try bench.lead()?.clocks.map(\.due) == [time("2026-11-23T09:30:00")])
        #expect(try bench.bench.state.firstTimer()?.due == time("2026-11-23T09:30:00"))
        try bench.run([.tick(time("2026-11-23T09:29:59"))])
        #expect(bench.told.isEmpty)
        let changes = try bench.run([.tick(time("2026-11-23T09:30:07"))])
        #expect(bench.told == [fact(.responseBreached, "2026-11-23T09:30:00")])
        #expect(changes?.facts.map(\.recordedAt) == [time("2026-11-23T09:30:07")], "it came to light by the tick")
        #expect(changes?.outbox.map(\.topic) == ["lead.response_breached"])
        #expect(changes?.cells.map(\.key.measure) == [.responseBreached])
        #expect(try bench.bench.state.firstTimer() == nil)
    }

    @Test("a message of the last minute before Lebaran has one minute then, and the rest after the holidays")
    func lebaranEve() throws {
        let bench = ClockBench()
        try bench.run([.says(1, at: time("2026-03-17T16:59:00"))])
        #expect(try bench.lead()?.clocks.map(\.due) == [time("2026-03-25T09:29:00")])
        try bench.run([
            .tick(time("2026-03-24T12:00:00")), .answer(1, at: time("2026-03-25T09:29:00")),
            .tick(time("2026-03-25T10:00:00")),
        ])
        #expect(bench.told == [fact(.responded, "2026-03-25T09:29:00")])
    }

    @Test("an answer that is late says so itself, where no tick came before it, and never twice")
    func lateAnswer() throws {
        let (alone, ticked) = (ClockBench(), ClockBench())
        try alone.run([
            .says(1, at: time("2026-11-24T10:00:00")), .answer(1, at: time("2026-11-24T10:45:00")),
            .tick(time("2026-11-24T11:00:00")),
        ])
        try ticked.run([
            .says(1, at: time("2026-11-24T10:00:00")), .tick(time("2026-11-24T10:31:00")),
            .tick(time("2026-11-24T10:32:00")), .answer(1, at: time("2026-11-24T10:45:00")),
        ])
        let expected = [
            fact(.responseBreached, "2026-11-24T10:30:00"), fact(.responded, "2026-11-24T10:45:00"),
        ]
        #expect(alone.told == expected && ticked.told == expected)
        #expect(alone.changes.flatMap(\.facts).count { $0.kind == .responseBreached } == 1)
        #expect(ticked.changes.flatMap(\.facts).count { $0.kind == .responseBreached } == 1)
    }

    @Test("a breach is taken back when an answer comes in that was in time")
    func earlierAnswer() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")), .tick(time("2026-11-24T10:30:00")),
            .answer(1, at: time("2026-11-24T10:50:00")),
            .answer(1, at: time("2026-11-24T10:20:00"), receivedAt: time("2026-11-24T11:00:00")),
        ])
        #expect(bench.told == [fact(.responded, "2026-11-24T10:20:00")])
        #expect(bench.changes.last?.facts.filter(\.isRetraction).map(\.kind) == [.responseBreached, .responded])
        let sums = Dictionary(
            bench.changes.flatMap(\.cells).map { ($0.key.measure, $0.count) }, uniquingKeysWith: +)
        #expect(sums[.responseBreached] == 0 && sums[.responded] == 1)
    }

    @Test("what we said before the inquiry answers nothing in it")
    func earlierWords() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")),
            .answer(1, at: time("2026-11-24T09:58:00"), receivedAt: time("2026-11-24T10:01:00")),
        ])
        #expect(bench.told.isEmpty)
    }

    @Test("the conversation remembers when we last said something")
    func lastWords() throws {
        let bench = ClockBench()
        try bench.run([.says(1, at: time("2026-11-24T10:00:00")), .answer(1, at: time("2026-11-24T10:10:00"))])
        var conversations = Needs()
        conversations.contacts = [lead]
        #expect(
            try bench.bench.state.load(conversations).conversations.values.map(\.lastOursAt)
                == [time("2026-11-24T10:10:00")])
    }

    @Test("nothing is waited for once the inquiry is closed")
    func closed() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")),
            .act(.lead(lead, .disqualify(reason: "vendor")), at: time("2026-11-24T10:10:00")),
        ])
        #expect(try bench.bench.state.firstTimer() == nil)
        try bench.run([.tick(time("2026-11-24T12:00:00"))])
        #expect(bench.told.isEmpty)
    }

    @Test("closing an inquiry that was late already says so, even where no tick did")
    func closedLate() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")),
            .act(.lead(lead, .disqualify(reason: "vendor")), at: time("2026-11-24T11:00:00")),
        ])
        #expect(bench.told == [fact(.responseBreached, "2026-11-24T10:30:00")])
    }

    @Test("an inquiry won at a time before it was late was never late")
    func wonBefore() throws {
        let bench = ClockBench()
        let won = LeadAction.won(Money(minorUnits: 1, currency: "IDR"), at: time("2026-11-24T10:20:00"))
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")), .tick(time("2026-11-24T10:40:00")),
            .act(.lead(lead, won), at: time("2026-11-24T11:00:00")),
        ])
        #expect(bench.told.isEmpty)
    }

    @Test("what is open again has all its time once more")
    func reopened() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")),
            .act(.lead(lead, .disqualify(reason: "vendor")), at: time("2026-11-24T10:10:00")),
            .act(.lead(lead, .reopen(reason: "is one")), at: time("2026-11-25T10:10:00")),
        ])
        #expect(try bench.bench.state.firstTimer()?.due == time("2026-11-25T10:40:00"))
        try bench.run([.tick(time("2026-11-25T10:40:00"))])
        #expect(bench.told == [fact(.responseBreached, "2026-11-25T10:40:00")])
    }

    @Test("after the first answer the next word is waited for: since the customer first asked again, else since ours")
    func followUp() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-23T10:00:00")), .answer(1, at: time("2026-11-23T10:10:00")),
        ])
        #expect(try bench.lead()?.clocks.last?.due == time("2026-11-25T10:10:00"))
        try bench.run([.says(1, at: time("2026-11-24T12:00:00"))])
        #expect(try bench.lead()?.clocks.last?.due == time("2026-11-26T12:00:00"))
        try bench.run([.says(1, at: time("2026-11-25T12:00:00"))])
        #expect(try bench.lead()?.clocks.last?.due == time("2026-11-26T12:00:00"), "asking again does not help us")
        let changes = try bench.run([.tick(time("2026-11-26T12:00:00"))])
        #expect(changes?.outbox.map(\.topic) == ["lead.follow_up_breached"])
        try bench.run([.answer(1, at: time("2026-11-26T15:00:00")), .tick(time("2026-12-01T17:00:00"))])
        #expect(
            bench.told == [
                fact(.responded, "2026-11-23T10:10:00"), fact(.followUpBreached, "2026-11-26T12:00:00"),
                fact(.followUpBreached, "2026-11-30T15:00:00"),
            ])
    }

    @Test("silence that we had broken in time was none, however late that comes to light")
    func excused() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-23T10:00:00")), .answer(1, at: time("2026-11-23T10:10:00")),
            .tick(time("2026-11-25T10:10:00")), .answer(1, at: time("2026-11-26T10:00:00")),
        ])
        #expect(bench.told.contains(fact(.followUpBreached, "2026-11-25T10:10:00")))
        try bench.run([.answer(1, at: time("2026-11-24T16:00:00"), receivedAt: time("2026-11-26T11:00:00"))])
        #expect(bench.told == [fact(.responded, "2026-11-23T10:10:00")])
    }

    @Test("a call stops the clock like a message")
    func contacted() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")),
            .act(.lead(lead, .contacted(.call, note: "wants to come by")), at: time("2026-11-24T10:05:00")),
            .tick(time("2026-11-24T11:00:00")),
        ])
        #expect(bench.told == [fact(.responded, "2026-11-24T10:05:00")])
    }

    @Test("without targets nobody waits, and without the first one the second begins with the opening words")
    func targets() throws {
        let none = ClockBench(nil)
        try none.run([.says(1, at: time("2026-11-24T10:00:00")), .answer(1, at: time("2026-11-24T10:05:00"))])
        #expect(none.told.isEmpty)
        #expect(try none.lead()?.clocks.isEmpty == true)
        let second = ClockBench(ResponseTargets(calendar: ClockBench.office, followUpSeconds: 3600))
        try second.run([.says(1, at: time("2026-11-24T10:00:00")), .tick(time("2026-11-24T11:00:00"))])
        #expect(second.told == [fact(.followUpBreached, "2026-11-24T11:00:00")])
    }

    @Test("time that passes and answers make no screen stale")
    func version() throws {
        let bench = ClockBench()
        try bench.run([.says(1, at: time("2026-11-24T10:00:00"))])
        let version = try bench.lead()?.version
        try bench.run([.tick(time("2026-11-24T10:30:00")), .answer(1, at: time("2026-11-24T10:31:00"))])
        #expect(try bench.lead()?.version == version)
    }

    @Test("a breach is the rep's who had the inquiry then")
    func rep() throws {
        let bench = ClockBench()
        try bench.run([
            .says(1, at: time("2026-11-24T10:00:00")), .says(1, at: time("2026-11-24T10:01:00")),
            .says(1, at: time("2026-11-24T10:02:00")), .says(2, at: time("2026-11-24T10:03:00")),
            .tick(time("2026-11-24T10:40:00")),
        ])
        let late = bench.changes.flatMap(\.facts).filter { $0.kind == .responseBreached }
        #expect(late.map(\.lead) == [lead, ClockBench.id(4)])
        #expect(late.map(\.rep) == [try bench.lead()?.owner, nil])
    }
}
