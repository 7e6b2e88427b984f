public import Domain

/// Why no channel file can be drafted from a capture.
public enum DraftError: ActionableError, Sendable, Hashable {
    /// The capture is larger than what one delivery may be.
    case tooLarge(bytes: Int, bytesMax: Int)
    /// The name is none that a channel can have.
    case notAnID(String)
    /// The first line is a request line, and what follows is no request.
    case notRequest
    /// Neither JSON nor a form.
    case unknownBody
    /// The body is not what it says it is; in the words of whoever reads deliveries.
    case unreadable(NormaliseError)
    /// The body holds no member at all.
    case nothingInIt

    /// One clause; nothing of the capture is in it.
    public var problem: String {
        switch self {
        case .tooLarge(let bytes, let bytesMax): "The capture has \(bytes) bytes, at most \(bytesMax) are taken"
        case .notAnID(let id): "`\(id.cut(toBytes: 60))` cannot be the name of a channel"
        case .notRequest: "The capture begins with a request line, but its headers are not headers"
        case .unknownBody: "The capture is neither JSON nor a form"
        case .unreadable(let error): error.problem
        case .nothingInIt: "The capture holds no members that could be mapped"
        }
    }

    /// What a person can do about it.
    public var advice: String {
        switch self {
        case .tooLarge: "Capture a delivery with a single message"
        case .notAnID: "Use lower-case letters, digits and hyphens, at most 40"
        case .notRequest: "Write `Name: value` lines, an empty line and the body, or give the body alone"
        case .unknownBody: "Say what it is with --content-type, or give the whole request with its headers"
        case .unreadable(let error): error.advice
        case .nothingInIt: "Capture a delivery with a message or a form, not the provider's test of the address"
        }
    }

    /// Nothing that waiting would help.
    public var verdict: Verdict { .stop }
}
