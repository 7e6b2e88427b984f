/// Builds a document value by value, so that forms, multipart bodies and mails are read by the same paths as JSON.
///
/// Calls must form one JSON value: names only in objects and before every value there. A wrong order is a programmer's
/// error and stops the process; the values themselves may be anything. An empty builder finishes as `null`. There is no
/// limit on depth, and comparing and writing recurse: who nests as the input says stops at ``JSONParser/depthMax``.
public struct JSONBuilder: Sendable {
    private struct Container: Sendable {
        var start: Int
        var count: UInt64
        var isObject: Bool
    }

    private var tape: [UInt64] = [0]
    private var strings: [UInt8] = []
    private var open: [Container] = []
    private var hasKey = false

    /// A builder of nothing yet.
    public init() {}

    /// How many containers are open.
    public var depth: Int { open.count }

    /// Opens an object; ``key(_:)`` comes next.
    public mutating func beginObject() { begin(Tape.object) }

    /// Closes the object opened last.
    public mutating func endObject() {
        precondition(!hasKey && open.last?.isObject == true, "no object to end, or a name without a value")
        end()
    }

    /// Opens an array.
    public mutating func beginArray() { begin(Tape.array) }

    /// Closes the array opened last.
    public mutating func endArray() {
        precondition(open.last?.isObject == false, "no array to end")
        end()
    }

    /// The name of the next value. Names may repeat; lookups find the first.
    public mutating func key(_ name: String) {
        precondition(open.last?.isObject == true && !hasKey, "a name stands only in an object, one for each value")
        appendText(name)
        hasKey = true
    }

    /// A string.
    public mutating func string(_ text: String) {
        beginValue()
        appendText(text)
    }

    /// A string from bytes that should be UTF-8; each maximal malformed part becomes one U+FFFD.
    public mutating func string(bytes: some Collection<UInt8>) { string(String(decoding: bytes, as: UTF8.self)) }

    /// A whole number.
    public mutating func int(_ number: Int64) { number64(Tape.int, UInt64(bitPattern: number)) }

    /// A whole number from 0 up to `UInt64.max`.
    public mutating func uint(_ number: UInt64) {
        number64(number > UInt64(Int64.max) ? Tape.uint : Tape.int, number)
    }

    /// A number; `null` where it is infinite or not a number, which JSON cannot say.
    public mutating func double(_ number: Double) {
        if number.isFinite { number64(Tape.double, number.bitPattern) } else { null() }
    }

    /// A truth value.
    public mutating func bool(_ value: Bool) {
        beginValue()
        tape.append(Tape.word(value ? Tape.true : Tape.false, 0))
    }

    /// The value `null`.
    public mutating func null() {
        beginValue()
        tape.append(Tape.word(Tape.null, 0))
    }

    /// A value that is already written as JSON, in UTF-8; parsed within the limits of a fresh ``JSONParser``.
    /// Where it throws, the builder stays as it was.
    public mutating func append(json: [UInt8]) throws(JSONError) {
        let parser = JSONParser()
        try parser.withDocument(json) { append($0) }
    }

    /// A value that is already written as JSON.
    public mutating func append(json: String) throws(JSONError) { try append(json: Array(json.utf8)) }

    /// A copy of a value of any document, with all that is in it.
    public mutating func append(_ value: JSONValue) {
        beginValue()
        let shift = UInt64(bitPattern: Int64(tape.count &- value.index))
        let last = Tape.next(value.tape, after: value.index)
        var index = value.index
        while index < last {
            let word = value.tape[index]
            switch Tape.type(word) {
            case Tape.string:
                tape.append(Tape.word(Tape.string, UInt64(strings.count)))
                appendBytes(value.at(index).utf8)
            case Tape.int, Tape.uint, Tape.double:
                tape.append(word)
                index &+= 1
                tape.append(value.tape[index])
            case Tape.object, Tape.array:
                let end = UInt64(Tape.end(word)) &+ shift
                precondition(end <= UInt64(UInt32.max), "a document has at most four billion words")
                tape.append(word & ~0xFFFF_FFFF | end)
            case Tape.objectEnd, Tape.arrayEnd: tape.append(word &+ shift)
            default: tape.append(word)
            }
            index &+= 1
        }
    }

    /// The document; everything that was opened must be closed.
    public consuming func finish() -> JSONDocument {
        let parts = close()
        return JSONDocument(tape: parts.tape, strings: parts.strings)
    }

    /// Completes the tape and hands out both buffers.
    mutating func close() -> (tape: [UInt64], strings: [UInt8]) {
        precondition(open.isEmpty, "a container was not ended")
        if tape.count == 1 { null() }
        tape.append(Tape.word(Tape.root, 0))
        tape[0] = Tape.word(Tape.root, UInt64(tape.count))
        if strings.isEmpty { strings.append(0) }
        return (tape, strings)
    }

    private mutating func beginValue() {
        guard let last = open.indices.last else {
            precondition(tape.count == 1, "a document has one root")
            return
        }
        precondition(open[last].isObject == hasKey, "a value in an object needs a name before it")
        open[last].count &+= 1
        hasKey = false
    }

    private mutating func begin(_ type: UInt8) {
        beginValue()
        open.append(Container(start: tape.count, count: 0, isObject: type == Tape.object))
        tape.append(Tape.word(type, 0))
    }

    private mutating func end() {
        guard let container = open.popLast() else { return }
        tape.append(Tape.word(container.isObject ? Tape.objectEnd : Tape.arrayEnd, UInt64(container.start)))
        precondition(tape.count <= Int(UInt32.max), "a document has at most four billion words")
        let count = min(container.count, Tape.countMax)
        tape[container.start] |= count << 32 | UInt64(tape.count)
    }

    private mutating func number64(_ type: UInt8, _ bits: UInt64) {
        beginValue()
        tape.append(Tape.word(type, 0))
        tape.append(bits)
    }

    private mutating func appendText(_ text: String) {
        tape.append(Tape.word(Tape.string, UInt64(strings.count)))
        var text = text
        text.withUTF8 { appendBytes($0) }
    }

    private mutating func appendBytes(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(bytes.count <= Int(UInt32.max), "a string has at most four billion bytes")
        withUnsafeBytes(of: UInt32(bytes.count)) { strings.append(contentsOf: $0) }
        strings.append(contentsOf: bytes)
        strings.append(0)
    }
}
