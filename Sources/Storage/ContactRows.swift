public import Domain

extension Contact: StateRow {
    /// By id.
    public static let table = StateTable(
        "contacts", key: 1, group: "person",
        [
            .integer("id"), .text("name").optional, .text("channel"), .integer("since"), .integer("person").optional,
            .integer("ties").past, .integer("kinds"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(id.code)
        sink.put(name)
        sink.put(channel)
        sink.put(since.microseconds)
        sink.put(person?.code)
        sink.put(ties)
        sink.put(kinds.rawValue)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            id: try source.eventID(), name: try source.optionalText(), channel: try source.text(),
            since: try source.timestamp(), person: try source.optionalEventID(), ties: try source.integer(),
            kinds: IdentifierKinds(rawValue: try source.integer()))
    }
}

extension IdentifierLink: StateRow {
    /// By kind, value and contact.
    public static let table = StateTable(
        "identifiers", key: 3, group: "contact",
        [
            .text("kind"), .text("value"), .integer("contact"), .integer("evidence"), .integer("since"),
            .integer("strength"), .text("sent_as").optional, .integer("ended_by").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(identifier.kind.rawValue)
        sink.put(identifier.value)
        sink.put(contact.code)
        sink.put(evidence.code)
        sink.put(since.microseconds)
        sink.put(strength.rawValue)
        sink.put(sentAs)
        sink.put(endedBy?.code)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let kind = try source.word(IdentifierKind.self)
        self.init(
            identifier: Identifier(kind, try source.text()), contact: try source.eventID(),
            evidence: try source.eventID(), since: try source.timestamp(),
            strength: try source.code(LinkStrength.init(rawValue:)), sentAs: try source.optionalText(),
            endedBy: try source.optionalEventID())
    }
}

extension Conversation: StateRow {
    /// By contact and channel.
    public static let table = StateTable(
        "conversations", key: 2, group: "contact",
        [
            .integer("contact"), .text("channel"), .text("account").optional, .text("address").optional,
            .text("chat").optional, .integer("messages"), .integer("first_event"), .integer("last_event"),
            .integer("last_at"), .integer("last_ours_at").optional, .integer("acknowledged_at").optional,
            .integer("acknowledgements"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(key.contact.code)
        sink.put(key.channel)
        sink.put(account)
        sink.put(address)
        sink.put(chat)
        sink.put(messages)
        sink.put(first.code)
        sink.put(last.code)
        sink.put(lastAt.microseconds)
        sink.put(lastOursAt?.microseconds)
        sink.put(acknowledgedAt?.microseconds)
        sink.put(acknowledgements)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let contact = try source.eventID()
        self.init(
            key: Key(contact: contact, channel: try source.text()), account: try source.optionalText(),
            address: try source.optionalText(), chat: try source.optionalText(), messages: try source.integer(),
            first: try source.eventID(),
            last: try source.eventID(), lastAt: try source.timestamp())
        lastOursAt = try source.optionalTimestamp()
        acknowledgedAt = try source.optionalTimestamp()
        acknowledgements = try source.integer()
    }
}
