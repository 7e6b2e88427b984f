public import Domain

/// A secret that a channel needs and that is not where the configuration says.
public struct SecretError: ActionableError, Hashable {
    /// What the secret is for.
    public enum Purpose: Sendable, Hashable {
        /// Verifying deliveries.
        case verifying
        /// Answering the provider when the webhook is registered.
        case registering
        /// Logging in to the mailbox of that name.
        case login
        /// Asking the provider's API.
        case asking
        /// Signing what goes to the destination of that name.
        case signing
        /// Handing in mails.
        case handingIn
        /// Telling reps by the messenger of that name.
        case telling
    }

    /// Why there is none.
    public enum Reason: Error, Sendable, Hashable {
        case notSet, unreadable, empty, tooLong
    }

    /// Which channel, or which mailbox, needs it.
    public var channel: String
    /// What for.
    public var purpose: Purpose
    /// Where it was looked for.
    public var source: SecretSource
    /// Why there is none.
    public var reason: Reason

    /// Names who needs it, purpose and place, never the value.
    public var problem: String {
        let (owner, what) =
            switch purpose {
            case .verifying: ("channel", "secret")
            case .registering: ("channel", "verify token")
            case .login: ("mailbox", "password")
            case .asking: ("channel", "access token")
            case .signing: ("destination", "secret")
            case .handingIn: ("part", "password")
            case .telling: ("notice by", "token")
            }
        let why =
            switch reason {
            case .notSet: "is not set"
            case .unreadable: "cannot be read"
            case .empty: "is empty"
            case .tooLong: "is longer than \(SecretResolver.secretBytesMax) bytes"
            }
        return "\(owner) \(channel): the \(source) with its \(what) \(why)"
    }

    /// How to set it.
    public var advice: String {
        let origin =
            switch purpose {
            case .verifying: "the one that the provider shows for the webhook"
            case .registering: "the one that you entered at the provider"
            case .login: "the one that its user logs in with"
            case .asking: "the one that the provider gave for its API"
            case .signing: "one that `corong webhooks secret` made, the same as at the receiver"
            case .handingIn: "the one that the mail server expects of its user"
            case .telling: "the one that the provider gave for its API"
            }
        return switch source {
        case .environment(let name): "Start with `export \(name)=...`, \(origin)"
        case .file(let path): "Write it into \(path), \(origin), readable for the user that Corong runs as"
        }
    }

    /// Nothing starts without its secrets.
    public var verdict: Verdict { .stop }
}

/// All secrets that are missing, so that they can be set in one go.
public struct MissingSecrets: ActionableError, Hashable {
    /// In the order of the configuration; never empty.
    public var errors: [SecretError]

    /// How many, and each with its channel.
    public var problem: String {
        errors.count == 1
            ? errors.map(\.problem).joined()
            : "\(errors.count) secrets are missing:\n" + errors.map { "  " + $0.problem }.joined(separator: "\n")
    }

    /// How to set each of them.
    public var advice: String { errors.map(\.advice).joined(separator: errors.count == 1 ? "" : ".\n  ") }

    /// Nothing starts without its secrets.
    public var verdict: Verdict { .stop }
}
