/// SipHash-2-4 with a 128-bit result: a keyed pseudo-random function.
///
/// Used where the fold needs a hash that is the same on every machine and that an outsider cannot predict: keys of events already seen, and the
/// order in which equal candidates are tried. The key is the workspace's seed, which is part of the configuration in the ledger.
///
/// - SeeAlso: Aumasson, Bernstein, "SipHash: a fast short-input PRF" (2012), and the reference's 128-bit variant.
public struct SipHash: Sendable {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    private var tail: UInt64 = 0
    private var length: UInt64 = 0

    /// A 128-bit secret.
    public struct Key: Sendable, Hashable {
        /// The first eight bytes, little endian.
        public var low: UInt64
        /// The last eight bytes, little endian.
        public var high: UInt64

        /// A key from its two halves.
        public init(low: UInt64, high: UInt64) {
            self.low = low
            self.high = high
        }
    }

    /// 128 bits of result.
    public struct Digest: Sendable, Hashable, Comparable {
        /// The first eight bytes, little endian.
        public var low: UInt64
        /// The last eight bytes, little endian.
        public var high: UInt64

        /// A digest from its two halves.
        public init(low: UInt64, high: UInt64) {
            self.low = low
            self.high = high
        }

        /// A digest is a hash already, and keyed with a secret, so that nobody can choose colliding ones.
        public func _rawHashValue(seed: Int) -> Int { Int(truncatingIfNeeded: low) ^ seed }

        /// As 128-bit numbers.
        public static func < (left: Digest, right: Digest) -> Bool {
            (left.high, left.low) < (right.high, right.low)
        }
    }

    /// A hasher that has seen nothing yet.
    public init(key: Key) {
        v0 = key.low ^ 0x736f_6d65_7073_6575
        v1 = key.high ^ 0x646f_7261_6e64_6f6d ^ 0xee
        v2 = key.low ^ 0x6c79_6765_6e65_7261
        v3 = key.high ^ 0x7465_6462_7974_6573
    }

    /// Takes in a text, followed by a byte that no UTF-8 text holds, so that `["ab", "c"]` and `["a", "bc"]` differ.
    public mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
        combine(byte: 0xff)
    }

    /// Takes in a number as eight bytes.
    public mutating func combine(_ number: Int64) {
        var value = UInt64(bitPattern: number)
        for _ in 0..<8 {
            combine(byte: UInt8(truncatingIfNeeded: value))
            value >>= 8
        }
    }

    /// Takes in bytes as they are.
    public mutating func combine(bytes: UnsafeRawBufferPointer) {
        var index = 0
        while length & 7 != 0, index < bytes.count {
            combine(byte: bytes[index])
            index += 1
        }
        while index + 8 <= bytes.count {
            absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            length &+= 8
            index += 8
        }
        while index < bytes.count {
            combine(byte: bytes[index])
            index += 1
        }
    }

    /// The result; the hasher may go on afterwards.
    public func digest() -> Digest {
        var copy = self
        copy.absorb(copy.tail | copy.length << 56)
        copy.v2 ^= 0xee
        for _ in 0..<4 { copy.round() }
        let low = copy.v0 ^ copy.v1 ^ copy.v2 ^ copy.v3
        copy.v1 ^= 0xdd
        for _ in 0..<4 { copy.round() }
        return Digest(low: low, high: copy.v0 ^ copy.v1 ^ copy.v2 ^ copy.v3)
    }

    @inline(__always)
    private mutating func combine(byte: UInt8) {
        tail |= UInt64(byte) << (8 * (length & 7))
        length &+= 1
        if length & 7 == 0 {
            absorb(tail)
            tail = 0
        }
    }

    @inline(__always)
    private mutating func absorb(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    @inline(__always)
    private mutating func round() {
        v0 = v0 &+ v1
        v1 = (v1 << 13 | v1 >> 51) ^ v0
        v0 = v0 << 32 | v0 >> 32
        v2 = v2 &+ v3
        v3 = (v3 << 16 | v3 >> 48) ^ v2
        v0 = v0 &+ v3
        v3 = (v3 << 21 | v3 >> 43) ^ v0
        v2 = v2 &+ v1
        v1 = (v1 << 17 | v1 >> 47) ^ v2
        v2 = v2 << 32 | v2 >> 32
    }
}
