import CSimdjson

/// Parses one document after the other in the same memory. Use one per thread.
///
/// Memory grows to the largest document up to 256 KiB; larger ones get memory of their own that is given back, so that
/// one of them does not stay for ever. Duplicate names stay in the document; lookups find the first.
public final class JSONParser {
    /// How deep arrays and objects may be nested; a scalar inside them counts as a level.
    public static let depthMax = 256

    /// The most bytes a document may have.
    public let bytesMax: Int

    private static let bytesKept = 256 << 10
    /// Nil until the first document and after a large one. Unsafe, because C owns it; freed in `deinit`.
    private var handle: OpaquePointer?
    private var isLent = false
    private var lentBytes = 0

    /// A parser for documents of up to `bytesMax` bytes (at most 1 GiB). Memory is taken with the first document.
    public init(bytesMax: Int = 64 << 20) {
        self.bytesMax = min(max(bytesMax, 0), 1 << 30)
    }

    deinit { corong_json_parser_free(handle) }

    /// Parses a document and lends its root to `body`. The root and all that is reached from it die with `body`, because
    /// the next document takes their memory; so a parser must not be asked again from inside `body`.
    ///
    /// - Parameter bytes: JSON in UTF-8, with or without byte order mark. Half surrogate pairs are read as U+FFFD.
    /// - Throws: ``JSONError``: the same bytes fail always.
    /// - Complexity: One pass; no allocation once the memory has grown.
    public func withDocument<R>(
        _ bytes: UnsafeRawBufferPointer, _ body: (JSONValue) throws(JSONError) -> R
    ) throws(JSONError) -> R {
        defer { giveBack() }
        return try body(parse(bytes))
    }

    /// As above, over an array.
    public func withDocument<R>(
        _ bytes: [UInt8], _ body: (JSONValue) throws(JSONError) -> R
    ) throws(JSONError) -> R {
        defer { giveBack() }
        return try body(parse(bytes))
    }

    /// As above, for a body with errors of its own: `lifting` turns a failure to parse into one of them.
    public func withDocument<R, E: Error>(
        _ bytes: UnsafeRawBufferPointer, lifting: (JSONError) -> E, _ body: (JSONValue) throws(E) -> R
    ) throws(E) -> R {
        defer { giveBack() }
        let root: JSONValue
        do throws(JSONError) { root = try parse(bytes) } catch { throw lifting(error) }
        return try body(root)
    }

    /// As above, over an array.
    public func withDocument<R, E: Error>(
        _ bytes: [UInt8], lifting: (JSONError) -> E, _ body: (JSONValue) throws(E) -> R
    ) throws(E) -> R {
        defer { giveBack() }
        let root: JSONValue
        do throws(JSONError) { root = try parse(bytes) } catch { throw lifting(error) }
        return try body(root)
    }

    /// A copy of the document that lives on its own.
    public func document(_ bytes: [UInt8]) throws(JSONError) -> JSONDocument {
        try withDocument(bytes) { JSONDocument(copying: $0) }
    }

    private func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        // The shim copies the bytes, so nothing points into the array afterwards.
        try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in try parse(UnsafeRawBufferPointer(bytes)) }
    }

    private func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        precondition(!isLent, "a JSON parser was asked for a document while it lends another")
        guard bytes.count <= bytesMax else { throw .tooLarge(bytes: bytes.count, bytesMax: bytesMax) }
        if bytes.count > Self.bytesKept { release() }
        if handle == nil { handle = corong_json_parser_create(Self.depthMax) }
        guard let handle else { throw .outOfMemory }
        let text = Self.withoutByteOrderMark(bytes)
        var found = corong_json_tape()
        var code: Int32 = 0
        let status = corong_json_parse(
            handle, text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count, &found, &code)
        isLent = true
        lentBytes = bytes.count
        guard status == CORONG_JSON_OK, let tape = found.tape, let strings = found.strings else {
            throw Self.error(status, code)
        }
        return JSONValue(tape: tape, strings: strings, index: 1)
    }

    private func giveBack() {
        isLent = false
        if lentBytes > Self.bytesKept { release() }
        lentBytes = 0
    }

    private func release() {
        corong_json_parser_free(handle)
        handle = nil
    }

    private static func withoutByteOrderMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return bytes }
        return UnsafeRawBufferPointer(rebasing: bytes[3...])
    }

    /// simdjson's words without the full stop that some of them have.
    private static func sentence(_ code: Int32) -> String {
        let text = String(cString: corong_json_error_text(code))
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func error(_ status: corong_json_status, _ code: Int32) -> JSONError {
        switch status {
        case CORONG_JSON_EMPTY: .empty
        case CORONG_JSON_TOO_DEEP: .tooDeep
        case CORONG_JSON_BAD_NUMBER: .badNumber
        case CORONG_JSON_BAD_UTF8: .badUTF8
        case CORONG_JSON_OUT_OF_MEMORY: .outOfMemory
        default: .malformed(sentence(code))
        }
    }
}

/// A parser's memory serves one document at a time.
@available(*, unavailable)
extension JSONParser: Sendable {}
