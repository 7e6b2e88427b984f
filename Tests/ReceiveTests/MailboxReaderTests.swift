import Domain
import Logging
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import Receive

@Suite("Reading a mailbox", .timeLimit(.minutes(1)))
struct MailboxReaderTests {
    /// Entries as they were appended, and faults that tests order.
    final class Entries: MailboxLedger {
        let drafts = Mutex<[EntryDraft]>([])
        /// Appends that fail before one succeeds.
        let failures = Mutex(0)

        func cursor(of mailbox: String) async throws -> MailboxCursor? {
            drafts.withLock {
                $0.reversed().lazy.compactMap { MailboxRecord(headers: $0.headers) }.first { $0.mailbox == mailbox }
            }?
            .cursor
        }

        func append(_ drafts: [EntryDraft]) async throws {
            let fails = failures.withLock { failures in
                failures -= 1
                return failures >= 0
            }
            if fails { throw IMAPError(.closed("the disk is full"), host: "") }
            self.drafts.withLock { $0 += drafts }
        }

        var mails: [EntryDraft] { drafts.withLock { $0.filter { $0.kind == .delivery } } }
        var texts: [String] { mails.map { String(decoding: $0.body, as: UTF8.self) } }
        func header(_ name: String) -> [String?] { mails.map { HeaderText.value(of: name, in: $0.headers) } }
    }

    struct Connector: MailboxConnector {
        let server: MailboxServer
        func connect() throws(IMAPError) -> IMAPSession<MailboxWire> { try IMAPSession(MailboxWire(server)) }
        func pause(milliseconds: Int) {
            let count = server.pauses.withLock { pauses in
                pauses.append(milliseconds)
                return pauses.count
            }
            // Without IDLE a wait is where something happens; a reader that never gets through must not wait for ever.
            if !server.folder.withLock({ $0.canIdle }) { server.nextEvent() }
            if count > 60 { server.stop() }
        }
        var isStopped: Bool { server.isStopped }
    }

    /// The 23rd of November 2026, noon in UTC.
    static let now = Timestamp(microseconds: 1_795_435_200_000_000)

    /// Reads until the server's events are used up.
    @discardableResult
    static func read(
        _ server: MailboxServer, into entries: Entries, since: MailboxOptions.Since = .instant(0),
        bodyBytesMax: Int = 32 << 20,
        idles: Bool = true
    ) async -> MailboxReport {
        server.restart()
        let state = MailboxState()
        let options = MailboxOptions(
            name: "sales", channel: "email",
            server: MailServer(host: "mail.test", user: "u", password: "p"), since: since, pollSeconds: 60,
            idles: idles,
            bodyBytesMax: bodyBytesMax)
        let reader = MailboxReader(
            options: options, ledger: entries, connector: Connector(server: server), state: state, now: { now },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        await reader.run()
        return state.value
    }

    @Test("a new mailbox brings only what arrives from then on, also when the program ends before the first mail")
    func start() async {
        let server = MailboxServer()
        let entries = Entries()
        server.deliver("old")
        await Self.read(server, into: entries, since: .start)
        #expect(entries.texts == [])
        // While nobody reads.
        server.deliver("one")
        server.events.withLock { $0 = [{ $0.deliver("two") }, { _ in }, { $0.deliver("three") }] }
        let report = await Self.read(server, into: entries, since: .start)
        #expect(entries.texts == ["one", "two", "three"])
        #expect(entries.header(":uid") == ["2", "3", "4"])
        #expect(entries.header(":uidvalidity") == ["7", "7", "7"])
        #expect(entries.header("content-type") == ["message/rfc822", "message/rfc822", "message/rfc822"])
        #expect(entries.mails.allSatisfy { $0.channel == "email" && $0.receivedAt == Self.now })
        #expect(report.mails == 3)
        #expect(report.problem == nil)
        #expect(!server.folder.withLock { $0.commands }.contains { $0.contains("SELECT") || $0.contains("BODY[") })
    }

    @Test("a mailbox that is read from a day on leaves out what arrived before")
    func since() async {
        let server = MailboxServer()
        let entries = Entries()
        for (text, day) in [("a", 18), ("b", 20), ("c", 17), ("d", 21)] { server.deliver(text, day: day) }
        // 20 November 2026, 10:00 in Jakarta.
        await Self.read(server, into: entries, since: .instant(1_795_143_600))
        #expect(entries.texts == ["b", "d"])
        server.renumber()
        await Self.read(server, into: entries, since: .start)
        #expect(entries.texts == ["b", "d", "b", "d"])
        #expect(entries.header(":uidvalidity") == ["7", "7", "8", "8"])
    }

    @Test("a server that numbers anew while it is read makes everything come once more, and nothing is lost")
    func renumbered() async {
        let server = MailboxServer([
            { server in
                server.deliver("three")
                server.renumber()
            }, { $0.deliver("four") },
        ])
        let entries = Entries()
        server.deliver("one")
        server.deliver("two")
        await Self.read(server, into: entries)
        #expect(entries.texts == ["one", "two", "one", "two", "three", "four"])
        #expect(entries.header(":uid") == ["1", "2", "1", "2", "3", "4"])
    }

    @Test("a server that came back from a copy does not hide new mails behind old numbers")
    func restored() async {
        let server = MailboxServer()
        let entries = Entries()
        for text in ["one", "two", "three"] { server.deliver(text) }
        await Self.read(server, into: entries)
        server.folder.withLock { folder in
            folder.mails.removeLast(2)
            folder.uidNext = 2
        }
        server.deliver("new two")
        await Self.read(server, into: entries)
        #expect(entries.texts == ["one", "two", "three", "one", "new two"])
    }

    @Test("deleted mails and a server that names no next number change nothing")
    func noNext() async {
        let server = MailboxServer([{ $0.deliver("four") }])
        let entries = Entries()
        server.folder.withLock { $0.namesNext = false }
        for text in ["one", "two", "three"] { server.deliver(text) }
        await Self.read(server, into: entries, since: .start)
        #expect(entries.texts == ["four"])
        server.folder.withLock { folder in folder.mails = [] }
        await Self.read(server, into: entries, since: .start)
        server.deliver("five")
        await Self.read(server, into: entries, since: .start)
        #expect(entries.texts == ["four", "five"])
    }

    @Test("without IDLE it looks every so often", arguments: [true, false])
    func polling(serverCan: Bool) async {
        let server = MailboxServer([{ $0.deliver("one") }, { _ in }, { $0.deliver("two") }])
        let entries = Entries()
        server.folder.withLock { $0.canIdle = serverCan }
        await Self.read(server, into: entries, idles: false)
        if serverCan { return #expect(server.pauses.withLock { $0.allSatisfy { $0 == 60_000 } }) }
        #expect(entries.texts == ["one", "two"])
        #expect(server.pauses.withLock { $0 } == [60_000, 60_000, 60_000, 60_000])
        #expect(!server.folder.withLock { $0.commands }.contains("IDLE"))
    }

    @Test(
        "a mail that the server has trouble with is noted and passed over, and the others are read",
        arguments: [
            (MailboxServer.Behaviour.refuses(.max), Optional("the server failed 4 times to give it away")),
            (.breaks(.max), "the server failed 4 times to give it away"),
            (.hasNothing, "the server has none of its bytes"),
            (.leavesOut, "the server lists it and does not give it away"),
            (.refuses(1), nil), (.refuses(3), nil), (.breaks(1), nil), (.breaks(3), nil),
        ])
    func broken(_ behaviour: MailboxServer.Behaviour, _ reason: String?) async {
        let server = MailboxServer([{ $0.deliver("four") }])
        let entries = Entries()
        server.deliver("one")
        server.deliver("two", behaviour)
        server.deliver("three")
        let report = await Self.read(server, into: entries)
        #expect(entries.texts == ["one", reason == nil ? "two" : "", "three", "four"])
        #expect(entries.header(":unreadable") == [nil, reason, nil, nil])
        #expect(report.incomplete == (reason == nil ? 0 : 1))
        #expect(server.pauses.withLock { $0.reduce(0, +) } < 60_000)
    }

    @Test("a mail that is gone before it is fetched is no mail")
    func vanished() async {
        let server = MailboxServer()
        let entries = Entries()
        server.deliver("one")
        server.deliver("two", .vanishes)
        server.deliver("three")
        await Self.read(server, into: entries)
        #expect(entries.texts == ["one", "three"])
        let alone = MailboxServer()
        alone.deliver("one", .vanishes)
        let report = await Self.read(alone, into: Entries())
        #expect(report.mails == 0)
        #expect(report.problem == nil)
    }

    @Test("of a mail beyond the limit the beginning is read, and that is said; whatever size the server names")
    func large() async {
        let server = MailboxServer()
        let entries = Entries()
        let large = String(repeating: "0123456789abcdef", count: 131_072)  // 2 MiB
        server.deliver(large)
        server.deliver("small", .says(size: 5 << 20))
        server.deliver(large, .says(size: 10))
        server.deliver("last")
        await Self.read(server, into: entries, bodyBytesMax: 1 << 20)
        #expect(entries.mails.map(\.body.count) == [1 << 20, 5, 1 << 20, 4])
        #expect(entries.header(":truncated") == ["2097152", nil, "1048576", nil])
        #expect(entries.header(":unreadable") == [nil, nil, nil, nil])
        #expect(entries.texts.last == "last")
    }

    @Test("what could not be appended is read again")
    func ledgerFails() async {
        let server = MailboxServer()
        let entries = Entries()
        for number in 0..<120 { server.deliver("mail \(number)") }
        entries.failures.withLock { $0 = 3 }
        await Self.read(server, into: entries)
        #expect(entries.texts == (0..<120).map { "mail \($0)" })
        #expect(server.pauses.withLock { $0.count } == 3)
    }

    @Test(
        "whatever breaks and whenever it starts again, each mail is appended once and in order",
        arguments: UInt64(1)...20)
    func faults(seed: UInt64) async {
        var random = SplitMix64(seed: seed)
        let server = MailboxServer()
        let entries = Entries()
        var texts: [String] = []
        func deliver() {
            for _ in 0..<Int.random(in: 0...70, using: &random) {
                let length =
                    Int.random(in: 0...20, using: &random) == 0 ? 300_000 : Int.random(in: 1...400, using: &random)
                texts.append("\(texts.count):" + String(repeating: "x", count: length))
                server.folder.withLock {
                    $0.uidNext += UInt32.random(in: 0...3, using: &random) * UInt32.random(in: 0...900, using: &random)
                }
                server.deliver(texts[texts.count - 1])
            }
        }
        deliver()
        for _ in 0..<6 {
            server.folder.withLock { $0.bytesLeft = Int.random(in: 1...400_000, using: &random) }
            entries.failures.withLock { $0 = Int.random(in: -5...2, using: &random) }
            server.pauses.withLock { $0 = Array(repeating: 0, count: 50) }
            await Self.read(server, into: entries)
            #expect((texts.starts(with: entries.texts)) as Bool)
            deliver()
        }
        server.folder.withLock { $0.bytesLeft = .max }
        server.pauses.withLock { $0 = [] }
        await Self.read(server, into: entries)
        #expect(entries.texts.map(\.utf8.count) == texts.map(\.utf8.count))
        #expect((entries.texts == texts) as Bool)
        let uids = entries.header(":uid").compactMap { $0.flatMap { UInt32($0) } }
        #expect(uids == uids.sorted() && uids.count == texts.count)
    }
}
