public import Domain

extension EventRecord: StateRow {
    /// By id.
    public static let table = StateTable(
        "events", key: 1, group: "lead",
        [
            .integer("id"), .text("kind"), .text("channel"), .integer("outcome"), .integer("at"),
            .integer("contact").optional, .integer("lead").optional, .text("reason"),
            .integer("conversation").optional, .integer("evidence").optional, .integer("evidence_event").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(id.code)
        sink.put(kind.rawValue)
        sink.put(channel)
        sink.put(outcome.code)
        sink.put(at.microseconds)
        sink.put(contact?.code)
        sink.put(lead?.code)
        sink.put(reason)
        sink.put(link?.conversation.code)
        sink.put(link?.evidence.rawValue)
        sink.put(link?.event?.code)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            id: try source.eventID(), kind: try source.word(EventKind.self), channel: try source.text(),
            outcome: try source.code(Outcome.init(code:)), at: try source.timestamp(),
            contact: try source.optionalEventID(), lead: try source.optionalEventID(), reason: try source.text(),
            link: try source.threadLink())
    }
}

extension RowSource {
    fileprivate mutating func threadLink() throws(StorageError) -> ThreadLink? {
        let conversation = try optionalEventID()
        let code = try optionalInteger()
        let event = try optionalEventID()
        guard let conversation, let code else { return nil }
        guard let evidence = ThreadEvidence(rawValue: code) else {
            throw .corrupt(detail: "ThreadEvidence has no number \(code)")
        }
        return ThreadLink(conversation: conversation, evidence: evidence, event: event)
    }
}

extension SeenEvent: StateRow {
    /// By digest. Its halves are kept as signed numbers, moved so that their order is that of digests.
    public static let table = StateTable(
        "seen", key: 2,
        [.integer("digest_high"), .integer("digest_low"), .integer("event"), .integer("at")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(digest.columns.high)
        sink.put(digest.columns.low)
        sink.put(event.code)
        sink.put(at.microseconds)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let high = try source.integer()
        let digest = SipHash.Digest(columns: (high, try source.integer()))
        self.init(digest: digest, event: try source.eventID(), at: try source.timestamp())
    }
}

extension SipHash.Digest {
    private static let signBit: UInt64 = 1 << 63

    /// The halves as columns keep them.
    public var columns: (high: Int64, low: Int64) {
        (Int64(bitPattern: high ^ Self.signBit), Int64(bitPattern: low ^ Self.signBit))
    }

    init(columns: (high: Int64, low: Int64)) {
        self.init(
            low: UInt64(bitPattern: columns.low) ^ Self.signBit, high: UInt64(bitPattern: columns.high) ^ Self.signBit)
    }
}

extension TouchRecord: StateRow {
    /// By event.
    public static let table = StateTable(
        "touches", key: 1, group: "contact",
        [.integer("event"), .integer("contact"), .integer("lead").optional, .integer("at"), .text("touch")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(event.code)
        sink.put(contact.code)
        sink.put(lead?.code)
        sink.put(at.microseconds)
        sink.put(FieldText(touch).text)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            event: try source.eventID(), contact: try source.eventID(), lead: try source.optionalEventID(),
            at: try source.timestamp(), touch: try FieldText(text: source.text()).touch())
    }
}
