public import Crypto

/// A secret of Standard Webhooks: `whsec_` and the base64 of 24 up to 64 bytes. Prints as `(secret)`.
public struct WebhookSecret: Sendable, CustomStringConvertible, CustomReflectable {
    /// The key that signs.
    let key: SymmetricKey

    /// Reads the text form; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.hasPrefix("whsec_"), let bytes = Base64.bytes(text.dropFirst(6)), (24...64).contains(bytes.count)
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The text form of a key that was made at random.
    public static func text(of key: SymmetricKey) -> String {
        "whsec_" + key.withUnsafeBytes { Base64.text(Array($0)) }
    }

    /// `(secret)`.
    public var description: String { "(secret)" }
    /// Without children, so that `dump` and test reports show nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Base64 with the usual alphabet (RFC 4648 4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// With `=` at the end where the length asks for it.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] { out.append(alphabet[Int(group >> shift & 63)]) }
            (group, count) = (0, 0)
        }
        if count > 0 {
            group <<= UInt32(8 * (3 - count))
            for shift in [18, 12, 6, 0].prefix(count + 1) as ArraySlice<UInt32> {
                out.append(alphabet[Int(group >> shift & 63)])
            }
            out += [UInt8](repeating: 61, count: 3 - count)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// nil for what is no base64; padding may be missing.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        var group: UInt32 = 0
        var bits = 0
        var letters = Array(text.utf8)
        while letters.last == 61, letters.count % 4 == 0 || letters.count % 4 == 3 { letters.removeLast() }
        guard letters.count % 4 != 1 else { return nil }
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            out.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            group &= 1 << UInt32(bits) - 1
        }
        return group == 0 ? out : nil
    }
}
