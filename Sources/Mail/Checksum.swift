import CGMime

/// Digests of bytes.
enum Checksum {
    /// SHA-256 as 64 lower-case hexadecimal digits.
    static func sha256(_ bytes: [UInt8]) -> String {
        var digits = [CChar](repeating: 0, count: 65)
        // Room for all 65, because the library also writes the NUL.
        bytes.withUnsafeBufferPointer { corong_mail_sha256($0.baseAddress, $0.count, &digits) }
        return String(decoding: digits.prefix(64).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
