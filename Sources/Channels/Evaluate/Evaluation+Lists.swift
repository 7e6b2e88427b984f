import JSON
import Mail

/// Values of further fields that are made of several.
extension Evaluation {
    /// Addresses of one field; more are a mailing, not a conversation.
    private static let addressesMax = 500

    /// The texts as a JSON list.
    ///
    /// - Returns: false, without writing anything, where there are none.
    func writeTexts(_ texts: [String], to writer: inout JSONWriter, _ key: String?) -> Bool {
        guard !texts.isEmpty else { return false }
        key.map { writer.key($0) }
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
        return true
    }

    /// A number as JSON has it, without loss for whole numbers of 64 bits.
    func writeNumber(_ text: String, to writer: inout JSONWriter, _ key: String?) -> Bool {
        let text = text.trimmed
        if let number = Int64(text) {
            key.map { writer.key($0) }
            writer.int(number)
        } else if text.utf8.allSatisfy({ $0 &- 48 < 10 || "+-.eE".utf8.contains($0) }), let number = Double(text),
            number.isFinite
        {
            key.map { writer.key($0) }
            writer.double(number)
        } else {
            return false
        }
        return true
    }

    /// The mail addresses of header texts, in order and without repeats.
    mutating func addresses(_ sources: [AddressSource]) -> [String] {
        var headers: [String] = []
        for source in sources {
            switch source {
            case .text(let expression): if let text = text(expression) { headers.append(text) }
            case .path(let path): headers += strings(path)
            }
        }
        var seen: Set<String> = []
        var found: [String] = []
        for header in headers where found.count < Self.addressesMax {
            for mailbox in MailText.addresses(header) where seen.insert(mailbox.address).inserted {
                found.append(mailbox.address)
            }
        }
        return found
    }

    /// The scalars that a path selects, and those of the lists that it selects.
    mutating func strings(_ path: ValuePath) -> [String] {
        var found: [String] = []
        path.forEach(in: bindings) { value in
            textBytes += 8
            if value.kind == .array {
                for element in value.elements {
                    textBytes += 8
                    if let text = scalar(element) { found.append(text) }
                }
            } else if let text = scalar(value) {
                found.append(text)
            }
            return textBytes <= Self.textBytesMax
        }
        return found
    }

    /// The elements of several lists as one.
    mutating func writeMerged(_ expressions: [DetailExpression], to writer: inout JSONWriter, _ key: String?) -> Bool {
        var list = JSONWriter()
        var isEmpty = true
        list.beginArray()
        for expression in expressions {
            var part = JSONWriter()
            guard write(expression, to: &part, key: nil) else { continue }
            let isList = part.bytes.first == UInt8(ascii: "[")
            let elements = isList ? part.bytes.dropFirst().dropLast() : part.bytes[...]
            guard !elements.isEmpty else { continue }
            list.raw(elements)
            isEmpty = false
        }
        list.endArray()
        guard !isEmpty else { return false }
        key.map { writer.key($0) }
        writer.raw(list.bytes)
        return true
    }
}
