import Crypto
import Domain

/// What proves to a receiver of ours that a reply is ours, and what tells replies apart.
enum ReplySignature {
    /// The three headers of Standard Webhooks.
    ///
    /// - Parameter secret: `whsec_` and base64, or base64 alone; any other text is the key itself.
    static func headers(of body: [UInt8], secret: String, key: String, at now: Timestamp) -> [ReplyRequest.Header] {
        let seconds = String(now.seconds)
        let bytes = SecretText.key(secret, .base64) ?? Array(secret.utf8)
        var hash = KeyedHash<SHA256>(key: bytes)
        let head = Array("\(key).\(seconds).".utf8)
        head.withUnsafeBytes { hash.update($0) }
        body.withUnsafeBytes { hash.update($0) }
        let signature = hash.finish { Base64Text.text(of: Array($0)) }
        return [
            .init("webhook-id", key), .init("webhook-timestamp", seconds),
            .init("webhook-signature", "v1,\(signature)"),
        ]
    }

    /// A UUID (version 8, RFC 9562) that is the same for the same key.
    static func uuid(of key: String) -> String {
        var bytes = SHA256.hash(data: Array(key.utf8)).prefix(16).map { $0 }
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Array("0123456789abcdef")
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}
