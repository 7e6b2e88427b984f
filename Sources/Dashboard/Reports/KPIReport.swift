public import Domain
public import JSON
public import Storage

/// The key figures of a period, row by row and together.
public struct KPIReport: Sendable, Hashable {
    /// What a row stands for.
    public enum Grouping: String, Sendable, Hashable, CaseIterable {
        case channel, day
    }

    /// One channel or one day.
    public struct Row: Sendable, Hashable {
        /// The channel's id, or the day as `YYYY-MM-DD`.
        public let name: String
        /// What was counted.
        public let sums: MeasureSums
    }

    /// The days counted.
    public let range: PeriodRange
    /// What the rows stand for.
    public let grouping: Grouping
    /// Channels by name, or every day of the range in order, empty ones too.
    public let rows: [Row]
    /// All rows together.
    public let sums: MeasureSums

    /// The report by channel.
    public init(range: PeriodRange, totals: [CellTotal]) {
        let funnel = FunnelReport(range: range, totals: totals)
        self.range = range
        grouping = .channel
        rows = funnel.channels.map { Row(name: $0.channel, sums: $0.sums) }.sorted { $0.name < $1.name }
        sums = funnel.sums
    }

    /// The report by day. Cells outside the range are left out.
    public init(range: PeriodRange, cells: [Cell]) {
        var byDay: [CivilDate: MeasureSums] = [:]
        var all = MeasureSums()
        let from = range.from
        let to = range.to
        for cell in cells where from <= cell.key.start && cell.key.start < to {
            byDay[range.zone.day(of: cell.key.start), default: MeasureSums()].add(cell.count, to: cell.key.measure)
            all.add(cell.count, to: cell.key.measure)
        }
        self.range = range
        grouping = .day
        rows = range.days.map { Row(name: $0.description, sums: byDay[$0] ?? MeasureSums()) }
        sums = all
    }

    /// The measures that the figures are made of: what to read for the report by day.
    public static let measures: [Measure] = Measure.allCases.filter { measure in
        KPIDefinition.all.contains { $0.numerator == measure || $0.denominator == measure }
    }

    /// Writes the report as one JSON object.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        range.writeFields(to: &json)
        json.key("by")
        json.string(grouping.rawValue)
        json.key("definitions")
        json.beginArray()
        for definition in KPIDefinition.all {
            json.beginObject()
            json.key("id")
            json.string(definition.id)
            json.key("version")
            json.int(definition.version)
            json.key("formula")
            json.string(definition.formula)
            json.endObject()
        }
        json.endArray()
        json.key("rows")
        json.beginArray()
        for row in rows {
            json.beginObject()
            json.key(grouping.rawValue)
            json.string(row.name)
            KPIReport.writeValues(row.sums, to: &json)
            json.endObject()
        }
        json.endArray()
        json.key("total")
        json.beginObject()
        KPIReport.writeValues(sums, to: &json)
        json.endObject()
        json.endObject()
    }

    private static func writeValues(_ sums: MeasureSums, to json: inout JSONWriter) {
        for definition in KPIDefinition.all {
            json.key(definition.id)
            switch definition.value(in: sums) {
            case .count(let count): json.int(count)
            case .rate(let rate): Optional(rate).write(to: &json)
            }
        }
    }
}
