public import Domain

extension Fact: StateRow {
    /// By lead, then event and number: a lead's facts lie together, and no second index is written for each. Past: what counts now stands in the
    /// cells and with the leads.
    public static let table = StateTable(
        past: "facts", key: 3, group: "lead",
        [
            .integer("lead"), .integer("event"), .integer("number"), .text("kind"), .text("channel"),
            .text("rep").optional, .integer("at"), .integer("recorded_at"), .integer("configuration"),
            .integer("is_inferred"), .integer("is_retraction"), .integer("value").optional,
            .text("currency").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(event.code)
        sink.put(number)
        sink.put(kind.rawValue)
        sink.put(channel)
        sink.put(rep)
        sink.put(at.microseconds)
        sink.put(recordedAt.microseconds)
        sink.put(configuration)
        sink.put(Int64(isInferred ? 1 : 0))
        sink.put(Int64(isRetraction ? 1 : 0))
        sink.put(value?.minorUnits)
        sink.put(value?.currency)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let lead = try source.eventID()
        self.init(
            event: try source.eventID(), number: try source.integer(), kind: try source.word(FactKind.self),
            lead: lead, channel: try source.text(), rep: try source.optionalText(),
            at: try source.timestamp(), recordedAt: try source.timestamp(), configuration: try source.integer(),
            isInferred: try source.integer() != 0, isRetraction: try source.integer() != 0,
            value: try source.money())
    }
}

extension RowSource {
    fileprivate mutating func money() throws(StorageError) -> Money? {
        let value = try optionalInteger()
        let currency = try optionalText()
        guard let value, let currency else { return nil }
        return Money(minorUnits: value, currency: currency)
    }
}

extension Cell: StateRow {
    /// By bucket first, because cells are read by time.
    public static let table = StateTable(
        "cells", key: 3, [.integer("bucket"), .text("channel"), .integer("measure"), .integer("count")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(key.bucket)
        sink.put(key.channel)
        sink.put(key.measure.code)
        sink.put(count)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let bucket = try source.integer()
        let channel = try source.text()
        let measure = try source.code(Measure.init(code:))
        self.init(key: Key(measure: measure, channel: channel, bucket: bucket), count: try source.integer())
    }
}

extension Cell.Key {
    /// The buckets that start in `from ..< to`; empty when `to` does not lie behind `from`.
    public static func buckets(from: Timestamp, to: Timestamp) -> Range<Int64> {
        let step = bucketSeconds * 1_000_000
        func first(notBefore time: Timestamp) -> Int64 {
            let floor = time.microseconds.flooredDivision(by: step)
            return time.microseconds % step == 0 ? floor : floor + 1
        }
        let low = first(notBefore: from)
        return low..<max(low, first(notBefore: to))
    }
}
