import JSON

/// Text with places that a reply fills.
struct SlotText: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case literal(String)
        case slot(String)
    }

    var pieces: [Piece]

    /// The slots in it.
    var slots: [String] {
        pieces.compactMap { piece in
            if case .slot(let name) = piece { return name }
            return nil
        }
    }

    /// The text with every slot filled.
    func filled(
        _ values: [String: String], _ encoding: (String) -> String = { $0 }
    ) throws(ReplyRefusal) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .slot(let name):
                guard let value = values[name] else { throw .missing(name) }
                text += encoding(value)
            }
        }
        return text
    }
}

/// A value of JSON with places that a reply fills.
indirect enum ReplyJSON: Sendable, Hashable {
    case text(SlotText)
    /// `true`, `7`: as it stands.
    case literal(String)
    case list([ReplyJSON])
    case object([Member])

    struct Member: Sendable, Hashable {
        let name: String
        /// Whether it is left out where something in it is missing.
        let isOptional: Bool
        let value: ReplyJSON
    }

    func write(_ values: [String: String], to writer: inout JSONWriter) throws(ReplyRefusal) {
        switch self {
        case .text(let text): writer.string(try text.filled(values))
        case .literal(let json): writer.raw(json)
        case .list(let elements):
            writer.beginArray()
            for element in elements { try element.write(values, to: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members where !member.isOptional || member.value.isComplete(values) {
                writer.key(member.name)
                try member.value.write(values, to: &writer)
            }
            writer.endObject()
        }
    }

    private func isComplete(_ values: [String: String]) -> Bool {
        switch self {
        case .text(let text): text.slots.allSatisfy { values[$0] != nil }
        case .literal: true
        case .list(let elements): elements.allSatisfy { $0.isComplete(values) }
        case .object(let members): members.allSatisfy { $0.isOptional || $0.value.isComplete(values) }
        }
    }
}

/// What a call carries.
enum ReplyBody: Sendable, Hashable {
    case json(ReplyJSON)
    case form([FormMember])

    struct FormMember: Sendable, Hashable {
        let name: String
        let isOptional: Bool
        let value: SlotText
    }

    var contentType: String {
        switch self {
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        }
    }

    func bytes(_ values: [String: String]) throws(ReplyRefusal) -> [UInt8] {
        switch self {
        case .json(let json):
            var writer = JSONWriter()
            try json.write(values, to: &writer)
            return writer.bytes
        case .form(let members):
            var text = ""
            for member in members {
                if member.isOptional, !member.value.slots.allSatisfy({ values[$0] != nil }) { continue }
                text += (text.isEmpty ? "" : "&") + AddressText.encoded(member.name) + "="
                text += try member.value.filled(values, AddressText.encoded)
            }
            return Array(text.utf8)
        }
    }
}
