/// Where and why a path or a filter does not compile.
public struct JSONPathError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Bytes of UTF-8 from the start of the text to the place that is wrong.
    public let offset: Int
    /// One sentence: what was expected and what stands there.
    public let message: String

    init(offset: Int, _ message: String) {
        self.offset = offset
        self.message = message
    }

    /// Place and sentence.
    public var description: String { "at offset \(offset): \(message)" }
}
