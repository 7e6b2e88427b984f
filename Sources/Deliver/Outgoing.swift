public import Domain
public import Transfer

/// One attempt as it goes out, and how its answer is read.
public struct Outgoing: Sendable {
    /// The way it takes.
    public enum Carrier: Sendable {
        case http(TransferRequest)
        case mail(SMTPMail, id: String)
    }

    /// What an answer means; nil: what its status says.
    public typealias Reading = @Sendable (TransferResponse) -> Attempt?

    /// The way it takes.
    public var carrier: Carrier
    /// What an answer of a request means.
    public var reading: Reading
    /// What must not be told on, though an answer may repeat it: tokens, and addresses that are as good as one.
    public var secrets: [String]

    /// A request.
    ///
    /// - Parameter reading: For providers that say in the body what became of it. By the status, 2xx is delivered; 401, 403, 404, 407, 408,
    ///   425, 429 and 5xx are tried again, when `Retry-After` says; everything else is refused.
    public init(_ request: TransferRequest, secrets: [String] = [], reading: @escaping Reading = { _ in nil }) {
        carrier = .http(request)
        self.secrets = secrets
        self.reading = reading
    }

    /// A mail, with its Message-ID.
    public init(_ mail: SMTPMail, id: String) {
        carrier = .mail(mail, id: id)
        reading = { _ in nil }
        secrets = []
    }

    /// The same attempt without the secrets.
    func hiding(_ attempt: Attempt) -> Attempt {
        switch attempt {
        case .delivered: attempt
        case .failed(let problem, let seconds): .failed(problem: hiding(problem), retryAfterSeconds: seconds)
        case .refused(let problem): .refused(problem: hiding(problem))
        }
    }

    private func hiding(_ text: String) -> String {
        var text = text
        for secret in secrets where !secret.isEmpty {
            text = text.replacing(secret, with: "(secret)")
            // What is shown of an answer may end within one.
            let cut = (4..<max(4, secret.count)).last { text.hasSuffix(secret.prefix($0)) }
            if let cut { text = text.dropLast(cut) + "(secret)" }
        }
        return text
    }
}

/// Why a row cannot be sent at all at the moment: nothing went out.
public struct Undeliverable: Error, Sendable, Hashable {
    /// One line for people, without secrets.
    public var problem: String
    /// Whether only a change of the row itself could help; otherwise it is tried again, because a configuration may change.
    public var isFinal: Bool

    /// A reason from its parts.
    public init(_ problem: String, isFinal: Bool = false) {
        self.problem = problem
        self.isFinal = isFinal
    }

    /// As the result of an attempt.
    var attempt: Attempt {
        isFinal ? .refused(problem: problem) : .failed(problem: problem, retryAfterSeconds: nil)
    }
}

/// Makes requests and mails of rows.
public protocol Outgoings: Sendable {
    /// What to send for a row now, under the configuration of now.
    func outgoing(for item: OutboxItem, at now: Timestamp) async throws(Undeliverable) -> Outgoing
}

/// Makes requests and mails of what goes to customers: their channel says how.
public typealias CustomerReplies = Outgoings
