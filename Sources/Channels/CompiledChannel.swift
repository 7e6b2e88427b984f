public import Domain

/// A channel file, checked and compiled: what to accept, how to verify it, and how deliveries become events.
///
/// Closed enums all the way down: no text of the file is interpreted on the data path. Cheap to copy.
public struct CompiledChannel: Sendable {
    /// The channel's id, which is also the last part of its address.
    public var id: String { rules.id }
    /// For people.
    public let name: String
    /// The version of the file; raised by whoever changes what it makes of deliveries.
    public let version: Int
    /// The file as it was read, with those that it extends behind it (``ChannelSource``): what a configuration entry records.
    public let sourceText: String
    /// What is accepted over HTTP and answered.
    public let receive: ReceiveRules
    /// How a delivery proves who sent it.
    public let verifier: Verifier
    let rules: EventRules
    let program: EventProgram
    /// What may have to be asked from the provider's API, by name.
    public let fetches: [String: FetchRules]
    /// How a text is sent back; nil: the channel cannot answer.
    public let reply: CompiledReply?

    /// Checks and compiles the text of a channel file.
    ///
    /// - Parameters:
    ///   - text: YAML, at most ``Limits/configurationBytesMax`` bytes; a file that extends another one comes from
    ///     ``ChannelSource/complete(_:file:)``.
    ///   - file: As findings name it.
    /// - Returns: The channel, or every finding of the file with line and column.
    public static func compile(text: String, file: String) -> Checked<CompiledChannel> {
        ChannelReader.read(text: text, file: file)
    }
}

/// What the body of a delivery is.
enum BodyFormat: String, Sendable, Hashable, CaseIterable {
    case json
    /// A web form: urlencoded, multipart or JSON, by its content type.
    case form
    /// A raw mail.
    case mime
}

/// What every event of a channel is made by. A class, because it is handed on for each delivery.
final class EventRules: Sendable {
    let id: String
    let decode: BodyFormat
    let identifiers: [IdentifierRule]
    let shape: DocumentShape

    init(id: String, decode: BodyFormat, identifiers: [IdentifierRule], shape: DocumentShape) {
        self.id = id
        self.decode = decode
        self.identifiers = identifiers
        self.shape = shape
    }
}

/// What a document has besides what its format says.
struct DocumentShape: Sendable {
    /// Names of form groups that mean nothing.
    var wrappers: Set<String> = []
    /// Whether a body of JSON gets `$.query`; forms have it always.
    var wantsQuery = false
    /// Families of numbered form fields that become lists.
    var numbered: [NumberedFields] = []
    /// The form field that names the charsets of the others.
    var charsetsField: String?
}

/// Form fields that belong together by a number: `MediaUrl0` and `MediaContentType0`, `MediaUrl1`...
struct NumberedFields: Sendable {
    /// Under `$.numbered`.
    let name: String
    /// Without the number.
    let prefixes: [String]
}

/// Which fields of an event are identifiers of one kind.
struct IdentifierRule: Sendable, Hashable {
    let kind: IdentifierKind
    let fields: [TextField]
}
