import Crypto
import Domain
import FoundationEssentials

/// What a rep's link or session says: who, for which lead, until when. Signed, so that nobody can say it for another.
///
/// Its text is `base64url(payload).base64url(HMAC-SHA256)`; the payload is one line of five fields.
struct RepToken: Sendable, Hashable {
    /// What it is good for: a link opens a session, and only a session opens the page's data.
    enum Purpose: String, Sendable {
        case link, session
    }

    var purpose: Purpose
    var rep: RepID
    /// The lead that the page opens with.
    var lead: LeadID?
    var issued: Timestamp
    /// From here on it is worth nothing.
    var expires: Timestamp

    /// Longest text that is looked at.
    static let bytesMax = 512

    /// The text, signed with a key.
    func text(signedWith key: [UInt8]) -> String {
        let payload = Array(payload.utf8)
        return "\(Base64URL.encode(payload)).\(Base64URL.encode(RepToken.signature(of: payload, key)))"
    }

    /// Reads a text that one of the keys has signed; nil for any other. Takes as long for a signature that is nearly right.
    init?(_ text: String, keys: [[UInt8]]) {
        guard text.utf8.count <= RepToken.bytesMax else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let payload = Base64URL.decode(parts[0]), let signature = Base64URL.decode(parts[1])
        else { return nil }
        var isSigned = false
        for key in keys
        where HMAC<SHA256>.isValidAuthenticationCode(
            signature, authenticating: payload, using: SymmetricKey(data: key))
        {
            isSigned = true
        }
        guard isSigned else { return nil }
        self.init(payload: String(decoding: payload, as: UTF8.self))
    }

    init(purpose: Purpose, rep: RepID, lead: LeadID? = nil, issued: Timestamp, expires: Timestamp) {
        self.purpose = purpose
        self.rep = rep
        self.lead = lead
        self.issued = issued
        self.expires = expires
    }

    private init?(payload: String) {
        let fields = payload.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count == 5, let purpose = Purpose(rawValue: String(fields[0])), let issued = Int64(fields[2]),
            let expires = Int64(fields[3]), !fields[4].isEmpty
        else { return nil }
        self.init(
            purpose: purpose, rep: String(fields[4]), lead: LeadID(fields[1]),
            issued: Timestamp(microseconds: issued), expires: Timestamp(microseconds: expires))
    }

    private var payload: String {
        "\(purpose.rawValue) \(lead.map(\.description) ?? "-") \(issued.microseconds) \(expires.microseconds) \(rep)"
    }

    private static func signature(of payload: [UInt8], _ key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: payload, using: SymmetricKey(data: key)))
    }
}

/// Base64 with the alphabet of addresses, without padding.
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }

    /// The bytes of a text; nil for anything that ``encode(_:)`` would have written otherwise.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let standard = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }) + padding
        guard let data = Data(base64Encoded: standard), encode(Array(data)) == text else { return nil }
        return Array(data)
    }
}
