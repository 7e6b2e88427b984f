import Crypto
import CryptoExtras

/// A public key that signatures are checked with.
enum PublicKey: Sendable {
    case ed25519(Curve25519.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey)

    /// Bytes of the largest signature there is: RSA with 8192 bits.
    static let signatureBytesMax = 1024

    /// The keys that a configured secret holds for an algorithm: usually one; none where it is something else.
    static func keys(in secret: String, for algorithm: SignatureScheme.Algorithm) -> [PublicKey] {
        let blocks = SecretText.blocks(ofPEM: secret).compactMap { block in
            block.label == "CERTIFICATE" ? CertificateKey.publicKey(of: block.bytes) : block.bytes
        }
        switch algorithm {
        case .ed25519:
            let raw = [SecretText.hex(secret), SecretText.base64(secret)].compactMap { $0 }.filter { $0.count == 32 }
            return (blocks + raw.prefix(1)).compactMap { ed25519($0) }
        case .ecdsa: return candidates(blocks, secret).compactMap { p256($0) }
        case .rsa: return candidates(blocks, secret).compactMap { rsa($0) }
        }
    }

    /// The RSA keys of certificates in PEM, and of nothing else.
    static func keys(ofCertificates pem: String) -> [PublicKey] {
        SecretText.blocks(ofPEM: pem).filter { $0.label == "CERTIFICATE" }
            .compactMap { CertificateKey.publicKey(of: $0.bytes).flatMap { rsa($0) } }
    }

    private static func candidates(_ blocks: [[UInt8]], _ secret: String) -> [[UInt8]] {
        blocks.isEmpty ? [SecretText.base64(secret)].compactMap { $0 } : blocks
    }

    /// 32 bytes, or the same with the head that DER gives them.
    private static func ed25519(_ bytes: [UInt8]) -> PublicKey? {
        let head: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
        let raw = bytes.count == 44 && bytes.starts(with: head) ? Array(bytes.dropFirst(head.count)) : bytes
        guard raw.count == 32 else { return nil }
        return (try? Curve25519.Signing.PublicKey(rawRepresentation: raw)).map { .ed25519($0) }
    }

    private static func p256(_ der: [UInt8]) -> PublicKey? {
        (try? P256.Signing.PublicKey(derRepresentation: der)).map { .p256($0) }
    }

    private static func rsa(_ der: [UInt8]) -> PublicKey? {
        (try? _RSA.Signing.PublicKey(unsafeDERRepresentation: der)).map { .rsa($0) }
    }

    /// Whether a signature is that of the key over what `feed` gives; nil where `feed` lacks a piece.
    func verifies(
        _ signature: [UInt8], hash: HMACScheme.Algorithm, _ feed: ((UnsafeRawBufferPointer) -> Void) -> Bool
    ) -> Bool? {
        switch self {
        case .ed25519(let key):
            var message: [UInt8] = []
            guard feed({ message += $0 }) else { return nil }
            return key.isValidSignature(signature, for: message)
        case .p256(let key):
            guard let digest = Self.digest(SHA256.self, feed) else { return nil }
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: digest)
        case .rsa(let key):
            return switch hash {
            case .sha1: Self.verifies(signature, key, Self.digest(Insecure.SHA1.self, feed))
            case .sha256: Self.verifies(signature, key, Self.digest(SHA256.self, feed))
            case .sha512: Self.verifies(signature, key, Self.digest(SHA512.self, feed))
            }
        }
    }

    private static func verifies<D: Digest>(
        _ signature: [UInt8], _ key: _RSA.Signing.PublicKey, _ digest: D?
    ) -> Bool? {
        digest.map { digest in
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        }
    }

    private static func digest<Hash: HashFunction>(
        _ type: Hash.Type, _ feed: ((UnsafeRawBufferPointer) -> Void) -> Bool
    ) -> Hash.Digest? {
        var hash = Hash()
        guard feed({ hash.update(bufferPointer: $0) }) else { return nil }
        return hash.finalize()
    }
}
