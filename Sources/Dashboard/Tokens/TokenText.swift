import Crypto
import FoundationEssentials

/// The secret half of a token: what a program sends.
enum TokenText {
    static let prefix = "corong_"
    static let randomBytes = 32

    /// A token from 32 random bytes: the prefix and 43 characters of base64url.
    static func make(using random: inout some RandomNumberGenerator) -> String {
        let bytes = (0..<randomBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let base64 = Data(bytes).base64EncodedString()
        return prefix + String(base64.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.prefix { $0 != "=" })
    }

    /// SHA-256 as lower-case hexadecimal.
    static func digest(of token: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: Array(token.utf8)) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether two digests are equal, in a time that depends on their lengths alone.
    static func isEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left.utf8, right.utf8) { difference |= one ^ other }
        return difference == 0
    }
}
