import FoundationEssentials

/// The token in an `Authorization` header.
enum Credentials {
    /// `Bearer <token>`, or the password of `Basic`, whatever the user name; nil for anything else.
    static func token(inAuthorization header: String?) -> String? {
        guard let header, header.utf8.count <= 1024 else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let value = parts[1].drop { $0 == " " }
        switch parts[0].lowercased() {
        case "bearer": return String(value)
        case "basic":
            guard let bytes = Data(base64Encoded: String(value)) else { return nil }
            let pair = String(decoding: bytes, as: UTF8.self)
            return pair.firstIndex(of: ":").map { String(pair[pair.index(after: $0)...]) }
        default: return nil
        }
    }
}
