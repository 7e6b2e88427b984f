import Crypto

/// The canonical hash over a state, the same for every backend.
///
/// There are two. The state hash takes in what stands: it is the same again when something was done and undone. The history hash takes in every row
/// and column, also of how things came about.
///
/// SHA-256 over, for each table in the order of ``StateTable/all``, its name, then its rows in the order of their keys. Every value goes in with a
/// tag for its type, integers as eight bytes, little endian, texts with their byte count before them. The position is not part of it: an entry that
/// changes nothing leaves the hash as it was.
public struct StateDigest: RowSink {
    private static let bufferBytes = 64 << 10

    private var hash = SHA256()
    private var buffer: [UInt8] = []

    /// A digest that has seen nothing yet.
    public init() { buffer.reserveCapacity(Self.bufferBytes + 64) }

    /// Rows of `table` follow, in the order of their keys.
    public mutating func begin(_ table: StateTable) { append(tag: 3, text: table.name) }

    /// Takes in an integer.
    public mutating func put(_ value: Int64) {
        buffer.append(1)
        append(number: value)
        flushIfFull()
    }

    /// Takes in a text.
    public mutating func put(_ value: String) { append(tag: 2, text: value) }

    /// Takes in an integer or its absence.
    public mutating func put(_ value: Int64?) {
        if let value { put(value) } else { buffer.append(0) }
    }

    /// Takes in a text or its absence.
    public mutating func put(_ value: String?) {
        if let value { put(value) } else { buffer.append(0) }
    }

    /// Takes in a text given as its UTF-8 bytes.
    public mutating func put(utf8 bytes: UnsafeRawBufferPointer) { append(tag: 2, bytes: bytes) }

    /// 32 bytes.
    public consuming func finish() -> [UInt8] {
        flush()
        return hash.finalize().withUnsafeBytes { [UInt8]($0) }
    }

    private mutating func append(tag: UInt8, text: String) {
        var text = text
        text.withUTF8 { append(tag: tag, bytes: UnsafeRawBufferPointer($0)) }
    }

    private mutating func append(tag: UInt8, bytes: UnsafeRawBufferPointer) {
        buffer.append(tag)
        append(number: Int64(bytes.count))
        if bytes.count < Self.bufferBytes {
            buffer.append(contentsOf: bytes)
            flushIfFull()
        } else {
            flush()
            hash.update(bufferPointer: bytes)
        }
    }

    private mutating func append(number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    }

    private mutating func flushIfFull() {
        if buffer.count >= Self.bufferBytes { flush() }
    }

    private mutating func flush() {
        buffer.withUnsafeBytes { hash.update(bufferPointer: $0) }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// State hash and history hash, taken in one pass.
public struct StateDigests {
    private var state = StateDigest()
    private var history = StateDigest()
    private var table: StateTable?

    /// Digests that have seen nothing yet.
    public init() {}

    /// Rows of `table` follow, in the order of their keys.
    public mutating func begin(_ table: StateTable) {
        self.table = table
        history.begin(table)
        if !table.isPast { state.begin(table) }
    }

    /// Takes in one value of a row; values come in the order of the columns.
    ///
    /// - Parameters:
    ///   - column: What the value is of.
    ///   - put: Gives the value to a digest.
    public mutating func add(_ column: StateTable.Column, _ put: (inout StateDigest) -> Void) {
        put(&history)
        if table?.isPast != true, !column.isPast { put(&state) }
    }

    /// Takes in a row.
    mutating func add(_ row: some StateRow) {
        for (column, value) in zip(type(of: row).table.columns, RowValues(of: row).values) {
            add(column) { digest in
                switch value {
                case .absent: digest.put(Int64?.none)
                case .integer(let value): digest.put(value)
                case .text(let value): digest.put(value)
                }
            }
        }
    }

    /// State hash and history hash, 32 bytes each.
    public consuming func finish() -> (state: [UInt8], history: [UInt8]) { (state.finish(), history.finish()) }
}
