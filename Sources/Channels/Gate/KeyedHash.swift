import Crypto

/// An HMAC (RFC 2104) whose key is already hashed in: copying it costs less than keying anew for each delivery.
///
/// Written over the hash functions, because the library's own HMAC takes raw bytes only through Foundation's protocols.
struct KeyedHash<Hash: HashFunction>: Sendable {
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

    func finalize() -> Hash.Digest {
        var outer = outer
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize()
    }
}
