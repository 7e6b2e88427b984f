public import Domain

/// What the token file keeps of a token: enough to recognise it, too little to use it.
public struct TokenRecord: Sendable, Hashable {
    /// What people call it: 1 to 64 letters, digits, `.`, `_`, `-` or `@`.
    public let name: String
    /// When it was made.
    public let created: Timestamp
    /// SHA-256 of the token's text, 64 lower-case hexadecimal digits.
    public let digest: String

    /// A record from its parts.
    public init(name: String, created: Timestamp, digest: String) {
        self.name = name
        self.created = created
        self.digest = digest
    }

    /// Reads a line of the token file; nil for anything else.
    init?(line: some StringProtocol) {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 3, TokenRecord.isName(parts[0]), let created = Timestamp(rfc3339: parts[1]),
            parts[2].utf8.count == 64, parts[2].utf8.allSatisfy(TokenRecord.isHexDigit)
        else { return nil }
        self.init(name: String(parts[0]), created: created, digest: String(parts[2]))
    }

    /// The record as a line of the token file, without its end.
    var line: String { "\(name)\t\(created)\t\(digest)" }

    static func isName(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "._-@".utf8.contains(byte)
            }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}
