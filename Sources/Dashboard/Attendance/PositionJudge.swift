public import Domain

/// A place as a device tells it.
public struct ReportedPlace: Sendable, Hashable {
    /// Where, as far as the device knows.
    public var place: Place
    /// Metres of uncertainty; nil where the device says nothing.
    public var accuracyMetres: Double?
    /// Whether the device says that the place was made up.
    public var isMock: Bool

    /// A place from its parts.
    public init(_ place: Place, accuracyMetres: Double? = nil, isMock: Bool = false) {
        self.place = place
        self.accuracyMetres = accuracyMetres
        self.isMock = isMock
    }
}

/// Where somebody was before.
public struct EarlierPlace: Sendable, Hashable {
    /// Where.
    public var place: Place
    /// When.
    public var at: Timestamp
    /// Metres of uncertainty; nil where nothing is known of it.
    public var accuracyMetres: Int64?

    /// An earlier place from its parts.
    public init(_ place: Place, at: Timestamp, accuracyMetres: Int64? = nil) {
        self.place = place
        self.at = at
        self.accuracyMetres = accuracyMetres
    }
}

/// Says at which site a place lies, and what speaks against it. Pure.
public struct PositionJudge: Sendable {
    /// Journeys up to this far tell nothing of speed: devices jump by as much between two roofs.
    static let metresMin = 1000.0
    /// The largest uncertainty that is kept, half way round the earth.
    private static let accuracyMax = 20_000_000.0

    private let rules: AttendanceRules

    /// A judge by some rules.
    public init(_ rules: AttendanceRules) { self.rules = rules }

    /// The mark of a report, still without the sealed place.
    ///
    /// - Parameters:
    ///   - told: What the device tells; nil where it tells no place.
    ///   - source: Who tells it: `browser`, `api`.
    ///   - earlier: Where the rep was nearest in time, as far as that can be read.
    public func callAsFunction(
        _ told: ReportedPlace?, source: String, at time: Timestamp, earlier: EarlierPlace?
    ) -> AttendanceMark {
        guard let told else { return AttendanceMark(source: source, hints: [.noPosition]) }
        let distances = rules.sites.map { (site: $0, metres: Distance.metres($0.place, told.place)) }
            .sorted { ($0.metres, $0.site.id) < ($1.metres, $1.site.id) }
        let there = distances.first { $0.metres <= Double($0.site.radiusMetres) }
        let nearest = there ?? distances.first
        let accuracy = told.accuracyMetres.map { min(max($0, 0), PositionJudge.accuracyMax) }
        var mark = AttendanceMark(source: source)
        // A fraction of a metre is no exact zero.
        mark.accuracyMetres = accuracy.map { Int64($0.rounded(.up)) }
        mark.site = there?.site.id
        mark.distanceMetres = nearest.map { Int64($0.metres.rounded()) }
        let radius = nearest?.site.radiusMetres ?? Site.radiusMetresDefault
        if mark.accuracyMetres == 0 { mark.hints.append(.accuracyZero) }
        if let earlier, isTooFast(told, at: time, accuracy ?? 0, earlier) { mark.hints.append(.impossibleSpeed) }
        if told.isMock { mark.hints.append(.mock) }
        if let accuracy, accuracy > Double(radius) { mark.hints.append(.inaccurate) }
        return mark
    }

    /// Whether nobody could have come from one place to the other, even if both lie as near as the devices' uncertainty allows.
    private func isTooFast(
        _ told: ReportedPlace, at time: Timestamp, _ accuracy: Double, _ earlier: EarlierPlace
    ) -> Bool {
        let metres = Distance.metres(told.place, earlier.place) - accuracy - Double(earlier.accuracyMetres ?? 0)
        guard metres > PositionJudge.metresMin else { return false }
        let seconds = abs(Double(time.microseconds) - Double(earlier.at.microseconds)) / 1_000_000
        return metres * 3.6 > Double(rules.speedMax) * seconds
    }
}
