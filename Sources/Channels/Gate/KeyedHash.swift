import Crypto

/// An HMAC (RFC 2104) whose key is already hashed in: copying it costs less than keying anew for each delivery.
///
/// Written over the hash functions, because the library's own HMAC takes raw bytes only through Foundation's protocols.
struct KeyedHash<Hash: RawHash>: Sendable {
    private var inner: Hash
    private let outer: Hash

    /// Prepares a key of any length.
    init(key: [UInt8]) {
        var block = key
        if block.count > Hash.blockByteCount {
            block = key.withUnsafeBytes { bytes in
                var hash = Hash()
                hash.update(bufferPointer: bytes)
                return Array(hash.finalize())
            }
        }
        block += [UInt8](repeating: 0, count: Hash.blockByteCount - block.count)
        self.inner = Self.hashing(block, 0x36)
        self.outer = Self.hashing(block, 0x5c)
    }

    private static func hashing(_ block: [UInt8], _ pad: UInt8) -> Hash {
        var hash = Hash()
        block.map { $0 ^ pad }.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) { inner.update(bufferPointer: bytes) }

    /// Calls `body` with the code.
    func finish<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var outer = outer
        Hash.withBytes(of: inner.finalize()) { outer.update(bufferPointer: $0) }
        return Hash.withBytes(of: outer.finalize(), body)
    }
}

/// A hash function whose digest can be read without Foundation, which the library asks for where the function is generic.
protocol RawHash: HashFunction, Sendable {
    static func withBytes<Result>(of digest: Digest, _ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

extension Insecure.SHA1: RawHash {
    static func withBytes<Result>(of digest: Digest, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        digest.withUnsafeBytes(body)
    }
}

extension SHA256: RawHash {
    static func withBytes<Result>(of digest: Digest, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        digest.withUnsafeBytes(body)
    }
}

extension SHA512: RawHash {
    static func withBytes<Result>(of digest: Digest, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        digest.withUnsafeBytes(body)
    }
}
