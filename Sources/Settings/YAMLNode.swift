/// A value of a YAML file, with its place in the file.
///
/// All scalars are kept as text: what `5`, `yes` or `1.0` mean is decided by the field that asks, so that a rep called `No` stays a rep.
public struct YAMLNode: Sendable, Hashable {
    /// Where a key or a value begins.
    public struct Place: Sendable, Hashable, Comparable {
        /// From 1.
        public var line: Int
        /// From 1, in Unicode scalars.
        public var column: Int

        /// A place from its two numbers.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// The first character of a file.
        public static let start = Place(line: 1, column: 1)

        /// The place closer to the start of the file.
        public static func < (left: Place, right: Place) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    /// A key with its value.
    public struct Member: Sendable, Hashable {
        /// The key's text; unique within its mapping.
        public var key: String
        /// Where the key begins.
        public var keyPlace: Place
        /// What stands behind the colon.
        public var value: YAMLNode

        /// A member from its parts.
        public init(key: String, keyPlace: Place, value: YAMLNode) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    /// The three shapes of a value.
    public enum Content: Sendable, Hashable {
        /// A text; `quoted` when it stands in quotes or in a block (`|`, `>`), so that it cannot mean a number or nothing.
        case scalar(String, quoted: Bool)
        /// Values in their order.
        case sequence([YAMLNode])
        /// Members in their order.
        case mapping([Member])
    }

    /// The value itself.
    public var content: Content
    /// Where it begins; for a block mapping that is its first key.
    public var place: Place

    /// A value at a place.
    public init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }
}

extension YAMLNode {
    /// The text of a scalar.
    public var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The values of a sequence.
    public var elements: [YAMLNode]? {
        if case .sequence(let nodes) = content { nodes } else { nil }
    }

    /// The members of a mapping.
    public var members: [Member]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// Whether nothing stands there: an empty value, `~` or `null` without quotes.
    public var isNull: Bool {
        if case .scalar(let text, quoted: false) = content {
            text.isEmpty || text == "~" || text == "null"
        } else {
            false
        }
    }

    /// The value of a key. Cost: a walk over the members.
    public subscript(key: String) -> YAMLNode? { members?.first { $0.key == key }?.value }

    /// What a person sees there, for messages: `a mapping`, `a list`, `nothing`, `"text"`, `5`.
    public var summary: String {
        switch content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(_, quoted: false) where isNull: "nothing"
        case .scalar(let text, let quoted): quoted ? "\"\(shortened(text))\"" : shortened(text)
        }
    }
}

/// At most 60 characters in one line, so that a message stays a message whatever the file holds.
func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }.prefix(60)
    return line.utf8.count == text.utf8.count ? text : line + "..."
}
