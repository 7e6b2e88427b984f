import Synchronization
import Transfer

/// A mail server in memory: a folder that tests fill, and faults that they order.
final class MailboxServer: Sendable {
    /// What the server does with a mail.
    enum Behaviour: Hashable {
        case gives
        /// Answers NO, so many times.
        case refuses(Int)
        /// Closes the connection in the middle of it, so many times.
        case breaks(Int)
        /// Lists it and has no bytes of it.
        case hasNothing
        /// Lists it and leaves it out when it is asked for.
        case leavesOut
        /// Lists it, and it is gone when it is asked for.
        case vanishes
        /// Says another size than it has.
        case says(size: Int)
    }

    struct Mail {
        var uid: UInt32
        var bytes: [UInt8]
        var day: Int
        var behaviour: Behaviour
    }

    struct Folder {
        var uidValidity: UInt32 = 7
        var uidNext: UInt32 = 1
        var mails: [Mail] = []
        var namesNext = true
        var canIdle = true
        /// Commands as they came, without tags.
        var commands: [String] = []
        /// The connection breaks after so many more bytes.
        var bytesLeft = Int.max
    }

    let folder = Mutex(Folder())
    /// What happens whenever the reader waits for news: the next of these.
    let events: Mutex<[@Sendable (MailboxServer) -> Void]>
    /// Waits that the reader made by itself, in milliseconds.
    let pauses = Mutex<[Int]>([])
    private let hasStopped = Atomic<Bool>(false)

    init(_ events: [@Sendable (MailboxServer) -> Void] = []) { self.events = Mutex(events) }

    func stop() { hasStopped.store(true, ordering: .sequentiallyConsistent) }

    func restart() { hasStopped.store(false, ordering: .sequentiallyConsistent) }

    var isStopped: Bool { hasStopped.load(ordering: .sequentiallyConsistent) }

    /// Puts a mail into the folder.
    func deliver(_ text: String, day: Int = 23, _ behaviour: Behaviour = .gives) {
        folder.withLock { folder in
            folder.mails.append(Mail(uid: folder.uidNext, bytes: Array(text.utf8), day: day, behaviour: behaviour))
            folder.uidNext += 1
        }
    }

    /// Gives every mail a new number.
    func renumber() {
        folder.withLock { folder in
            folder.uidValidity += 1
            for index in folder.mails.indices { folder.mails[index].uid = UInt32(index) + 1 }
            folder.uidNext = UInt32(folder.mails.count) + 1
        }
    }

    /// The next event; without one the end has come.
    func nextEvent() {
        let event = events.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let event { event(self) } else { stop() }
    }
}

/// One connection to a ``MailboxServer``.
final class MailboxWire: MailWire {
    let host = "mail.test"
    private let server: MailboxServer
    private var output: [UInt8] = []
    private var sent = 0
    private var isOpen = true
    private var idleTag: String?
    private var known: Int
    private var validity: UInt32 = 0

    init(_ server: MailboxServer) {
        self.server = server
        known = 0
    }

    func send(_ bytes: [UInt8]) throws(TransferError) {
        guard isOpen else { throw broken }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n") {
            if line == "DONE", let tag = idleTag {
                idleTag = nil
                say("\(tag) OK done")
            } else {
                let words = line.split(separator: " ", maxSplits: 1)
                server.folder.withLock { $0.commands.append(String(words[1])) }
                answer(String(words[0]), String(words[1]))
            }
        }
    }

    func receive(milliseconds: Int) throws(TransferError) -> [UInt8] {
        if sent == output.count { (output, sent) = ([], 0) }
        if output.isEmpty, idleTag != nil {
            server.nextEvent()
            news()
        }
        guard !output.isEmpty else {
            guard isOpen else { throw broken }
            return []
        }
        // Cut into small pieces, so that every border is met.
        let left = server.folder.withLock { $0.bytesLeft }
        let count = min(output.count - sent, 997, left)
        guard count > 0 else {
            isOpen = false
            throw broken
        }
        server.folder.withLock { $0.bytesLeft -= count }
        defer { sent += count }
        return Array(output[sent..<sent + count])
    }

    private var broken: TransferError { TransferError(.interrupted("closed"), host: host) }

    private func say(_ line: String) { output += Array((line + "\r\n").utf8) }

    private func news() {
        let count = server.folder.withLock { $0.mails.count }
        if count != known { say("* \(count) EXISTS") }
        known = count
    }

    private func answer(_ tag: String, _ command: String) {
        let folder = server.folder.withLock { $0 }
        if validity != 0, validity != folder.uidValidity {
            say("* BYE the folder was replaced")
            isOpen = false
            return
        }
        switch command {
        case "CAPABILITY": say("* CAPABILITY IMAP4rev1\(folder.canIdle ? " IDLE" : "")")
        case "NOOP": news()
        case "IDLE":
            idleTag = tag
            return say("+ idling")
        case "EXAMINE \"INBOX\"":
            validity = folder.uidValidity
            known = folder.mails.count
            say("* \(known) EXISTS")
            say("* OK [UIDVALIDITY \(validity)] ok")
            if folder.namesNext { say("* OK [UIDNEXT \(folder.uidNext)] next") }
        default:
            guard command.hasPrefix("UID FETCH ") else { return say("\(tag) BAD \(command)") }
            guard fetch(command.dropFirst(10), folder) else {
                if isOpen { say("\(tag) NO [SERVERBUG] cannot") }
                return
            }
        }
        say("\(tag) OK done")
    }

    /// Whether the command went through.
    private func fetch(_ text: Substring, _ folder: MailboxServer.Folder) -> Bool {
        let parts = text.split(separator: " ", maxSplits: 1)
        let last = folder.mails.last?.uid ?? 0
        let ranges = parts[0].split(separator: ",").map { range in
            let ends = range.split(separator: ":").map { $0 == "*" ? last : UInt32($0) ?? 0 }
            return min(ends[0], ends[ends.count - 1])...max(ends[0], ends[ends.count - 1])
        }
        let mails = folder.mails.filter { mail in ranges.contains { $0.contains(mail.uid) } }
        let part = parts[1].split(separator: "<0.").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
        for mail in mails {
            let behaviour = mail.behaviour
            guard parts[1].contains("BODY.PEEK") else {
                var size = mail.bytes.count
                if case .says(let other) = behaviour { size = other }
                say(
                    "* 1 FETCH (UID \(mail.uid) RFC822.SIZE \(size) INTERNALDATE \"\(mail.day)-Nov-2026 10:00:00 +0700\")"
                )
                if behaviour == .vanishes { change(mail.uid) { $0 = nil } }
                continue
            }
            switch behaviour {
            case .refuses(let count) where count > 0:
                change(mail.uid) { $0?.behaviour = .refuses(count - 1) }
                return false
            case .breaks(let count) where count > 0:
                change(mail.uid) { $0?.behaviour = .breaks(count - 1) }
                output += Array("* 1 FETCH (UID \(mail.uid) BODY[] {100}\r\nhalf".utf8)
                isOpen = false
                return false
            case .hasNothing: say("* 1 FETCH (UID \(mail.uid) BODY[] NIL)")
            case .leavesOut: continue
            default:
                let bytes = mail.bytes.prefix(part ?? .max)
                output +=
                    Array("* 1 FETCH (FLAGS (\\Recent) BODY[]\(part == nil ? "" : "<0>") {\(bytes.count)}\r\n".utf8)
                    + bytes
                say(" UID \(mail.uid))")
            }
        }
        return true
    }

    private func change(_ uid: UInt32, _ body: (inout MailboxServer.Mail?) -> Void) {
        server.folder.withLock { folder in
            guard let index = folder.mails.firstIndex(where: { $0.uid == uid }) else { return }
            var mail: MailboxServer.Mail? = folder.mails[index]
            body(&mail)
            if let mail { folder.mails[index] = mail } else { folder.mails.remove(at: index) }
        }
    }
}
