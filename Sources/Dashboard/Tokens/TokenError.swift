public import Domain

/// Why a token could not be made, listed or revoked. Nothing was changed.
public enum TokenError: ActionableError, Equatable {
    /// The name has other characters than letters, digits, `.`, `_`, `-` and `@`, or is too long.
    case badName(String)
    /// There is one of that name already.
    case nameTaken(String)
    /// There is none of that name.
    case unknownName(String, known: [String])
    /// The file cannot be read or written.
    case file(path: String, operation: String, errno: Int32)
    /// A line of the file is no token.
    case badLine(path: String, line: Int)

    /// What happened, with the name or the place.
    public var problem: String {
        switch self {
        case .badName(let name): "`\(name)` is no name for a token"
        case .nameTaken(let name): "There is a token `\(name)` already"
        case .unknownName(let name, _): "There is no token `\(name)`"
        case .file(let path, let operation, let errno): "\(path): \(operation) failed with error \(errno)"
        case .badLine(let path, let line): "\(path):\(line): this line is no token"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .badName: "Use 1 to 64 letters, digits, `.`, `_`, `-` or `@`"
        case .nameTaken(let name): "Choose another name, or revoke the old one with `corong token revoke \(name)`"
        case .unknownName(_, let known):
            known.isEmpty
                ? "There are none yet; `corong token create` makes one" : "Use one of: \(known.joined(separator: ", "))"
        case .file: "Check that the folder exists and that this user may write to it"
        case .badLine: "Remove the line, or restore the file from a backup"
        }
    }

    /// A person has to act.
    public var verdict: Verdict { .stop }
}
