import Domain
import JSON

extension Evaluation {
    /// The further fields of an event, each as JSON.
    mutating func details(_ members: [DetailMember]) -> [Event.Detail] {
        var details: [Event.Detail] = []
        for member in members {
            var writer = JSONWriter()
            guard write(member.value, to: &writer, key: nil) else { continue }
            details.append(Event.Detail(name: member.name, json: writer.text))
        }
        return details
    }

    /// Writes the value of an expression, after its name where it has one.
    ///
    /// - Returns: false when it is absent; nothing is written then.
    mutating func write(_ expression: DetailExpression, to writer: inout JSONWriter, key: String?) -> Bool {
        switch expression {
        case .text(let expression):
            guard let text = text(expression) else { return false }
            key.map { writer.key($0) }
            writer.string(text)
            return true
        case .time(let expression):
            guard let time = time(expression) else { return false }
            key.map { writer.key($0) }
            writer.string(time.description)
            return true
        case .raw(let path):
            guard let value = path.first(in: bindings), !value.isNull else { return false }
            return write(value, to: &writer, key)
        case .parsed(let expression):
            guard let text = text(expression), let document = try? JSONDocument(parsing: Array(text.utf8)) else {
                // Not JSON after all is as good as absent, because the text itself stays in the ledger.
                return false
            }
            return document.withRoot { write($0, to: &writer, key) }
        case .phonesIn(let expression):
            let numbers = text(expression).map { phones(in: $0, max: PhoneCandidates.countMax) } ?? []
            return writeTexts(numbers, to: &writer, key)
        case .number(let expression): return text(expression).map { writeNumber($0, to: &writer, key) } ?? false
        case .addresses(let sources): return writeTexts(addresses(sources), to: &writer, key)
        case .strings(let path): return writeTexts(strings(path), to: &writer, key)
        case .merge(let expressions): return writeMerged(expressions, to: &writer, key)
        case .object(let members): return writeObject(members, to: &writer, key)
        case .list(let path, let condition, let element):
            return writeList(path, condition, element, to: &writer, key)
        case .first(let expressions):
            for expression in expressions where write(expression, to: &writer, key: key) { return true }
            return false
        case .flag(let condition):
            return condition.matches(bindings) && writeTrue(to: &writer, key)
        case .present(let expression): return text(expression) != nil && writeTrue(to: &writer, key)
        }
    }

    private func writeTrue(to writer: inout JSONWriter, _ key: String?) -> Bool {
        key.map { writer.key($0) }
        writer.bool(true)
        return true
    }

    private mutating func write(_ value: JSONValue, to writer: inout JSONWriter, _ key: String?) -> Bool {
        let before = writer.bytes.count
        guard textBytes <= Self.textBytesMax else { return false }
        key.map { writer.key($0) }
        value.append(to: &writer)
        textBytes += writer.bytes.count - before
        return true
    }

    private mutating func writeObject(
        _ members: [DetailMember], to writer: inout JSONWriter, _ key: String?
    ) -> Bool {
        var object = JSONWriter()
        var isEmpty = true
        object.beginObject()
        for member in members where write(member.value, to: &object, key: member.name) { isEmpty = false }
        object.endObject()
        guard !isEmpty else { return false }
        key.map { writer.key($0) }
        writer.raw(object.bytes)
        return true
    }

    private mutating func writeList(
        _ path: ValuePath, _ condition: ValueFilter?, _ element: DetailExpression, to writer: inout JSONWriter,
        _ key: String?
    ) -> Bool {
        let outer = bindings
        var list = JSONWriter()
        var isEmpty = true
        list.beginArray()
        path.forEach(in: outer) { value in
            bindings.current = value
            // An element costs something even when it is short, because a list of a few names may have millions.
            textBytes += 8
            guard condition?.matches(bindings) != false else { return true }
            if write(element, to: &list, key: nil) { isEmpty = false }
            return textBytes <= Self.textBytesMax
        }
        bindings = outer
        list.endArray()
        guard !isEmpty else { return false }
        key.map { writer.key($0) }
        writer.raw(list.bytes)
        return true
    }
}
