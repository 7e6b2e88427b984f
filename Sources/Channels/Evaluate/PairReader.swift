import JSON

/// Makes an object out of a list of names and values: `[{"name": "city", "values": ["Bogor"]}]` becomes `{"city": "Bogor"}`.
struct PairReader {
    /// Members of one object.
    static let membersMax = 2000

    private let rule: PairRule
    private(set) var evaluation: Evaluation
    /// Whether there were more members than ``membersMax``.
    private(set) var isCut = false
    private var members: [Member] = []
    private var places: [String: Int] = [:]

    private struct Member {
        let name: String
        /// As JSON.
        var values: [[UInt8]]
        var isList: Bool
    }

    init(_ rule: PairRule, _ evaluation: Evaluation) {
        self.rule = rule
        self.evaluation = evaluation
    }

    /// The object; nil where the path selects nothing.
    mutating func document(_ path: ValuePath) -> JSONDocument? {
        let outer = evaluation.bindings
        var isFound = false
        path.forEach(in: outer) { element in
            isFound = true
            evaluation.bindings.current = element
            evaluation.textBytes += 8
            if rule.condition?.matches(evaluation.bindings) != false { take() }
            return !isCut && evaluation.textBytes <= Evaluation.textBytesMax
        }
        evaluation.bindings = outer
        return isFound ? written() : nil
    }

    /// Takes in the element that `@` stands for.
    private mutating func take() {
        guard let name = evaluation.text(rule.name)?.trimmed.presence else { return }
        var values: [[UInt8]] = []
        var isList = false
        let bindings = evaluation.bindings
        for path in rule.values {
            var count = 0
            path.forEach(in: bindings) { value in
                guard !value.isNull else { return true }
                count += 1
                isList = isList || value.kind == .array || count > 1
                append(value, to: &values)
                return evaluation.textBytes <= Evaluation.textBytesMax
            }
            if count > 0 { break }
        }
        guard !values.isEmpty else { return }
        if let place = places[name] {
            members[place].values += values
            members[place].isList = true
        } else if members.count == Self.membersMax {
            isCut = true
        } else {
            places[name] = members.count
            members.append(Member(name: name, values: values, isList: isList))
        }
    }

    private mutating func append(_ value: JSONValue, to values: inout [[UInt8]]) {
        evaluation.textBytes += 8
        guard evaluation.textBytes <= Evaluation.textBytesMax else { return }
        switch value.kind {
        case .null: return
        case .array:
            // A list in a list is one list here: which level an answer stood on says nothing.
            for element in value.elements { append(element, to: &values) }
        default:
            var writer = JSONWriter(capacity: 32)
            if let text = optionText(value) { writer.string(text) } else { value.append(to: &writer) }
            evaluation.textBytes += writer.bytes.count
            values.append(writer.bytes)
        }
    }

    /// The text of the option whose id this is.
    private mutating func optionText(_ value: JSONValue) -> String? {
        guard let options = rule.options, let id = value.scalarText else { return nil }
        let outer = evaluation.bindings
        var found: String?
        options.list.forEach(in: outer) { option in
            evaluation.bindings.current = option
            evaluation.textBytes += Evaluation.lookBytes
            if options.id.first(in: evaluation.bindings)?.scalarText == id {
                found = options.text.first(in: evaluation.bindings)?.scalarText
            }
            return found == nil && evaluation.textBytes <= Evaluation.textBytesMax
        }
        evaluation.bindings = outer
        return found
    }

    private func written() -> JSONDocument? {
        var writer = JSONWriter()
        writer.beginObject()
        for member in members {
            writer.key(member.name)
            let isList = member.isList || member.values.count > 1
            if isList { writer.beginArray() }
            for value in member.values { writer.raw(value) }
            if isList { writer.endArray() }
        }
        writer.endObject()
        // What was just written is JSON.
        return try? JSONDocument(parsing: writer.bytes)
    }
}
