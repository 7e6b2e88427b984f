public import Domain
public import JSON
public import Storage

/// The funnel of a period: how many came to each step, by channel, and what was not counted and why.
///
/// Steps are counted by event time, each lead once a step; rates are those of the period (entries to a step over entries to the one
/// before), so they may pass 100 % when leads of an earlier period move on.
public struct FunnelReport: Sendable, Hashable {
    /// The steps in order, each with its measure.
    public static let stepMeasures: [Measure] = [.counted, .leads, .marketingQualified, .salesQualified, .assigned]
    /// What came in without being counted, in the order in which it is explained.
    public static let uncountedMeasures: [Measure] = [
        .duplicates, .noted, .awaited, .quarantined, .ignored, .unknown, .deadLetters,
    ]

    /// One step of the funnel.
    public struct Step: Sendable, Hashable {
        /// What is counted.
        public let measure: Measure
        /// How many.
        public let count: Int64
        /// The share of the step before; nil for the first.
        public let rate: Rate?
    }

    /// One channel of the funnel.
    public struct Channel: Sendable, Hashable {
        /// Its id.
        public let channel: String
        /// All that was counted on it.
        public let sums: MeasureSums
    }

    /// The days counted.
    public let range: PeriodRange
    /// All channels together.
    public let sums: MeasureSums
    /// Channels with anything at all, by touches and then by name.
    public let channels: [Channel]

    /// The report of cells summed over `range`. Cost: one pass.
    public init(range: PeriodRange, totals: [CellTotal]) {
        self.range = range
        var all = MeasureSums()
        var byChannel: [String: MeasureSums] = [:]
        for total in totals {
            all.add(total.count, to: total.measure)
            byChannel[total.channel, default: MeasureSums()].add(total.count, to: total.measure)
        }
        sums = all
        channels = byChannel.map { Channel(channel: $0.key, sums: $0.value) }
            .sorted { ($1.sums[.counted], $0.channel) < ($0.sums[.counted], $1.channel) }
    }

    /// Steps of all channels together.
    public var steps: [Step] { FunnelReport.steps(of: sums) }

    /// Steps of some sums.
    public static func steps(of sums: MeasureSums) -> [Step] {
        var before: Int64?
        return stepMeasures.map { measure in
            let count = sums[measure]
            defer { before = count }
            return Step(measure: measure, count: count, rate: before.map { Rate(count, of: $0) })
        }
    }

    /// Leads that became sales qualified over leads opened, in some sums.
    public static func leadToSalesQualified(_ sums: MeasureSums) -> Rate {
        Rate(sums[.salesQualified], of: sums[.leads])
    }

    /// Writes the report as one JSON object.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        range.writeFields(to: &json)
        json.key("steps")
        json.beginArray()
        for step in steps { step.write(to: &json) }
        json.endArray()
        json.key("contacts")
        json.int(sums[.contacts])
        json.key("received")
        json.beginObject()
        for measure in [Measure.deliveries, .items] {
            json.key(measure.rawValue)
            json.int(sums[measure])
        }
        json.endObject()
        json.key("not_counted")
        json.beginObject()
        for measure in FunnelReport.uncountedMeasures {
            json.key(measure.rawValue)
            json.int(sums[measure])
        }
        json.endObject()
        json.key("channels")
        json.beginArray()
        for channel in channels {
            json.beginObject()
            json.key("channel")
            json.string(channel.channel)
            json.key("steps")
            json.beginArray()
            for step in FunnelReport.steps(of: channel.sums) { step.write(to: &json) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

extension FunnelReport.Step {
    /// The step's name in JSON: `touches` for counted statements, else that of the measure.
    public var word: String { measure == .counted ? "touches" : measure.rawValue }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("step")
        json.string(word)
        json.key("count")
        json.int(count)
        json.key("rate")
        rate.write(to: &json)
        json.endObject()
    }
}
