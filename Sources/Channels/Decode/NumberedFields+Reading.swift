import JSON

extension NumberedFields {
    /// One list entry: the values in the order of the prefixes.
    typealias Element = [String?]

    /// The elements as long as there are any, from 0 or from 1.
    ///
    /// - Parameter text: The value of the field of that name.
    func elements(_ text: (String) -> String?) -> [Element] {
        func element(_ number: Int) -> Element? {
            let values = prefixes.map { text("\($0)\(number)") }
            return values.contains { $0 != nil } ? values : nil
        }
        var found: [Element] = element(0).map { [$0] } ?? []
        for number in 1...FormBody.fieldsMax {
            guard let next = element(number) else { break }
            found.append(next)
        }
        return found
    }

    /// `"numbered": {"media": [{"MediaUrl": ..., "MediaContentType": ...}]}`; nothing where no family has any element.
    static func write(_ families: [(family: NumberedFields, elements: [Element])], to builder: inout JSONBuilder) {
        guard families.contains(where: { !$0.elements.isEmpty }) else { return }
        builder.key("numbered")
        builder.beginObject()
        for (family, elements) in families where !elements.isEmpty {
            builder.key(family.name)
            builder.beginArray()
            for element in elements {
                builder.beginObject()
                for (prefix, value) in zip(family.prefixes, element) {
                    guard let value else { continue }
                    builder.key(prefix)
                    builder.string(value)
                }
                builder.endObject()
            }
            builder.endArray()
        }
        builder.endObject()
    }
}
