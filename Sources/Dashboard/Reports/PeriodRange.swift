public import Domain

/// Calendar days of a workspace's zone, half open: from the start of `first` to the start of `end`.
public struct PeriodRange: Sendable, Hashable {
    /// The first day that counts.
    public let first: CivilDate
    /// The first day that no longer counts; always later than `first`.
    public let end: CivilDate
    /// In which the days begin and end.
    public let zone: Zone

    /// Most days one report spans.
    public static let daysMax: Int64 = 1100

    /// The days `first ..< end`.
    ///
    /// - Returns: nil when there is no day between them or more than ``daysMax``.
    public init?(first: CivilDate, end: CivilDate, zone: Zone) {
        guard first < end, end.daysSinceEpoch - first.daysSinceEpoch <= PeriodRange.daysMax else { return nil }
        self.first = first
        self.end = end
        self.zone = zone
    }

    /// The `days` (1...``daysMax``, cut to that) that end with the day of `now`, which counts as a whole.
    public init(last days: Int64, until now: Timestamp, zone: Zone) {
        let today = zone.day(of: now).daysSinceEpoch
        end = CivilDate(daysSinceEpoch: today + 1)
        first = CivilDate(daysSinceEpoch: today + 1 - min(max(days, 1), PeriodRange.daysMax))
        self.zone = zone
    }

    /// The first instant that counts.
    public var from: Timestamp { zone.start(of: first) }
    /// The first instant that no longer counts.
    public var to: Timestamp { zone.start(of: end) }
    /// How many days.
    public var dayCount: Int64 { end.daysSinceEpoch - first.daysSinceEpoch }
    /// Each day in order.
    public var days: [CivilDate] {
        (first.daysSinceEpoch..<end.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }
    }
}
