/// A member name made ready for lookups: its bytes, compared as they are (no Unicode normalisation, as RFC 8259 wants).
public struct JSONKey: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    @usableFromInline let bytes: [UInt8]

    /// The key with this name, without quotes or escapes.
    public init(_ name: String) { bytes = Array(name.utf8) }

    /// The key with this name, without quotes or escapes.
    public init(stringLiteral name: String) { self.init(name) }

    /// The name itself.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
