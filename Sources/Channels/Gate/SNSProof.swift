import JSON

/// The signature of Amazon SNS: RSA over members of the body, with the key of a certificate that the body names.
///
/// Certificates stand in the configuration, or come from the cache. The signature proves that SNS sent the message, not for whom: every account
/// of Amazon's can have messages signed. So the secrets name the topics, too, one ARN each, and a message of any other topic is refused.
struct SNSProof: Sendable {
    private let topics: [String]
    private let pinned: [PublicKey]
    private let certificates: CertificateCache?

    init(secrets: [String], certificates: CertificateCache?) {
        topics = secrets.flatMap { $0.split(whereSeparator: \.isWhitespace) }.filter { $0.hasPrefix("arn:") }
            .map(String.init)
        pinned = secrets.flatMap { PublicKey.keys(ofCertificates: $0) }
        self.certificates = certificates
    }

    /// Whether no topic is configured, so that nothing can be accepted.
    var isEmpty: Bool { topics.isEmpty }

    func verify(in context: ProofContext) -> GateRefusal? {
        guard let json = context.json else { return .missingSignature }
        return json.withRoot { verify($0, context) }
    }

    private func verify(_ message: JSONValue, _ context: ProofContext) -> GateRefusal? {
        guard var text = message["Signature"]?.string else { return .missingSignature }
        let signature = text.withBytes { text in
            text.withBase64Decoded(capacity: PublicKey.signatureBytesMax) { Array($0) }
        }
        guard let signature, let signed = Self.signed(message) else { return .badSignature }
        guard let topic = message["TopicArn"]?.string, topics.contains(topic) else { return .wrongTopic }
        let hash: HMACScheme.Algorithm
        switch message["SignatureVersion"]?.scalarText {
        case "1": hash = .sha1
        case "2": hash = .sha256
        default: return .badSignature
        }
        var keys = pinned
        if keys.isEmpty {
            guard let url = message["SigningCertURL"]?.string, Self.isCertificateAddress(url, of: topic) else {
                return .badSignature
            }
            guard let found = certificates?.keys(from: url) else {
                context.missingCertificate = url
                return .keyPending
            }
            keys = found
        }
        let fits = keys.contains { key in
            key.verifies(signature, hash: hash) { use in
                signed.withUnsafeBytes { use($0) }
                return true
            } ?? false
        }
        return fits ? nil : .badSignature
    }

    /// Names and values, each on a line, in the order that the kind of message prescribes; nil where one is absent.
    private static func signed(_ message: JSONValue) -> [UInt8]? {
        let names: [String]
        switch message["Type"]?.string {
        case "Notification": names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
        case "SubscriptionConfirmation", "UnsubscribeConfirmation":
            names = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        default: return nil
        }
        var text = ""
        for name in names {
            // The only one that may be absent; some senders say null then.
            if name == "Subject", message[name]?.isNull ?? true { continue }
            guard let value = message[name]?.string else { return nil }
            text += "\(name)\n\(value)\n"
        }
        return Array(text.utf8)
    }

    /// Whether an address is where Amazon keeps these certificates. Strict down to the form of the name, because whoever chooses the
    /// certificate chooses the key.
    static func isCertificateAddress(_ url: String) -> Bool {
        guard let address = SecureAddress(url), address.fits(["sns.*.amazonaws.com", "sns.*.amazonaws.com.cn"]),
            isRegion(address.host.split(separator: ".")[1]),
            address.target.hasPrefix("/SimpleNotificationService-"), address.target.hasSuffix(".pem")
        else { return false }
        return address.target.dropFirst(27).dropLast(4).utf8.allSatisfy { $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 }
    }

    /// The same, in the region of the topic.
    static func isCertificateAddress(_ url: String, of topic: String) -> Bool {
        guard isCertificateAddress(url), let address = SecureAddress(url) else { return false }
        let parts = topic.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 3 && address.host.split(separator: ".")[1] == parts[3]
    }

    /// `eu-west-1`, `us-gov-east-1`. Amazon gives out other names below `amazonaws.com` to its customers: `s3`, `s3-us-west-2`.
    private static func isRegion(_ label: Substring) -> Bool {
        let parts = label.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, let number = parts.last, !number.isEmpty, number.utf8.allSatisfy({ $0 &- 48 < 10 })
        else { return false }
        return parts.dropLast().allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { $0 &- 97 < 26 } }
    }
}
