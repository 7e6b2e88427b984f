/// Reads configured secrets: keys in base64 or hexadecimal digits, public keys and certificates in PEM.
enum SecretText {
    /// The key that a secret is; nil where it is not written that way, or empty.
    static func key(_ secret: String, _ encoding: HMACScheme.KeyEncoding) -> [UInt8]? {
        let key: [UInt8]? =
            switch encoding {
            case .text: Array(secret.utf8)
            case .base64: base64(withoutPrefix(secret))
            case .hex: hex(secret)
            }
        return key.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The bytes that base64 stands for, in either alphabet; blanks and line ends inside do not matter.
    static func base64(_ text: some StringProtocol) -> [UInt8]? {
        let bytes = text.utf8.filter { $0 > 0x20 }
        let isURL = bytes.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        return bytes.withUnsafeBytes { $0.withBase64Decoded(capacity: $0.count, isURL: isURL) { Array($0) } }
    }

    /// The bytes that hexadecimal digits stand for.
    static func hex(_ text: String) -> [UInt8]? {
        var text = text.trimmed
        return text.withBytes { $0.withHexDecoded(capacity: $0.count / 2) { Array($0) } }
    }

    /// A block of PEM.
    struct Block {
        /// For example `PUBLIC KEY`.
        let label: String
        let bytes: [UInt8]
    }

    /// The blocks of a PEM text in order. Line ends may be written as `\n`, as they are in environment variables.
    static func blocks(ofPEM text: String) -> [Block] {
        var blocks: [Block] = []
        var rest = text.replacing("\\n", with: "\n")[...]
        while let begin = rest.firstRange(of: "-----BEGIN ") {
            rest = rest[begin.upperBound...]
            guard let labelEnd = rest.firstRange(of: "-----") else { break }
            let label = String(rest[..<labelEnd.lowerBound])
            rest = rest[labelEnd.upperBound...]
            guard let end = rest.firstRange(of: "-----END \(label)-----") else { break }
            if let bytes = base64(rest[..<end.lowerBound]) { blocks.append(Block(label: label, bytes: bytes)) }
            rest = rest[end.upperBound...]
        }
        return blocks
    }

    /// Without what marks a secret of Standard Webhooks as one.
    private static func withoutPrefix(_ secret: String) -> Substring {
        let secret = secret.trimmed[...]
        return secret.hasPrefix("whsec_") ? secret.dropFirst(6) : secret
    }
}
