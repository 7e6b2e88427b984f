/// A document that owns its memory and never changes: for trees that outlive a delivery, go to another thread, or were
/// built from something other than JSON (``JSONBuilder``).
public final class JSONDocument: Sendable {
    private let tape: [UInt64]
    private let strings: [UInt8]

    init(tape: [UInt64], strings: [UInt8]) {
        precondition(tape.count > 2 && !strings.isEmpty, "a document has a root, and an address for its strings")
        self.tape = tape
        self.strings = strings
    }

    /// Parses JSON in UTF-8, within the limits of a fresh ``JSONParser``. Where documents come in series,
    /// ``JSONParser/document(_:)`` saves the parser's memory.
    public convenience init(parsing bytes: [UInt8]) throws(JSONError) {
        var builder = JSONBuilder()
        try builder.append(json: bytes)
        let parts = builder.close()
        self.init(tape: parts.tape, strings: parts.strings)
    }

    /// A copy of a value and all that is in it, free of the value's document.
    public convenience init(copying value: JSONValue) {
        var builder = JSONBuilder()
        builder.append(value)
        let parts = builder.close()
        self.init(tape: parts.tape, strings: parts.strings)
    }

    /// Lends the root to `body`. It dies with `body`, because only there the document is sure to live.
    public func withRoot<R, E: Error>(_ body: (JSONValue) throws(E) -> R) throws(E) -> R {
        try tape.withUnsafeBufferPointer { tape throws(E) in
            try strings.withUnsafeBufferPointer { strings throws(E) in
                guard let tape = tape.baseAddress, let strings = strings.baseAddress else {
                    preconditionFailure("the initialiser lets no empty document pass")
                }
                return try body(JSONValue(tape: tape, strings: strings, index: 1))
            }
        }
    }
}

extension JSONDocument: CustomStringConvertible {
    /// The document as compact JSON.
    public var description: String {
        var writer = JSONWriter()
        withRoot { $0.append(to: &writer) }
        return writer.text
    }
}
