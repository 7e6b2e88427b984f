import Channels
import Domain
import Settings
import Storage
import Testing

@testable import Stages

@Suite("Acknowledgements")
struct AcknowledgeTests {
    /// `FoldBench.start` is Monday, 2024-06-10, 06:13:20 UTC.
    static let calendar = WorkingCalendar(
        zone: .utc, hours: [Hours(from: 480, to: 1020, days: Set(Weekday.allCases).subtracting([.sat, .sun]))])

    private func rules(_ adjust: (inout AcknowledgeRules) -> Void = { _ in }) -> AcknowledgeRules {
        var rules = AcknowledgeRules(
            calendar: Self.calendar,
            texts: [.init(language: "id", text: "Pesan diterima"), .init(language: "en", text: "We have it")])
        adjust(&rules)
        return rules
    }

    private func bench(
        _ adjust: @escaping (inout AcknowledgeRules) -> Void = { _ in }
    ) throws -> FoldBench {
        let rules = rules(adjust)
        return try ReplyBench.bench { $0.acknowledgement = rules }
    }

    /// Folds one message that is written and received at a time, and gives back what the customer is told.
    private func told(
        _ bench: FoldBench, _ id: String, at time: Timestamp, kind: EventKind = .message, text: String = "Halo",
        receivedAt: Timestamp? = nil
    ) throws -> [String] {
        var event = ReplyBench.message(id, text: text, at: time)
        event.kind = kind
        event.key.parts[2] = kind.rawValue
        return try fold(event, receivedAt: receivedAt ?? time, bench)
    }

    private func fold(_ event: Event, receivedAt: Timestamp, _ bench: FoldBench) throws -> [String] {
        let from = try bench.state.position()
        let delivery = NormalisedDelivery(
            position: from + 1, channel: "whatsapp", receivedAt: receivedAt, events: [event],
            digests: [Identify.digest(of: event.key, seed: bench.rules.seed)], ignored: [], itemCount: 1)
        let changes = try bench.run([.delivery(delivery)], from: from, through: from + 1)
        return changes.outbox.filter { $0.topic == "customer.acknowledgement" }.compactMap {
            CustomerMessage(json: $0.payload)?.text
        }
    }

    /// A moment by hours after Monday, 2024-06-10, 00:00 UTC.
    private func hour(_ hours: Double) -> Timestamp {
        Timestamp(microseconds: (1_717_977_600 + Int64(hours * 3600)) * 1_000_000)
    }

    @Test("go out once for a conversation and a closed period, the whole weekend being one")
    func once() throws {
        let bench = try bench { $0.perContactPerDay = 20 }
        #expect(try told(bench, "1", at: hour(6)) == ["Pesan diterima"], "before opening")
        #expect(try told(bench, "2", at: hour(7)) == [])
        #expect(try told(bench, "3", at: hour(8)) == [], "open from that second on")
        #expect(try told(bench, "4", at: hour(17)) == ["Pesan diterima"], "closed from that second on")
        #expect(try told(bench, "5", at: hour(24 + 7)) == [])
        #expect(try told(bench, "6", at: hour(4 * 24 + 18)) == ["Pesan diterima"], "Friday evening")
        #expect(try told(bench, "7", at: hour(5 * 24 + 12)) == [] && told(bench, "8", at: hour(7 * 24 + 7)) == [])
    }

    @Test("never answer machines, bulk mail, comments, what is held back or what is old")
    func people() throws {
        for kind in EventKind.allCases where kind != .message {
            let bench = try bench()
            #expect(try told(bench, "1", at: hour(6), kind: kind) == [], "\(kind)")
        }
        let bench = try bench()
        #expect(try told(bench, "1", at: hour(1), receivedAt: hour(3)) == [], "read two hours later")
        var quarantined = ReplyBench.message("q", at: hour(6))
        quarantined.sender.identifiers = []
        #expect(try bench.fold([quarantined]).outbox.isEmpty)
    }

    @Test("two machines that answer each other come to an end at the budget of the day")
    func loop() throws {
        let bench = try bench { rules in
            // Ten closed periods in one day.
            rules.calendar = WorkingCalendar(
                zone: .utc, hours: (0..<12).map { Hours(from: $0 * 120, to: $0 * 120 + 1, days: Set(Weekday.allCases)) }
            )
        }
        let answers = try (0..<23).map { try told(bench, "\($0)", at: hour(Double($0) + 0.5)).count }
        #expect(answers.reduce(0, +) == 2)
        #expect(try told(bench, "next day", at: hour(24.5)).count == 1)
    }

    @Test("somebody who has spoken in the closed period is not interrupted by a machine")
    func weSpoke() throws {
        let bench = try bench()
        #expect(try told(bench, "1", at: hour(17.5)).count == 1)
        var echo = FoldBench.message("e", from: [], kind: .echo, at: hour(41.5))
        (echo.messageID, echo.recipients) = ("e", [ReplyBench.siti])
        _ = try told(bench, "2", at: hour(40))
        #expect(try fold(echo, receivedAt: hour(41.5), bench) == [])
        #expect(try told(bench, "3", at: hour(42)) == [])
    }

    @Test("speak the customer's language, and the first one where his words tell none")
    func language() throws {
        let bench = try bench { rules in
            rules.lexicon.languages = ["en": ["the", "is", "hello"], "id": ["apakah", "masih", "ada"]]
            rules.perContactPerDay = 20
        }
        #expect(try told(bench, "1", at: hour(6), text: "hello is the table there") == ["We have it"])
        #expect(try told(bench, "2", at: hour(18), text: "apakah masih ada") == ["Pesan diterima"])
        #expect(try told(bench, "3", at: hour(42), text: "???") == ["Pesan diterima"])
    }

    @Test("leave clocks running, count on their day, and keep to the channels that were named")
    func recorded() throws {
        let bench = try bench()
        _ = try told(bench, "1", at: hour(6))
        let conversation = try ReplyBench.conversation(bench)
        #expect(conversation.acknowledgedAt == hour(6) && conversation.acknowledgements == 1)
        #expect(conversation.lastOursAt == nil)
        let other = try self.bench { $0.channels = ["telegram"] }
        #expect(try told(other, "1", at: hour(6)) == [])
        let always = try self.bench { $0.isAlways = true }
        #expect(try told(always, "1", at: hour(9)).count == 1 && told(always, "2", at: hour(10)).isEmpty)
    }
}
