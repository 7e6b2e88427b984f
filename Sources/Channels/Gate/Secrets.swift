import Crypto

/// Secrets that a sender repeats as they are.
struct Secrets: Sendable {
    private let digests: [SecretDigest]
    /// Of those that are a password without a user.
    private let passwords: [SecretDigest]

    init(_ secrets: [String]) {
        digests = secrets.map { SecretDigest($0) }
        passwords = secrets.filter { !$0.utf8.contains(UInt8(ascii: ":")) }.map { SecretDigest($0) }
    }

    var isEmpty: Bool { digests.isEmpty }

    /// nil where the header holds one of the secrets behind the prefix.
    func verify(_ header: String?, after prefix: String) -> GateRefusal? {
        guard var value = header else { return .missingToken }
        let fits = value.withBytes { bytes in bytes.dropping(prefix: prefix).map { contains($0) } ?? false }
        return fits ? nil : .wrongToken
    }

    /// nil where what stands in the place is one of the secrets.
    func verify(_ bytes: [UInt8]?, at place: ProofPlace) -> GateRefusal? {
        guard let bytes else { return .missingToken }
        let fits = place.dropPrefix(of: bytes)?.withUnsafeBytes { contains($0) } ?? false
        return fits ? nil : .wrongToken
    }

    /// nil where the header of basic authentication holds one of the secrets: whole, or its password for one without a user.
    func verifyBasic(_ header: String?) -> GateRefusal? {
        guard var value = header else { return .missingToken }
        let fits = value.withBytes { bytes -> Bool in
            guard let encoded = bytes.dropping(prefix: "basic ") else { return false }
            return encoded.withBase64Decoded(capacity: 1024) { pair in
                guard let colon = pair.firstIndex(of: UInt8(ascii: ":")) else { return false }
                let password = UnsafeRawBufferPointer(rebasing: pair[(colon + 1)...])
                return [Self.contains(digests, pair), Self.contains(passwords, password)].contains(true)
            } ?? false
        }
        return fits ? nil : .wrongToken
    }

    private func contains(_ token: UnsafeRawBufferPointer) -> Bool { Self.contains(digests, token) }

    /// All are compared, so that the time does not tell which.
    private static func contains(_ digests: [SecretDigest], _ token: UnsafeRawBufferPointer) -> Bool {
        var found = false
        for digest in digests where digest.matches(token) { found = true }
        return found
    }
}

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
