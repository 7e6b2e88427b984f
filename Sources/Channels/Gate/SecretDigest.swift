import Crypto

/// The hash of a secret: two texts of any length compare in the same time, and the secret itself is not kept.
struct SecretDigest: Sendable {
    private let digest: SHA256Digest

    init(_ secret: String) { digest = SHA256.hash(data: Array(secret.utf8)) }

    func matches(_ candidate: UnsafeRawBufferPointer) -> Bool {
        var hash = SHA256()
        hash.update(bufferPointer: candidate)
        let other = hash.finalize()
        return digest.withUnsafeBytes { mine in other.withUnsafeBytes { mine.equalsInConstantTime($0) } }
    }
}
