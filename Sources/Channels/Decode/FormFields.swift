import JSON

/// The fields of a decoded form in one level, with the names by which channels ask for them.
struct FormFields {
    struct Field {
        let name: FormName
        /// As it was sent; parts of a nested name are joined by dots.
        let label: String
        /// A scalar or a list.
        let value: JSONValue

        /// Whether it tells the server what to do (`_next`, `_charset_`) and is no answer.
        var isInstruction: Bool { label.hasPrefix("_") }
    }

    /// Bytes of a nested name; a longer one is only its last part, because the outer ones are repeated in every inner one.
    private static let labelBytesMax = 200

    /// Fields from which on they are looked up rather than compared one by one; every item of a delivery may ask for every name.
    private static let countOfLongForms = 32

    private(set) var fields: [Field] = []
    /// The places of each name, in order; empty for short forms.
    private var places: [FormName: [Int]] = [:]
    /// Whether there were more fields than ``FormBody/fieldsMax``.
    private(set) var isCut = false

    /// The fields of an object: `$.fields` of the document that ``FormBody`` makes, or what a parse step has bound.
    ///
    /// - Parameter wrappers: Names of groups that mean nothing: `contact[name]` is `name` then.
    init(_ tree: JSONValue, wrappers: Set<String>) {
        append(tree, prefix: "", wrappers)
        guard fields.count >= Self.countOfLongForms else { return }
        for (place, field) in fields.enumerated() { places[field.name, default: []].append(place) }
    }

    /// Calls `body` with the value of each field of that name until it answers with something.
    func first<Result>(of name: FormName, _ body: (JSONValue) -> Result?) -> Result? {
        if places.isEmpty {
            for field in fields where field.name == name {
                if let result = body(field.value) { return result }
            }
            return nil
        }
        for place in places[name] ?? [] {
            if let result = body(fields[place].value) { return result }
        }
        return nil
    }

    private mutating func append(_ tree: JSONValue, prefix: String, _ wrappers: Set<String>) {
        for member in tree.members {
            guard let key = member.key.string else { continue }
            guard fields.count < FormBody.fieldsMax else {
                isCut = true
                return
            }
            let isShort = prefix.utf8.count + key.utf8.count <= Self.labelBytesMax
            let label = isShort ? prefix + key : key
            if member.value.kind == .object {
                let isWrapper = prefix.isEmpty && wrappers.contains(FormName(key).text)
                append(member.value, prefix: isWrapper || !isShort ? "" : label + ".", wrappers)
            } else if !member.value.isNull {
                fields.append(Field(name: FormName(label), label: label, value: member.value))
            }
        }
    }
}
