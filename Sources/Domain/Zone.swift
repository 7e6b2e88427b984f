/// A named time zone as a table of offsets, so that the fold needs no zone database.
///
/// The table is written into the ledger with the configuration: a machine with another tzdata replays to the same days.
public struct Zone: Sendable, Hashable {
    /// From `start` on (inclusive), local time is UTC plus `offsetSeconds`.
    public struct Span: Sendable, Hashable {
        /// First instant of the span.
        public var start: Timestamp
        /// Seconds east of Greenwich.
        public var offsetSeconds: Int64

        /// A span that holds from `start` until the next one.
        public init(start: Timestamp, offsetSeconds: Int64) {
            self.start = start
            self.offsetSeconds = offsetSeconds
        }
    }

    /// The name in the tz database, for example `Asia/Jakarta`.
    public let name: String
    /// In ascending order of `start`; the first also holds for all time before it.
    public let spans: [Span]

    /// A zone from its spans; an empty list means UTC.
    public init(name: String, spans: [Span]) {
        self.name = name
        self.spans = spans.sorted { $0.start < $1.start }
    }

    /// Coordinated universal time.
    public static let utc = Zone(name: "UTC", spans: [])

    /// Seconds east of Greenwich at an instant. Cost: a binary search over the spans.
    public func offsetSeconds(at time: Timestamp) -> Int64 {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].start <= time { low = middle + 1 } else { high = middle }
        }
        return spans.isEmpty ? 0 : spans[max(0, low - 1)].offsetSeconds
    }

    /// The calendar day on which an instant falls in this zone.
    public func day(of time: Timestamp) -> CivilDate {
        CivilDate(daysSinceEpoch: (time.seconds + offsetSeconds(at: time)).flooredDivision(by: 86_400))
    }

    /// The last instant of a day.
    public func end(of day: CivilDate) -> Timestamp {
        let next = start(of: CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1))
        return Timestamp(microseconds: next.microseconds - 1)
    }

    /// The first instant of a calendar day in this zone (where midnight is skipped, the instant of the jump).
    public func start(of day: CivilDate) -> Timestamp { first(showing: day.daysSinceEpoch * 86_400) }

    /// The first instant at which clocks show a time or a later one.
    ///
    /// - Parameter second: The time that they show, as seconds since 1970 if it were UTC; within the years 0 to 9999.
    public func first(showing second: Int64) -> Timestamp {
        // No clock is more than a day ahead of Greenwich.
        var cursor = second - 86_400
        while true {
            let clocks = stretch(at: cursor)
            cursor = max(cursor, second - clocks.offset)
            if cursor < clocks.end { return Timestamp(microseconds: cursor * 1_000_000) }
            cursor = clocks.end
        }
    }
}
