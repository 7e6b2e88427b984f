public import Domain

extension MessageRecord: StateRow {
    /// By digest, kept as that of ``SeenEvent`` is.
    public static let table = StateTable(
        "messages", key: 2,
        [
            .integer("digest_high"), .integer("digest_low"), .text("channel"), .integer("origin"), .integer("event"),
            .integer("contact").optional, .text("participants"), .integer("status").optional,
            .integer("status_at").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(digest.columns.high)
        sink.put(digest.columns.low)
        sink.put(channel)
        sink.put(origin.rawValue)
        sink.put(event.code)
        sink.put(contact?.code)
        sink.put(participants.map { String($0, radix: 16) }.joined(separator: " "))
        sink.put(status?.rawValue)
        sink.put(statusAt?.microseconds)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let high = try source.integer()
        let digest = SipHash.Digest(columns: (high, try source.integer()))
        self.init(
            digest: digest, channel: try source.text(), origin: try source.code(Origin.init(rawValue:)),
            event: try source.eventID(), contact: try source.optionalEventID(),
            participants: try MessageRecord.participants(of: source.text()),
            status: try source.optionalInteger().flatMap(DeliveryStatus.init(rawValue:)),
            statusAt: try source.optionalTimestamp())
    }

    private static func participants(of text: String) throws(StorageError) -> [UInt64] {
        var hashes: [UInt64] = []
        for word in text.split(separator: " ") {
            guard let hash = UInt64(word, radix: 16) else {
                throw .corrupt(detail: "a participant is no number: \(word.prefix(20))")
            }
            hashes.append(hash)
        }
        return hashes
    }
}

extension FetchRecord: StateRow {
    /// By the event that asks.
    public static let table = StateTable(
        "fetches", key: 1,
        [
            .integer("event"), .text("channel"), .text("name"), .text("url"), .integer("at"),
            .integer("answered_by").optional, .text("problem"), .integer("given_up"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(event.code)
        sink.put(channel)
        sink.put(request.name)
        sink.put(request.url)
        sink.put(at.microseconds)
        sink.put(answeredBy)
        sink.put(problem)
        sink.put(isGivenUp ? 1 : 0 as Int64)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let event = try source.eventID()
        let channel = try source.text()
        let name = try source.text()
        self.init(
            event: event, channel: channel, request: FetchRequest(name: name, url: try source.text()),
            at: try source.timestamp(), answeredBy: try source.optionalInteger(), problem: try source.text(),
            isGivenUp: try source.integer() != 0)
    }
}

extension MailboxRecord: StateRow {
    /// By the mailbox's name.
    public static let table = StateTable(
        "mailboxes", key: 1, [.text("mailbox"), .integer("uid_validity"), .integer("uid"), .integer("since")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(mailbox)
        sink.put(Int64(cursor.uidValidity))
        sink.put(Int64(cursor.uid))
        sink.put(cursor.since)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let mailbox = try source.text()
        let validity = try source.code(UInt32.init(exactly:))
        let uid = try source.code(UInt32.init(exactly:))
        self.init(
            mailbox: mailbox, cursor: MailboxCursor(uidValidity: validity, uid: uid, since: try source.integer()))
    }
}
