public import Domain

extension DeadLetter: StateRow {
    /// By position.
    public static let table = StateTable(
        "dead_letters", key: 1,
        [
            .integer("position"), .text("channel"), .integer("received_at"), .text("problem"), .text("advice"),
            .integer("attempts"), .integer("resolved_by").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(position)
        sink.put(channel)
        sink.put(receivedAt.microseconds)
        sink.put(problem)
        sink.put(advice)
        sink.put(attempts)
        sink.put(resolvedBy)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            position: try source.integer(), channel: try source.text(), receivedAt: try source.timestamp(),
            problem: try source.text(), advice: try source.text(), attempts: try source.integer(),
            resolvedBy: try source.optionalInteger())
    }
}

extension OutboxItem: StateRow {
    /// By event and number. Past: what was said cannot be unsaid.
    public static let table = StateTable(
        past: "outbox", key: 2, group: "lead",
        [
            .integer("event"), .integer("number"), .text("destination"), .text("topic"), .integer("at"),
            .text("payload"), .integer("lead").optional, .integer("state"), .integer("since"), .integer("attempts"),
            .text("problem"),
            .text("reference").optional, .integer("settled_by").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(id.event.code)
        sink.put(id.number)
        sink.put(destination)
        sink.put(topic)
        sink.put(at.microseconds)
        sink.put(payload)
        sink.put(lead?.code)
        sink.put(state.rawValue)
        sink.put(since.microseconds)
        sink.put(attempts)
        sink.put(problem)
        sink.put(reference)
        sink.put(settledBy)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let event = try source.eventID()
        let id = OutboxID(event: event, number: try source.integer())
        self.init(
            id: id, destination: try source.text(), topic: try source.text(), at: try source.timestamp(),
            payload: try source.text(), lead: try source.optionalEventID())
        state = try source.code(OutboxState.init(rawValue:))
        since = try source.timestamp()
        attempts = try source.integer()
        problem = try source.text()
        reference = try source.optionalText()
        settledBy = try source.optionalInteger()
    }
}

extension ConfigurationRecord: StateRow {
    /// By position.
    public static let table = StateTable("configurations", key: 1, [.integer("position"), .integer("at")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(position)
        sink.put(at.microseconds)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(position: try source.integer(), at: try source.timestamp())
    }
}
