public import Domain

/// Why talking to a mailbox's server did not go on.
public struct IMAPError: ActionableError, Hashable {
    /// What went wrong.
    public enum Reason: Sendable, Hashable {
        /// The connection: not there, not trusted, broken, login refused.
        case transfer(TransferError)
        /// The server says something that is not IMAP, or not now. The text says what was expected.
        case malformed(String)
        /// The server says more than any honest one.
        case tooMuch(String)
        /// The server says no to a command.
        case refused(command: String, text: String)
        /// The server closes the connection.
        case closed(String)
        /// Nothing came for so many milliseconds.
        case silent(milliseconds: Int)
        /// The program is stopping.
        case stopping
    }

    /// What went wrong.
    public var reason: Reason
    /// The server.
    public var host: String

    /// A reason with the server.
    public init(_ reason: Reason, host: String) {
        self.reason = reason
        self.host = host
    }

    /// What happened. Of what the server said only printable ASCII, and not more than a line.
    public var problem: String {
        switch reason {
        case .transfer(let error): error.problem
        case .malformed(let what): "\(host) does not speak IMAP: \(what)"
        case .tooMuch(let what): "\(host) says too much: \(what)"
        case .refused(let command, let text): "\(host) refuses \(command): \(text)"
        case .closed(let text): "\(host) closes the connection: \(text)"
        case .silent(let milliseconds): "\(host) was silent for \(milliseconds / 1000) s"
        case .stopping: "The connection to \(host) ends because the program stops"
        }
    }

    /// What a person can do.
    public var advice: String {
        switch reason {
        case .transfer(let error): error.advice
        case .malformed, .tooMuch: "Check host and port; it is tried again"
        case .refused: "Check the folder's name and the rights of the user; it is tried again"
        case .closed, .silent: "Nothing; it is tried again"
        case .stopping: "Nothing"
        }
    }

    /// Reading a mailbox is tried again for ever; only the wait differs.
    public var verdict: Verdict {
        switch reason {
        case .transfer(let error):
            switch error.reason {
            // The same again at once would be the same, and too many refused logins may lock the account.
            case .denied, .tls, .refusedAddress, .invalidRequest: .retry(afterSeconds: 60)
            default: .retry(afterSeconds: 1)
            }
        case .refused(let command, _): .retry(afterSeconds: command == IMAPCommand.last.name ? 1 : 30)
        case .malformed, .tooMuch, .closed, .silent, .stopping: .retry(afterSeconds: 1)
        }
    }
}
