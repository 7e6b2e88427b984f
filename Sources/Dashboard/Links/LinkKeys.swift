import Domain

/// What the file of link keys says: with which key links are signed, which are still taken, and from when on a rep's are.
///
/// Lines of the file: `key <base64url>` once or twice, the first one signs; `not-before <time> <rep>`, and `*` for everybody.
struct LinkKeys: Sendable, Hashable {
    /// Most keys that are taken: the one that signs and the one before it.
    static let generationsMax = 2
    static let keyBytes = 32
    /// Stands for every rep.
    static let everybody = "*"

    /// Signs.
    private(set) var signingKey: [UInt8]
    /// Has signed before; nil where no other did.
    private(set) var formerKey: [UInt8]?
    /// What was issued for a rep before this is worth nothing.
    var notBefore: [String: Timestamp] = [:]

    /// The token of a text, if it is signed, has not run out, and was not revoked.
    func token(_ text: String, for purpose: RepToken.Purpose, at time: Timestamp) -> RepToken? {
        let keys = [signingKey, formerKey].compactMap { $0 }
        guard let token = RepToken(text, keys: keys), token.purpose == purpose, time < token.expires else { return nil }
        for name in [token.rep, LinkKeys.everybody] {
            if let start = notBefore[name], token.issued < start { return nil }
        }
        return token
    }

    /// Reads a file's text; nil where a line is none.
    init?(_ text: String) {
        var (keys, notBefore) = ([[UInt8]](), [String: Timestamp]())
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            switch (fields.first, fields.count) {
            case ("key", 2):
                guard let key = Base64URL.decode(fields[1]), key.count == LinkKeys.keyBytes else { return nil }
                keys.append(key)
            case ("not-before", 3):
                guard let time = Timestamp(rfc3339: fields[1]) else { return nil }
                notBefore[String(fields[2])] = time
            default: return nil
            }
        }
        guard let signingKey = keys.first, keys.count <= LinkKeys.generationsMax else { return nil }
        self.signingKey = signingKey
        formerKey = keys.count > 1 ? keys[1] : nil
        self.notBefore = notBefore
    }

    /// Keys for a workspace that has none.
    init(using random: inout some RandomNumberGenerator) {
        signingKey = LinkKeys.makeKey(using: &random)
    }

    /// Signs with a new key from now on. Links of the one before are taken until the next renewal.
    mutating func renew(using random: inout some RandomNumberGenerator) {
        formerKey = signingKey
        signingKey = LinkKeys.makeKey(using: &random)
    }

    var text: String {
        let keyLines = [signingKey, formerKey].compactMap { $0 }.map { "key \(Base64URL.encode($0))\n" }
        let timeLines = notBefore.sorted { $0.key < $1.key }.map { "not-before \($0.value) \($0.key)\n" }
        return (keyLines + timeLines).joined()
    }

    private static func makeKey(using random: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
