/// Writes compact JSON in UTF-8, setting the commas by itself. Append-only; nothing is checked but what costs nothing, so
/// the caller opens, closes and names in the right order. Several values at the top are separated by commas.
public struct JSONWriter: Sendable {
    /// Where the JSON will stand.
    public enum Place: Sendable, Hashable {
        /// On its own: only what RFC 8259 demands is escaped.
        case document
        /// Inside a `script` element of an HTML page: `<`, U+2028 and U+2029 are escaped too, so that no text can close
        /// the element or end a line of JavaScript.
        case htmlScript
    }

    /// What was written up to here.
    public private(set) var bytes: [UInt8] = []
    private let place: Place
    private var needsComma = false

    /// A writer with room for `capacity` bytes before it allocates again.
    public init(for place: Place = .document, capacity: Int = 256) {
        self.place = place
        bytes.reserveCapacity(capacity)
    }

    /// What was written up to here, as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Opens an object.
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Closes an object.
    public mutating func endObject() { end(UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Closes an array.
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// The name of the next value.
    public mutating func key(_ name: String) {
        string(name)
        endKey()
    }

    /// The name of the next value, as bytes of valid UTF-8.
    public mutating func key(utf8 name: UnsafeBufferPointer<UInt8>) {
        string(utf8: name)
        endKey()
    }

    /// A string.
    public mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string(utf8: $0) }
    }

    /// A string from bytes that the caller knows to be valid UTF-8; they are copied as they are.
    public mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        JSONEscapes.append(text, for: place, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A whole number.
    public mutating func int(_ number: Int64) {
        separate()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(number.magnitude)
    }

    /// A whole number.
    public mutating func uint(_ number: UInt64) {
        separate()
        appendDigits(number)
    }

    /// A number in the fewest digits that read back the same; always with a fraction or an exponent, so that it stays
    /// what it is. `null` where it is infinite or not a number.
    public mutating func double(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        bytes.append(contentsOf: number.description.utf8)
    }

    /// A truth value.
    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// The value `null`.
    public mutating func null() { literal("null") }

    /// A value that is already JSON. It is copied as it is: the caller answers for its form, and for the escapes that
    /// ``Place/htmlScript`` needs.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// A value that is already JSON, as text.
    public mutating func raw(_ json: String) { raw(json.utf8) }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func endKey() {
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func literal(_ word: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Decimal digits from the last to the first in a register-sized scratch, because `description` would allocate.
    private mutating func appendDigits(_ number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { scratch in
            var rest = number
            var start = 20
            repeat {
                start &-= 1
                scratch[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: scratch[start...]))
        }
    }
}
