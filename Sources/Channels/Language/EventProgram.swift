/// How one document becomes events: what is read inside of it first, and its fan-out tree.
final class EventProgram: Sendable {
    let parse: [ParseStep]
    /// Where the form fields stand that a parse step has bound; nil: in `$.fields`.
    let fieldsPlace: Int?
    let items: [FanOutNode]
    let document: Settlement

    init(parse: [ParseStep], items: [FanOutNode], document: Settlement) {
        self.parse = parse
        fieldsPlace = parse.first { $0.name == Self.fieldsName }?.place
        self.items = items
        self.document = document
    }

    /// The name under which a parse step binds what `{field: ...}` reads.
    static let fieldsName = "fields"
}
