public import Domain

/// Why a transfer did not come to its end. An answer with an error status is not one of these: it is an answer.
public struct TransferError: ActionableError, Hashable {
    /// What went wrong.
    public enum Reason: Sendable, Hashable {
        /// The request cannot be sent as it stands; nothing was sent.
        case invalidRequest(String)
        /// Too many requests wait already; nothing was sent.
        case busy(waitingMax: Int)
        /// No connection came about; nothing was sent.
        case unreachable(String)
        /// The name leads to an address that the request may not go to; nothing was sent.
        case refusedAddress(NetworkAddress?)
        /// The other side could not prove who it is, or encryption failed; nothing was sent.
        case tls(String)
        /// The other side refuses user name or password.
        case denied(String)
        /// The time was up, after so many milliseconds.
        case timeout(milliseconds: Int)
        /// The answer is longer than allowed.
        case tooLarge(bytesMax: Int)
        /// More redirects than allowed.
        case redirects(max: Int)
        /// The connection broke before the whole answer was there; the request may have had its effect.
        case interrupted(String)
        /// The caller no longer wants the answer.
        case cancelled
        /// The program is stopping.
        case stopping
        /// Anything else, in the library's words.
        case failed(String)
    }

    /// What went wrong.
    public var reason: Reason
    /// The host that was asked, empty where the address names none. Never the whole address: it may hold a token.
    public var host: String

    /// A reason with the host.
    public init(_ reason: Reason, host: String) {
        self.reason = reason
        self.host = host
    }

    /// What happened, with the host.
    public var problem: String {
        switch reason {
        case .invalidRequest(let why): "The request to \(name) cannot be sent: \(why)"
        case .busy(let most): "The request to \(name) has no place: \(most) others wait already"
        case .unreachable(let why): "\(name) cannot be reached: \(why)"
        case .refusedAddress(let address?): "\(name) is at \(address), which is no public address"
        case .refusedAddress(nil): "\(name) has an address of an unknown kind"
        case .tls(let why): "\(name) could not be trusted: \(why)"
        case .denied(let why): "\(name) refuses the login: \(why)"
        case .timeout(let milliseconds): "\(name) took longer than \(Double(milliseconds) / 1000) s"
        case .tooLarge(let most): "The answer of \(name) is longer than \(most) bytes"
        case .redirects(let most): "\(name) redirects more than \(most) times"
        case .interrupted(let why): "The connection to \(name) broke: \(why)"
        case .cancelled: "The request to \(name) was cancelled"
        case .stopping: "The request to \(name) was given up because the program stops"
        case .failed(let why): "The request to \(name) failed: \(why)"
        }
    }

    /// What a person can do.
    public var advice: String {
        switch reason {
        case .invalidRequest: "Correct the address or the header in the configuration"
        case .busy: "Wait, or look for the host that answers slowly"
        case .unreachable: "Check the name, the network and the firewall; it is tried again"
        case .refusedAddress: "Allow the host by name in the configuration if it is meant to be in your own network"
        case .tls: "Check the name, the clock and the certificates of this machine (package ca-certificates)"
        case .denied: "Check user and password, and whether the server allows logins with a password"
        case .timeout: "Look whether the other side has a disturbance; it is tried again"
        case .tooLarge: "Raise the limit if so much is expected"
        case .redirects: "Use the address that it redirects to"
        case .interrupted: "Nothing; it is tried again where that does no harm"
        case .cancelled, .stopping: "Nothing"
        case .failed: "Look into the log of the other side"
        }
    }

    /// Whether another attempt may help.
    public var verdict: Verdict {
        switch reason {
        case .busy, .unreachable, .timeout, .interrupted, .stopping, .cancelled: .retry(afterSeconds: 10)
        case .tls, .denied, .failed: .retry(afterSeconds: 60)
        case .invalidRequest, .refusedAddress, .tooLarge, .redirects: .deadLetter
        }
    }

    private var name: String { host.isEmpty ? "an unnamed host" : host }
}
