/// One folder of a mailbox, opened for reading. Blocks; used by one thread. Any error ends it: close and connect anew.
public struct IMAPSession<Wire: MailWire> {
    /// Silence in the middle of a command after which the server counts as gone.
    private static var silenceMilliseconds: Int { 60_000 }
    /// Mails of one list; servers list one mail once.
    private static var listedMax: Int { 200_000 }

    private let wire: Wire
    private var conversation = IMAPConversation()
    private var capabilities: Set<String> = []
    private var uidValidity: UInt32?

    /// Whether new mails can be waited for.
    public private(set) var canIdle = false
    /// Whether the server has said that something is new since the last list.
    public private(set) var hasNews = false

    /// Takes a connection over, after the login.
    public init(_ wire: Wire) throws(IMAPError) {
        self.wire = wire
        try complete(.noop) { _, _ in }
        try complete(.capability) { session, response in
            if case .capabilities(let words) = response { session.capabilities = words }
        }
        canIdle = capabilities.contains("IDLE")
    }

    /// Opens a folder without a right to change anything in it.
    public mutating func examine(_ folder: String) throws(IMAPError) -> IMAPFolder {
        var found = IMAPFolder(uidValidity: 0, uidNext: nil, exists: 0)
        let status = try complete(.examine(folder: folder)) { _, response in
            switch response {
            case .exists(let count): found.exists = count
            case .status(nil, let status):
                switch status.code {
                case .uidValidity(let number): found.uidValidity = number
                case .uidNext(let number): found.uidNext = number
                case .other, nil: break
                }
            default: break
            }
        }
        if case .uidNext(let number) = status.code { found.uidNext = number }
        guard found.uidValidity > 0 else { throw error(.malformed("a folder without UIDVALIDITY")) }
        uidValidity = found.uidValidity
        hasNews = false
        return found
    }

    /// The mails whose UID lies between, in the order of their UIDs. Without an upper bound up to the last.
    public mutating func list(from first: UInt32, through last: UInt32?) throws(IMAPError) -> [IMAPMail] {
        hasNews = false
        let mails = try list(.list(from: first, through: last))
        // `9:*` gives the last mail even where its UID is 8.
        return mails.filter { $0.uid >= first && $0.uid <= last ?? .max }
    }

    /// The mail with the highest UID; nil for an empty folder.
    public mutating func last() throws(IMAPError) -> IMAPMail? { try list(.last).last }

    /// Mails as they are, by UID, without marking them as seen. Those that are gone are absent.
    ///
    /// - Parameters:
    ///   - uids: In ascending order.
    ///   - bytesMax: Only so many bytes of each are asked for; nil for whole mails.
    ///   - keptBytesMax: Of all together; of what is longer only the length comes back.
    public mutating func bodies(
        of uids: [UInt32], bytesMax: Int?, keptBytesMax: Int
    ) throws(IMAPError) -> [UInt32: IMAPBody] {
        let wanted = Set(uids)
        var bodies: [UInt32: IMAPBody] = [:]
        var kept = 0
        // A server may put other facts, and mails that nobody asked for, in between; of those nothing is kept.
        conversation.limits.literalBytesMax = keptBytesMax
        conversation.limits.keptBytesMax = keptBytesMax
        defer { conversation.limits = IMAPAssembler.Limits() }
        try complete(.bodies(uids, bytesMax: bytesMax)) { _, response in
            guard case .fetched(let fetched) = response, let uid = fetched.uid, wanted.contains(uid),
                let body = fetched.body
            else { return }
            switch body {
            case .bytes(let bytes):
                let fits = bytes.count <= keptBytesMax - kept
                if fits { kept += bytes.count }
                bodies[uid] = fits ? .bytes(bytes) : .tooLong(bytes: bytes.count)
            case .dropped(let count): bodies[uid] = .tooLong(bytes: count)
            case .missing: bodies[uid] = .missing
            }
        }
        return bodies
    }

    /// Lets the server say what is new while the connection was quiet.
    public mutating func noop() throws(IMAPError) { try complete(.noop) { _, _ in } }

    /// Waits until the server says that something is new, or the time is up. Does not wait where the server refuses.
    public mutating func idle(milliseconds: Int) throws(IMAPError) {
        guard !hasNews else { return }
        try send(conversation.begin(.idle))
        // The tag may end the command at once: the server refuses.
        while true {
            let step = try step(milliseconds: Self.silenceMilliseconds, orElse: Self.silence)
            if case .goAhead = step { break }
            if case .completed = step {
                canIdle = false
                return
            }
            try note(step)
        }
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while !hasNews {
            let left = Int((end - clock.now) / .milliseconds(1))
            guard left > 0, let step = try step(within: left) else { break }
            if case .completed = step {
                canIdle = false
                return
            }
            try note(step)
        }
        try send(Array("DONE\r\n".utf8))
        try finish(.idle) { _, _ in }
    }

    /// Says goodbye, as far as the server still listens.
    public mutating func logout() {
        // because: the connection is closed in any case
        try? wire.send(conversation.begin(.logout))
    }

    // MARK: Commands

    private mutating func list(_ command: IMAPCommand) throws(IMAPError) -> [IMAPMail] {
        var mails: [UInt32: IMAPMail] = [:]
        try complete(command) { _, response in
            guard case .fetched(let fetched) = response, let uid = fetched.uid, let size = fetched.size,
                mails.count <= Self.listedMax
            else { return }
            mails[uid] = IMAPMail(uid: uid, size: size, arrived: fetched.arrived)
        }
        guard mails.count <= Self.listedMax else {
            throw error(.tooMuch("more than \(Self.listedMax) mails in a list"))
        }
        return mails.values.sorted { $0.uid < $1.uid }
    }

    @discardableResult
    private mutating func complete(
        _ command: IMAPCommand, _ body: (inout Self, IMAPResponse) -> Void
    ) throws(IMAPError) -> IMAPStatus {
        try send(conversation.begin(command))
        return try finish(command, body)
    }

    @discardableResult
    private mutating func finish(
        _ command: IMAPCommand, _ body: (inout Self, IMAPResponse) -> Void
    ) throws(IMAPError) -> IMAPStatus {
        while true {
            let step = try step(milliseconds: Self.silenceMilliseconds, orElse: Self.silence)
            switch step {
            case .response(let response):
                try note(step)
                body(&self, response)
            case .goAhead: throw error(.malformed("a continuation that was not asked for"))
            case .completed(let status):
                guard status.kind == .ok else { throw error(.refused(command: command.name, text: status.text)) }
                return status
            }
        }
    }

    /// What concerns the connection as a whole.
    private mutating func note(_ step: IMAPConversation.Step) throws(IMAPError) {
        guard case .response(let response) = step else { return }
        switch response {
        case .exists: hasNews = true
        case .status(_, let status):
            if status.kind == .bye { throw error(.closed(status.text)) }
            // Only a folder that was replaced gets another number; it has to be opened anew.
            if case .uidValidity(let number) = status.code, let uidValidity, number != uidValidity {
                throw error(.closed("the folder was replaced"))
            }
        default: break
        }
    }

    private static var silence: IMAPError.Reason { .silent(milliseconds: silenceMilliseconds) }

    private mutating func step(
        milliseconds: Int, orElse reason: IMAPError.Reason
    ) throws(IMAPError) -> IMAPConversation.Step {
        guard let step = try step(within: milliseconds) else { throw error(reason) }
        return step
    }

    /// The next step; nil when nothing came within the time.
    private mutating func step(within milliseconds: Int) throws(IMAPError) -> IMAPConversation.Step? {
        while true {
            do throws(IMAPProblem) {
                if let step = try conversation.next() { return step }
            } catch {
                throw error.error(host: wire.host)
            }
            let bytes: [UInt8]
            do throws(TransferError) {
                bytes = try wire.receive(milliseconds: milliseconds)
            } catch {
                throw self.error(error)
            }
            if bytes.isEmpty { return nil }
            conversation.take(bytes)
        }
    }

    private func send(_ bytes: [UInt8]) throws(IMAPError) {
        do throws(TransferError) {
            try wire.send(bytes)
        } catch {
            throw self.error(error)
        }
    }

    private func error(_ reason: IMAPError.Reason) -> IMAPError { IMAPError(reason, host: wire.host) }

    private func error(_ error: TransferError) -> IMAPError {
        IMAPError(error.reason == .stopping ? .stopping : .transfer(error), host: wire.host)
    }
}

extension MailServer {
    /// Connects and logs in. Blocks until it is through, for at most ``loginMilliseconds``.
    public func connect(stop: StopSignal) throws(IMAPError) -> IMAPSession<CurlWire> {
        let wire: CurlWire
        do throws(TransferError) {
            wire = try CurlWire(self, stop: stop)
        } catch {
            throw IMAPError(error.reason == .stopping ? .stopping : .transfer(error), host: host)
        }
        return try IMAPSession(wire)
    }
}
