import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("Statuses, echoes and questions to providers")
struct ReportTests {
    private func status(_ word: String, of id: String, number: Int) -> Event {
        var event = FoldBench.message("\(id)-\(word)-\(number)", from: [], kind: .status)
        event.messageID = id
        event.status = word
        event.sentAt = FoldBench.start.adding(seconds: Int64(-100 + number))
        return event
    }

    private func echo(of id: String) -> Event {
        var event = FoldBench.message(id, from: [], kind: .echo)
        event.messageID = id
        return event
    }

    private func message(_ bench: FoldBench) throws -> MessageRecord {
        var needs = Needs()
        Threads(seed: FoldBench.seed).gather(echo(of: "m"), on: "whatsapp", into: &needs)
        return try #require(try bench.state.load(needs).messages.values.first)
    }

    @Test("the furthest status holds, in whatever order they come", arguments: 0..<24)
    func order(_ seed: Int) throws {
        var words = ["pending", "sent", "delivered", "read"]
        var random = SplitMix64(seed: UInt64(seed))
        words.shuffle(using: &random)
        let bench = FoldBench()
        try bench.fold([echo(of: "m")])
        for (number, word) in words.enumerated() {
            try bench.fold([status(word, of: "m", number: number)])
        }
        let record = try message(bench)
        #expect(record.status == .read && record.origin == .ours)
        #expect(
            record.statusAt
                == FoldBench.start.adding(seconds: Int64(-100 + (words.firstIndex(of: "read") ?? 0))))
    }

    @Test("of two equal reports the earlier time holds")
    func equal() throws {
        let bench = FoldBench()
        try bench.fold([status("read", of: "m", number: 9), status("read", of: "m", number: 3)])
        #expect(try message(bench).statusAt == FoldBench.start.adding(seconds: -97))
    }

    @Test("a status of an unknown message opens a gap once; the message itself closes it")
    func gap() async throws {
        let bench = FoldBench()
        let opened = try bench.fold([
            status("sent", of: "m", number: 1), status("read", of: "m", number: 2),
        ])
        #expect(opened.cells.first { $0.key.measure == .gaps }?.count == 1)
        #expect(try await bench.state.gaps(limit: 10).count == 1)
        let closed = try bench.fold([echo(of: "m")])
        #expect(closed.cells.first { $0.key.measure == .gapsClosed }?.count == 1)
        #expect(try await bench.state.gaps(limit: 10).isEmpty)
        #expect(try message(bench).status == .read)
    }

    @Test("statuses and echoes open no contact, no lead and no conversation")
    func nothingCounted() throws {
        let bench = FoldBench()
        let changes = try bench.fold([status("read", of: "m", number: 1), echo(of: "m")])
        #expect(changes.contacts.isEmpty && changes.leads.isEmpty && changes.conversations.isEmpty)
        #expect(changes.events.allSatisfy { $0.outcome == .noted })
    }

    @Test("a provider's word for a status has one rank", arguments: ["seen", "opened", "read"])
    func words(_ word: String) { #expect(DeliveryStatus(word: word) == .read) }

    @Test(
        "what a provider tells later about a known person becomes theirs; about nobody it changes nothing"
    )
    func contactUpdate() throws {
        let bench = FoldBench()
        let chat = Identifier(.chatUser, "crisp/1/s")
        let mail = Identifier(.email, "siti@example.com")
        #expect(
            try bench.fold([FoldBench.message("0", from: [chat, mail], kind: .contactUpdate)]).identifiers
                .isEmpty)
        try bench.fold([FoldBench.message("1", from: [chat])])
        let learned = try bench.fold([FoldBench.message("2", from: [chat, mail], kind: .contactUpdate)])
        #expect(learned.identifiers.map(\.identifier) == [mail])
        let changes = try bench.fold([FoldBench.message("3", from: [mail])])
        #expect(changes.events.first?.contact == EventID(position: 2, item: 0))
        #expect(changes.contacts.isEmpty)
    }

    @Test("an event that lacks its content waits for the answer, which counts as its own event")
    func fetch() async throws {
        let bench = FoldBench()
        var asking = FoldBench.message("lead-1", from: [], kind: .leadForm)
        asking.fetch = FetchRequest(name: "lead", url: "https://graph.example/1")
        let asked = try bench.fold([asking])
        #expect(asked.events.map(\.outcome) == [.awaited] && asked.leads.isEmpty)
        let id = try #require(asked.events.first?.id)
        #expect(try await bench.state.fetches(includingAnswered: false, limit: 9).map(\.event) == [id])

        try answer(bench, [], FetchAnswer(asked: id, problem: "401: the token has expired"))
        let waiting = try #require(
            try await bench.state.fetches(includingAnswered: false, limit: 9).first)
        #expect(waiting.isWaiting && waiting.problem == "401: the token has expired")

        let told = FoldBench.message(
            "answer-1", from: [Identifier(.email, "siti@example.com")], kind: .leadForm)
        let answered = try answer(bench, [told], FetchAnswer(asked: id))
        #expect(answered.leads.count == 1 && answered.events.map(\.outcome) == [.counted])
        #expect(try await bench.state.fetches(includingAnswered: false, limit: 9).isEmpty)
        let done = try #require(try await bench.state.fetches(includingAnswered: true, limit: 9).first)
        #expect(done.answeredBy == 3 && done.problem.isEmpty)
    }

    @Test("a question that is given up stays visible and can still be answered")
    func givenUp() async throws {
        let bench = FoldBench()
        var asking = FoldBench.message("lead-1", from: [], kind: .leadForm)
        asking.fetch = FetchRequest(name: "lead", url: "https://graph.example/1")
        let id = try #require(try bench.fold([asking]).events.first?.id)
        try answer(bench, [], FetchAnswer(asked: id, problem: "404", isLast: true))
        #expect(
            try await bench.state.fetches(includingAnswered: false, limit: 9).first?.isGivenUp == true)
        let told = FoldBench.message(
            "answer-1", from: [Identifier(.email, "siti@example.com")], kind: .leadForm)
        #expect(try answer(bench, [told], FetchAnswer(asked: id)).leads.count == 1)
        #expect(try await bench.state.fetches(includingAnswered: false, limit: 9).isEmpty)
    }

    @discardableResult
    private func answer(_ bench: FoldBench, _ events: [Event], _ answer: FetchAnswer) throws
        -> Changes
    {
        let from = try bench.state.position()
        let delivery = NormalisedDelivery(
            position: from + 1, channel: "meta-leadads",
            receivedAt: FoldBench.start.adding(seconds: from + 1),
            events: events, digests: events.map { Identify.digest(of: $0.key, seed: FoldBench.seed) },
            ignored: [],
            itemCount: events.count, answer: answer)
        return try bench.run([.delivery(delivery)], from: from, through: from + 1)
    }

    private func sales(_ uid: UInt32) -> MailboxRecord {
        MailboxRecord(mailbox: "sales", cursor: MailboxCursor(uidValidity: 7, uid: uid, since: 5))
    }

    @Test("a mailbox's cursor follows the entries, also those that could not be read")
    func cursor() throws {
        let bench = FoldBench()
        let letter = DeadLetter(
            position: 2, channel: "email", receivedAt: FoldBench.start, problem: "p", advice: "a",
            attempts: 0,
            resolvedBy: nil)
        let mail = NormalisedDelivery(
            position: 1, channel: "email", receivedAt: FoldBench.start, events: [], digests: [],
            ignored: [],
            itemCount: 0, mailbox: sales(41))
        try bench.run([.delivery(mail), .deadLetter(letter, sales(42))], from: 0, through: 2)
        #expect(try bench.state.cursor(of: "sales") == sales(42).cursor)
        try bench.run([.mailbox(sales(43))], from: 2, through: 3)
        #expect(try bench.state.cursor(of: "sales") == sales(43).cursor)
        #expect(try bench.state.cursor(of: "info") == nil)
    }

    @Test(
        "an entry says where it was read in headers that no request can bring",
        arguments: [
            (":mailbox: sales\n:uidvalidity: 7\n:uid: 42\n:since: 5\n", true),
            (":mailbox: sales\n:uid: 42\n", false),
            (":mailbox: sales\n:uidvalidity: 7\n:uid: x\n:since: 5\n", false),
            ("content-type: a\nmailbox: sales\nuidvalidity: 7\nuid: 42\nsince: 5\n", false),
        ])
    func headers(_ text: String, _ isOne: Bool) {
        #expect(MailboxRecord(headers: text) == (isOne ? sales(42) : nil))
    }
}
