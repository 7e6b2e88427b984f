/// The client's side of a conversation, as a value: bytes of the server in, steps out; commands in, bytes for the server out.
///
/// Strict about order: one command at a time, its tag ends it, and an unasked continuation ends the conversation. Whatever the server sends, the
/// worst is a thrown problem.
struct IMAPConversation {
    /// What happens next.
    enum Step: Hashable {
        /// The server says something, asked or not.
        case response(IMAPResponse)
        /// The server waits for the rest of the command.
        case goAhead
        /// The command is over.
        case completed(IMAPStatus)
    }

    /// What the next responses may hold.
    var limits: IMAPAssembler.Limits {
        get { assembler.limits }
        set { assembler.limits = newValue }
    }

    private var assembler = IMAPAssembler()
    private var commands = 0
    private var tag: String?
    private var awaitsGoAhead = false
    private var isSynchronising = true

    /// Begins a command; the one before has to be over.
    ///
    /// - Returns: The bytes to send.
    mutating func begin(_ command: IMAPCommand) -> [UInt8] {
        commands &+= 1
        // Other letters than the library's own commands have, which logged in over the same connection.
        let tag = "CORONG\(commands)"
        self.tag = tag
        awaitsGoAhead = command == .idle
        return Array("\(tag) \(command.line)\r\n".utf8)
    }

    /// Adds bytes of the server.
    mutating func take(_ bytes: [UInt8]) { assembler.add(bytes) }

    /// The next step; nil until more bytes come.
    mutating func next() throws(IMAPProblem) -> Step? {
        while let pieces = try assembler.next() {
            // Whoever logged in may have left the end of a line behind; up to the end of the first command it means nothing.
            if isSynchronising {
                // because: what is left of a line need not be a response
                guard case .status(let tag?, let status)? = try? IMAPResponse(pieces), tag == self.tag else { continue }
                isSynchronising = false
                self.tag = nil
                return .completed(status)
            }
            switch try IMAPResponse(pieces) {
            case .status(let tag?, let status):
                guard tag == self.tag else { throw .malformed("an answer to a command that was not given") }
                guard status.kind == .ok || status.kind == .no || status.kind == .bad else {
                    throw .malformed("\(status.kind.rawValue) as the end of a command")
                }
                self.tag = nil
                awaitsGoAhead = false
                return .completed(status)
            case .goAhead:
                guard awaitsGoAhead else { throw .malformed("a continuation that was not asked for") }
                awaitsGoAhead = false
                return .goAhead
            case let response: return .response(response)
            }
        }
        return nil
    }
}
