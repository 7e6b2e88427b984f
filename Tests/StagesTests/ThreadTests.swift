import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("Threads of mails")
struct ThreadTests {
    private static let siti = "siti@example.com"
    private static let rekan = "rekan@example.com"
    private static let stranger = "orang@example.org"

    /// A mail with its headers.
    static func mail(
        _ id: String, from address: String, to recipients: [String] = ["cs@toko.example"],
        answers: [String] = [],
        kind: EventKind = .message, subject: String? = nil
    ) -> Event {
        var event = FoldBench.message(
            id, from: kind == .echo ? [] : [Identifier(.email, address)], kind: kind)
        event.sender.email = address
        event.messageID = id
        event.subject = subject
        event.thread = EventThread(references: answers, recipients: recipients)
        return event
    }

    private func link(_ events: [Event]) throws -> (record: EventRecord, leads: Int) {
        let bench = FoldBench()
        var last: EventRecord?
        var leads = 0
        for event in events {
            let changes = try bench.fold([event])
            last = changes.events.last
            leads += changes.leads.count { $0.id == changes.events.last?.id }
        }
        return (try #require(last), leads)
    }

    @Test("a first mail opens its conversation")
    func opening() throws {
        let (record, _) = try link([Self.mail("1", from: Self.siti)])
        #expect(record.link == ThreadLink(conversation: record.id, evidence: .opening))
    }

    @Test("an answer to a mail of the same person names that mail as its evidence")
    func reference() throws {
        let (record, leads) = try link([
            Self.mail("1", from: Self.siti), Self.mail("2", from: Self.siti, answers: ["1"]),
        ])
        let first = EventID(position: 1, item: 0)
        #expect(record.link == ThreadLink(conversation: first, evidence: .reference, event: first))
        #expect(leads == 1)
    }

    @Test("a second mail of the same person that answers nothing is known by its sender")
    func sender() throws {
        let (record, _) = try link([Self.mail("1", from: Self.siti), Self.mail("2", from: Self.siti)])
        #expect(record.link?.evidence == .sender)
    }

    @Test(
        "a colleague who got the mail joins the conversation and its lead, and stays a contact of their own"
    )
    func colleague() throws {
        let (record, leads) = try link([
            Self.mail("1", from: Self.siti, to: ["cs@toko.example", Self.rekan]),
            Self.mail("2", from: Self.rekan, answers: ["1"]),
        ])
        let first = EventID(position: 1, item: 0)
        #expect(record.link == ThreadLink(conversation: first, evidence: .reference, event: first))
        #expect(record.lead == first && record.contact == record.id && leads == 1)
    }

    @Test("a stranger who names somebody's mail joins nothing, whatever number the subject holds")
    func stranger() throws {
        let (record, leads) = try link([
            Self.mail("1", from: Self.siti, subject: "Pesanan [#1]"),
            Self.mail("2", from: Self.stranger, answers: ["1"], subject: "Re: Pesanan [#1]"),
        ])
        #expect(record.link == ThreadLink(conversation: record.id, evidence: .opening))
        #expect(record.lead == record.id && leads == 2)
    }

    @Test("an answer to our own mail finds the person it went to, though that mail answered nothing")
    func answerToOurs() throws {
        let (record, _) = try link([
            Self.mail("1", from: Self.siti),
            Self.mail("out", from: "cs@toko.example", to: [Self.siti], kind: .echo),
            Self.mail("3", from: Self.siti, answers: ["out"]),
        ])
        let out = EventID(position: 2, item: 0)
        #expect(
            record.link
                == ThreadLink(conversation: EventID(position: 1, item: 0), evidence: .reference, event: out)
        )
    }

    @Test(
        "a mail that we never saw ties nobody to its answers but the person who named it, whatever Cc claims"
    )
    func commonReference() throws {
        let (record, leads) = try link([
            Self.mail("1", from: Self.stranger, to: ["cs@toko.example", Self.siti], answers: ["unseen"]),
            Self.mail("2", from: Self.siti, answers: ["unseen"]),
        ])
        #expect(record.link == ThreadLink(conversation: record.id, evidence: .opening))
        #expect(leads == 2)
        let (again, _) = try link([
            Self.mail("1", from: Self.siti, answers: ["unseen"]),
            Self.mail("2", from: Self.siti, answers: ["unseen"]),
        ])
        #expect(again.link?.evidence == .reference)
    }

    @Test("when a mail that others named arrives itself, it belongs to who wrote it")
    func lateArrival() throws {
        let (record, leads) = try link([
            Self.mail("2", from: Self.stranger, answers: ["1"]), Self.mail("1", from: Self.siti),
            Self.mail("3", from: Self.siti, answers: ["1"]),
        ])
        let own = EventID(position: 2, item: 0)
        #expect(record.link == ThreadLink(conversation: own, evidence: .reference, event: own))
        #expect(leads == 2)
    }

    @Test("a chat is one conversation by the provider's own id")
    func chat() throws {
        let bench = FoldBench()
        let siti = Identifier(.chatUser, "chat/1/siti")
        var first = FoldBench.message("1", from: [siti])
        first.conversation = "C1"
        var second = FoldBench.message("2", from: [siti])
        second.conversation = "C1"
        try bench.fold([first])
        let record = try #require(try bench.fold([second]).events.first)
        #expect(record.link?.evidence == .chat)
    }

    @Test("the result does not depend on the sizes of batches", arguments: [1, 2, 3, 7])
    func batches(_ size: Int) throws {
        let events = [
            Self.mail("1", from: Self.siti, to: ["cs@toko.example", Self.rekan], answers: ["unseen"]),
            Self.mail("out", from: "cs@toko.example", to: [Self.siti], answers: ["1"], kind: .echo),
            Self.mail("2", from: Self.rekan, answers: ["unseen", "1"]),
            Self.mail("3", from: Self.siti, answers: ["out"]),
            Self.mail("4", from: Self.stranger, answers: ["3", "2", "1"]),
            Self.mail("unseen", from: Self.siti),
            Self.mail("5", from: Self.rekan, answers: ["unseen"]),
        ]
        func hash(_ size: Int) throws -> [UInt8] {
            let bench = FoldBench()
            for start in stride(from: 0, to: events.count, by: size) {
                try bench.fold(Array(events[start..<min(start + size, events.count)]))
            }
            return try bench.state.stateHash()
        }
        #expect(try hash(size) == hash(events.count))
    }
}
