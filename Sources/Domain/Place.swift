/// A point on the earth, in millionths of a degree: a tenth of a metre, and finer than any device knows.
public struct Place: Sendable, Hashable, CustomStringConvertible {
    /// Millionths of a degree north of the equator, -90,000,000 to 90,000,000.
    public let latitude: Int64
    /// Millionths of a degree east of Greenwich, -180,000,000 to 180,000,000.
    public let longitude: Int64

    /// A point from degrees, rounded to six decimals.
    ///
    /// - Returns: nil for what is no number and for what lies outside -90...90 and -180...180.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = Int64((latitude * 1_000_000).rounded())
        self.longitude = Int64((longitude * 1_000_000).rounded())
    }

    /// Reads `-6.175392,106.827153`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1]) else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// Degrees with six decimals: `-6.175392,106.827153`.
    public var description: String { Place.degrees(latitude) + "," + Place.degrees(longitude) }

    /// Millionths of a degree as degrees: `-6.175392`.
    public static func degrees(_ millionths: Int64) -> String {
        let size = millionths.magnitude
        return (millionths < 0 ? "-" : "") + String(size / 1_000_000) + "."
            + padded(Int64(size % 1_000_000), to: 6)
    }
}

/// A place of the business, which reps check in at.
public struct Site: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: String
    /// As shown to people.
    public var name: String
    /// Its middle.
    public var place: Place
    /// Metres from its middle within which somebody is there.
    public var radiusMetres: Int64

    /// A site from its parts.
    public init(id: String, name: String, place: Place, radiusMetres: Int64 = Site.radiusMetresDefault) {
        self.id = id
        self.name = name
        self.place = place
        self.radiusMetres = radiusMetres
    }

    /// The radius of a site that states none: a building with its yard, and the uncertainty of a phone beside it.
    public static let radiusMetresDefault: Int64 = 150
}

/// Where reps come to, and for how long it is kept where they were.
public struct AttendanceRules: Sendable, Hashable {
    /// In the order of the configuration.
    public var sites: [Site]
    /// Whole days for which places can be read after the day they were told on; at least 1.
    public var keepDays: Int64
    /// What reps agree to when they agree to tell where they are, by language.
    public var consent: [String: String]
    /// Kilometres an hour beyond which nobody can have travelled from the place before.
    public var speedMax: Int64

    /// Rules from their parts.
    public init(
        sites: [Site] = [], keepDays: Int64 = AttendanceRules.keepDaysDefault, consent: [String: String] = [:],
        speedMax: Int64 = AttendanceRules.speedMaxDefault
    ) {
        self.sites = sites
        self.keepDays = keepDays
        self.consent = consent
        self.speedMax = speedMax
    }

    /// How long places are kept where nothing is said: a month, so that wages can be settled.
    public static let keepDaysDefault: Int64 = 30
    /// What is too fast where nothing is said: trains do it, nobody's motorcycle does.
    public static let speedMaxDefault: Int64 = 300
}
