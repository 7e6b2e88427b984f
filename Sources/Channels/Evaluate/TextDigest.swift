import Crypto

/// SHA-256 over a list of texts, so that no two lists have the same bytes.
struct TextDigest {
    private var hash = SHA256()

    /// Takes in one text with its length, or that there is none.
    mutating func append(_ text: String?) {
        guard var text else { return hash.update(data: [UInt8(ascii: "-")]) }
        hash.update(data: Array("\(text.utf8.count):".utf8))
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }

    /// The digest in hexadecimal digits.
    func finish() -> String { Self.hex(hash.finalize()) }

    /// The digest of bytes as they are.
    static func hex(of bytes: some Sequence<UInt8>) -> String { hex(SHA256.hash(data: Array(bytes))) }

    private static func hex(_ digest: SHA256Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
