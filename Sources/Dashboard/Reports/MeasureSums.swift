public import Domain

/// How much of each measure there was.
public struct MeasureSums: Sendable, Hashable {
    private var counts: [Measure: Int64] = [:]

    /// Nothing yet.
    public init() {}

    /// The count of a measure; 0 where there was none.
    public subscript(measure: Measure) -> Int64 { counts[measure] ?? 0 }

    /// Adds to a measure.
    public mutating func add(_ count: Int64, to measure: Measure) { counts[measure, default: 0] += count }

    /// Adds all of another.
    public mutating func add(_ other: MeasureSums) { counts.merge(other.counts) { $0 + $1 } }
}
