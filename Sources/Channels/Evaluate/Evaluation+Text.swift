import Domain
import JSON
import Mail
import Phone

extension Evaluation {
    /// The text of an expression; nil is absent. Never an empty text.
    mutating func text(_ expression: TextExpression) -> String? {
        switch expression {
        case .path(let path): return text(at: path)
        case .constant(let text): return text
        case .template(let parts): return filled(parts)
        case .join(let expressions, let separator): return joined(expressions, separator)
        case .first(let expressions):
            for expression in expressions {
                if let text = text(expression), !text.isBlank { return text }
            }
            return nil
        case .choice(let condition, let then, let otherwise):
            if condition.matches(bindings) { return text(then) }
            return otherwise.flatMap { text($0) }
        case .phone(let expression, let spelling): return phone(expression, spelling)
        case .phoneIn(let expression): return text(expression).flatMap { phones(in: $0, max: 1).first }
        case .email(let expression): return text(expression).flatMap { MailAddressText.canonical($0) }
        case .lookup(let expression, let table, let otherwise):
            guard let key = text(expression) else { return nil }
            return table[key] ?? otherwise.flatMap { text($0) }
        case .stripPrefix(let expression, let prefix):
            guard let text = text(expression) else { return nil }
            return (text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text).presence
        case .after(let expression, let prefix):
            guard let text = text(expression), text.hasPrefix(prefix) else { return nil }
            return String(text.dropFirst(prefix.count)).trimmed.presence
        case .trim(let expression): return text(expression)?.trimmed.presence
        case .before(let expression, let mark):
            guard let text = text(expression), let found = text.firstRange(of: mark) else { return nil }
            return String(text[..<found.lowerBound]).trimmed.presence
        case .lineValue(let expression, let names):
            return text(expression).flatMap { LabelledLines.value(of: names, in: $0) }
        case .rewritten(let expression, let rewriting): return text(expression).flatMap { rewriting.applied(to: $0) }
        case .pick(let path, let condition, let then): return picked(path, condition, then)
        case .queryParameter(let expression, let name):
            return text(expression).flatMap { AddressText($0).parameter(name) }
        case .host(let expression): return text(expression).flatMap { AddressText($0).host }
        case .header(let name): return header(name)
        case .memberName(let keys, let path): return memberName(keys, path)
        case .entry(let expression, let path): return entry(expression, path)
        case .longest(let path): return longest(path)
        case .htmlLines(let expression):
            return text(expression).flatMap { MailText.plain(html: $0, paragraphs: .line).trimmed.presence }
        case .keptEmpty(let path): return text(at: path)
        case .field(let names): return field(names)
        }
    }

    private mutating func picked(_ path: ValuePath, _ condition: ValueFilter?, _ then: TextExpression) -> String? {
        let outer = bindings
        var fits = false
        path.forEach(in: outer) { value in
            bindings.current = value
            // Looking costs something even where nothing fits, because every item may look at every element.
            textBytes += Self.lookBytes
            fits = condition?.matches(bindings) ?? true
            return !fits && textBytes <= Self.textBytesMax
        }
        defer { bindings = outer }
        return fits ? text(then) : nil
    }

    private mutating func filled(_ parts: [TemplatePart]) -> String? {
        var result = ""
        for part in parts {
            switch part {
            case .literal(let literal): result += literal
            case .path(let path): if let text = text(at: path) { result += text }
            }
        }
        return result.trimmed.presence
    }

    private mutating func joined(_ expressions: [TextExpression], _ separator: String) -> String? {
        var result = ""
        for expression in expressions {
            guard let text = text(expression), !text.isBlank else { continue }
            if !result.isEmpty { result += separator }
            result += text
        }
        return result.presence
    }

    private mutating func phone(_ expression: TextExpression, _ spelling: PhoneSpelling) -> String? {
        guard let text = text(expression) else { return nil }
        switch spelling {
        case .international:
            // What nearly all providers send needs no reader.
            if (7...15).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "0"),
                text.utf8.allSatisfy({ $0 &- 48 < 10 })
            {
                return "+" + text
            }
            return phones.read(text, origin: .international)?.e164
        case .national: return phones.read(text, origin: .national(region: region))?.e164
        }
    }

    /// Telephone numbers in the order of the text, without repeats.
    func phones(in text: String, max: Int) -> [String] {
        var found: [String] = []
        for candidate in PhoneCandidates.spellings(in: text) where found.count < max {
            let number = phones.read(candidate, origin: .national(region: region))?.e164
            if let number, !found.contains(number) { found.append(number) }
        }
        return found
    }

    private mutating func header(_ name: String) -> String? {
        guard let value = HeaderText.value(of: name, in: headers) else { return nil }
        textBytes += value.utf8.count
        return value.presence
    }

    private func memberName(_ keys: [JSONKey], _ path: ValuePath) -> String? {
        guard let object = path.first(in: bindings) else { return nil }
        return keys.first { object[$0] != nil }?.description
    }

    private mutating func entry(_ expression: TextExpression, _ path: ValuePath) -> String? {
        guard let name = text(expression), let object = path.first(in: bindings), object.kind == .object else {
            return nil
        }
        // Every member may be looked at, for every element of a list.
        textBytes += Self.lookBytes + 4 * object.count
        guard textBytes <= Self.textBytesMax, let value = object[name] else { return nil }
        return scalar(value.kind == .array ? value[0] : value)
    }

    private mutating func longest(_ path: ValuePath) -> String? {
        var longest: String?
        path.forEach(in: bindings) { value in
            textBytes += Self.lookBytes
            if let text = scalar(value), text.utf8.count > longest?.utf8.count ?? 0 { longest = text }
            return textBytes <= Self.textBytesMax
        }
        return longest
    }

    private mutating func field(_ names: [FormName]) -> String? {
        guard let form else { return nil }
        for name in names {
            let found = form.first(of: name) { value in
                scalar(value.kind == .array ? value[0] : value)?.trimmed.presence
            }
            if let found { return found }
        }
        return nil
    }
}

extension String {
    /// nil where it is empty.
    var presence: String? { isEmpty ? nil : self }

    /// Whether there is nothing to read in it.
    var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }

    /// Whether an end may be white space; false for what begins and ends with a visible ASCII character.
    private var needsLook: Bool {
        guard let first = utf8.first, let last = utf8.last else { return false }
        return first <= 0x20 || first >= 0x7F || last <= 0x20 || last >= 0x7F
    }

    /// Without white space at both ends. Returns the same storage where there is none.
    var trimmed: String {
        guard needsLook else { return self }
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return self }
        guard first.properties.isWhitespace || last.properties.isWhitespace else { return self }
        guard let start = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(unicodeScalars[start...end])
    }
}
