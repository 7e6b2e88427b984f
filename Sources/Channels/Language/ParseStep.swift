/// A step that reads something inside of the decoded document and binds it to a name.
///
/// A class for the reason of ``ValuePath``.
final class ParseStep: Sendable {
    /// Where the result is bound, among the names of a path.
    let place: Int
    /// The name itself.
    let name: String
    /// The first path that selects something readable is used.
    let paths: [ValuePath]
    let reading: Reading

    init(place: Int, name: String, paths: [ValuePath], reading: Reading) {
        self.place = place
        self.name = name
        self.paths = paths
        self.reading = reading
    }

    enum Reading: Sendable {
        /// JSON inside of a text; a value that is an object or a list already stands for itself.
        case json
        /// A whole mail inside of a text.
        case mail(TextEncoding)
        /// The headers of a mail, as a block or as a list of names and values.
        case mailHeaders(HeaderRule)
        /// An object out of a list of names and values.
        case pairs(PairRule)
        /// A list of the names and values of an object.
        case members
    }

    /// What belongs to a mail besides the headers that a webhook lists.
    struct HeaderRule: Sendable {
        /// Headers that stand elsewhere, each with its value; those of the list come first.
        let added: [(name: String, value: TextExpression)]
        /// The text of the mail.
        let text: TextExpression?
    }

    /// How the bytes of a mail stand in a text.
    enum TextEncoding: String, Sendable, CaseIterable {
        case text
        case base64
        /// Base64 where the whole text is that and no header, else text.
        case auto
    }
}

/// How the elements of a list become the members of an object.
final class PairRule: Sendable {
    let name: TextExpression
    /// Relative to the element; the first that selects anything.
    let values: [ValuePath]
    /// nil: every element.
    let condition: ValueFilter?
    let options: OptionTexts?

    init(name: TextExpression, values: [ValuePath], condition: ValueFilter?, options: OptionTexts?) {
        self.name = name
        self.values = values
        self.condition = condition
        self.options = options
    }

    /// Where the texts stand that the ids of a choice mean.
    struct OptionTexts: Sendable {
        let list: ValuePath
        let id: ValuePath
        let text: ValuePath
    }
}
