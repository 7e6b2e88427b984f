import Crypto
public import Domain

/// Signs and checks as Standard Webhooks 1.0.0 says: HMAC-SHA256 over `id.timestamp.body`.
public enum WebhookSignature {
    /// How far a clock may be off.
    public static let toleranceSeconds: Int64 = 300

    /// What goes into `webhook-signature`: one signature for each secret, so that a receiver may change to the new one at any time.
    public static func text(id: String, seconds: Int64, body: [UInt8], secrets: [WebhookSecret]) -> String {
        secrets.map { "v1," + Base64.text(Array(code(id: id, seconds: "\(seconds)", body: body, $0))) }
            .joined(separator: " ")
    }

    /// What a check found.
    public enum Finding: Sendable, Hashable {
        /// One of the signatures is that of the secret with this index.
        case valid(secret: Int)
        /// The time is no number of seconds.
        case timeUnreadable
        /// The time is too far from now, by so many seconds; negative: it lies in the past.
        case timeOff(seconds: Int64)
        /// There is no signature of version 1.
        case noSignature
        /// None fits.
        case mismatch
    }

    /// Checks the headers of a webhook. In constant time for each signature and secret.
    ///
    /// - Parameters:
    ///   - timestamp: Of the header `webhook-timestamp`.
    ///   - signatures: Of the header `webhook-signature`.
    ///   - now: nil: the time is not judged.
    public static func check(
        id: String, timestamp: String, signatures: String, body: [UInt8], secrets: [WebhookSecret], now: Timestamp?
    ) -> Finding {
        guard let seconds = Int64(timestamp), seconds >= 0 else { return .timeUnreadable }
        let given = signatures.split(separator: " ").compactMap { part in
            part.hasPrefix("v1,") ? Base64.bytes(part.dropFirst(3)) : nil
        }
        guard !given.isEmpty else { return .noSignature }
        let fitting = secrets.firstIndex { secret in
            let code = code(id: id, seconds: timestamp, body: body, secret)
            return given.contains { code == $0 }
        }
        guard let fitting else { return .mismatch }
        if let now, abs(seconds - now.seconds) > toleranceSeconds { return .timeOff(seconds: seconds - now.seconds) }
        return .valid(secret: fitting)
    }

    private static func code(
        id: String, seconds: String, body: [UInt8], _ secret: WebhookSecret
    ) -> HMAC<SHA256>.MAC {
        var hash = HMAC<SHA256>(key: secret.key)
        hash.update(data: Array("\(id).\(seconds).".utf8))
        hash.update(data: body)
        return hash.finalize()
    }
}
