/// Why bytes are not a JSON document that this module takes. None of them is worth a retry with the same bytes.
public enum JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No value at all: nothing, or only white space.
    case empty
    /// More bytes than the parser was made for.
    case tooLarge(bytes: Int, bytesMax: Int)
    /// Containers nested deeper than ``JSONParser/depthMax``.
    case tooDeep
    /// A malformed number, an integer beyond 64 bits or a number beyond binary64.
    case badNumber
    /// The bytes are not UTF-8.
    case badUTF8
    /// Anything else that RFC 8259 does not allow; the parser's own words.
    case malformed(String)
    /// The memory for the document could not be had.
    case outOfMemory

    /// What is wrong, in one clause, without the text of the document.
    public var problem: String {
        switch self {
        case .empty: "The JSON document is empty"
        case .tooLarge(let bytes, let bytesMax): "The JSON document has \(bytes) bytes, at most \(bytesMax) are taken"
        case .tooDeep: "The JSON document is nested deeper than \(JSONParser.depthMax) levels"
        case .badNumber: "The JSON document has a number that is malformed or does not fit into 64 bits"
        case .badUTF8: "The JSON document is not UTF-8"
        case .malformed(let reason): "The JSON document is malformed: \(reason)"
        case .outOfMemory: "There was not enough memory to parse the JSON document"
        }
    }

    /// What the sender or the operator can do about it.
    public var advice: String {
        switch self {
        case .empty: "Send a JSON value"
        case .tooLarge: "Send less at once, or raise the limit of the channel"
        case .tooDeep: "Send a flatter document"
        case .badNumber: "Send large numbers as strings"
        case .badUTF8: "Send UTF-8"
        case .malformed: "Send JSON as RFC 8259 defines it"
        case .outOfMemory: "Give the process more memory, or lower the limits of bodies"
        }
    }

    /// Problem and advice as two sentences.
    public var description: String { "\(problem). \(advice)." }
}
