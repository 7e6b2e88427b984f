/// An Internet address as connections use it.
public enum NetworkAddress: Sendable, Hashable {
    /// Version 4, most significant byte first.
    case four(UInt32)
    /// Version 6 in two halves, most significant first.
    case six(high: UInt64, low: UInt64)

    /// An address from its bytes in network order: 4 or 16 of them, anything else is none.
    public init?(bytes: some Collection<UInt8>) {
        func number(_ part: some Collection<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        switch bytes.count {
        case 4: self = .four(UInt32(truncatingIfNeeded: number(bytes)))
        case 16: self = .six(high: number(bytes.prefix(8)), low: number(bytes.dropFirst(8)))
        default: return nil
        }
    }

    /// Whether it belongs to a host on the public Internet.
    ///
    /// Everything that the IANA registries of special-purpose addresses (RFC 6890) keep for other ends is not: this machine, private and
    /// link-local networks (cloud metadata among them), shared, multicast, documentation and reserved ranges. Version 6 addresses that carry a
    /// version 4 address are judged by that one.
    public var isPublic: Bool {
        switch self {
        case .four(let address): Self.isPublic(address)
        case .six(let high, let low): Self.isPublic(high: high, low: low)
        }
    }

    /// Whether it is this machine.
    public var isLoopback: Bool {
        switch self {
        case .four(let address): address >> 24 == 127
        case .six(let high, let low):
            high == 0 && (low == 1 || low >> 32 == 0xffff && UInt32(truncatingIfNeeded: low) >> 24 == 127)
        }
    }

    private static func isPublic(_ address: UInt32) -> Bool {
        !special.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    private static func isPublic(high: UInt64, low: UInt64) -> Bool {
        let last = UInt32(truncatingIfNeeded: low)
        // ::ffff:a.b.c.d, and 64:ff9b::a.b.c.d of networks that translate.
        if high == 0, low >> 32 == 0xffff { return isPublic(last) }
        if high == 0x0064_ff9b_0000_0000, low >> 32 == 0 { return isPublic(last) }
        // Only 2000::/3 is given to the public Internet.
        guard high >> 61 == 1 else { return false }
        // 2002:a.b.c.d::/48.
        if high >> 48 == 0x2002 { return isPublic(UInt32(truncatingIfNeeded: high >> 16)) }
        // 2001::/23 protocols (Teredo among them), 2001:db8::/32 and 3fff::/20 documentation.
        return high >> 41 != 0x2001_0000 >> 9 && high >> 32 != 0x2001_0db8 && high >> 44 != 0x3fff0
    }

    private static let special: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8),  // this network
        (0x0a00_0000, 8),  // private
        (0x6440_0000, 10),  // shared by carriers
        (0x7f00_0000, 8),  // loopback
        (0xa9fe_0000, 16),  // link-local
        (0xac10_0000, 12),  // private
        (0xc000_0000, 24),  // protocols
        (0xc000_0200, 24),  // documentation
        (0xc058_6300, 24),  // relays, deprecated
        (0xc0a8_0000, 16),  // private
        (0xc612_0000, 15),  // benchmarks
        (0xc633_6400, 24),  // documentation
        (0xcb00_7100, 24),  // documentation
        (0xe000_0000, 4),  // multicast
        (0xf000_0000, 4),  // reserved, broadcast
    ]
}

extension NetworkAddress: CustomStringConvertible {
    /// `192.0.2.1`, or eight groups of hexadecimal digits.
    public var description: String {
        switch self {
        case .four(let address):
            return [24, 16, 8, 0].map { String(address >> $0 & 0xff) }.joined(separator: ".")
        case .six(let high, let low):
            let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { half >> $0 & 0xffff } }
            return groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
    }
}
