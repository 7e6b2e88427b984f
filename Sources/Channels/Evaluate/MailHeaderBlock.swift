import JSON

/// The headers of a mail as a block of lines, out of whatever a webhook has made of them.
struct MailHeaderBlock {
    /// Bytes of one value; the reader looks at no more.
    private static let valueBytesMax = 64 << 10
    /// Headers taken over; the reader looks at no more.
    private static let headersMax = 1000

    private(set) var bytes: [UInt8] = []

    /// A block as text; a list of `[name, value]` or of `{Name, Value}`; an object of names and values; or JSON of those inside of a
    /// text. nil for anything else.
    init?(_ value: JSONValue) {
        switch value.kind {
        case .string:
            guard let text = value.string, !text.isBlank else { return nil }
            if let first = text.utf8.first(where: { $0 > 0x20 }),
                first == UInt8(ascii: "[") || first == UInt8(ascii: "{"),
                let document = try? JSONDocument(parsing: Array(text.utf8))
            {
                document.withRoot { append($0) }
            } else {
                bytes = Array(text.utf8.drop { $0 == 10 || $0 == 13 })
            }
        default: append(value)
        }
        guard !bytes.isEmpty else { return nil }
        bytes += Array("\r\n\r\n".utf8)
    }

    private mutating func append(_ value: JSONValue) {
        var count = 0
        for element in value.elements {
            guard count < Self.headersMax else { return }
            count += 1
            switch element.kind {
            case .array: append(element[0], element[1])
            case .object:
                append(element["Name"] ?? element["name"], element["Value"] ?? element["value"])
            default: continue
            }
        }
        for member in value.members {
            guard count < Self.headersMax else { return }
            count += 1
            let isList = member.value.kind == .array
            if !isList { append(member.key, member.value) }
            for element in member.value.elements where count < Self.headersMax {
                count += 1
                append(member.key, element)
            }
        }
    }

    private mutating func append(_ name: JSONValue?, _ value: JSONValue?) {
        guard let name = name?.string, let value = value?.scalarText, !name.isEmpty,
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
        else { return }
        bytes += Array("\(name): ".utf8)
        // A line break inside would begin another header.
        bytes += value.utf8.prefix(Self.valueBytesMax).map { $0 < 0x20 ? 0x20 : $0 }
        bytes += [13, 10]
    }
}
