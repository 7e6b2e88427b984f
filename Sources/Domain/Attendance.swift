/// That a rep comes, goes, visits somebody or is simply there.
public struct PresenceReport: Sendable, Hashable {
    /// Who.
    public var rep: RepID
    /// What he does.
    public var kind: Kind
    /// The lead that a visit is for; nil where it is for none.
    public var lead: LeadID?
    /// When it was, by the rep's device, where it was told later; nil: when it came in.
    public var doneAt: Timestamp?
    /// Where he was; nil where that was not told.
    public var mark: AttendanceMark?

    /// A report from its parts.
    public init(
        rep: RepID, kind: Kind, lead: LeadID? = nil, doneAt: Timestamp? = nil, mark: AttendanceMark? = nil
    ) {
        self.doneAt = doneAt
        self.rep = rep
        self.kind = kind
        self.lead = lead
        self.mark = mark
    }

    /// What a rep does.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case checkIn = "check_in"
        case checkOut = "check_out"
        case visit
        /// A sign of life, without a place.
        case seen

        /// The number under which storage keeps it; never reused.
        public var code: Int64 {
            switch self {
            case .checkIn: 1
            case .checkOut: 2
            case .visit: 3
            case .seen: 4
            }
        }

        /// The kind with that number; nil for numbers of newer versions.
        public init?(code: Int64) {
            guard let kind = Kind.allCases.first(where: { $0.code == code }) else { return nil }
            self = kind
        }
    }
}

/// Where a rep was, as judged when it came in. The place itself is sealed with a key that is thrown away after some days; what follows from it stays.
public struct AttendanceMark: Sendable, Hashable {
    /// What told the place: `browser`, `api`; empty where nothing did.
    public var source: String
    /// Metres of uncertainty, as the device says; nil where it says nothing.
    public var accuracyMetres: Int64?
    /// The nearest site that the rep was within the radius of; nil where he was at none.
    public var site: String?
    /// Metres to that site, or to the nearest one where he was at none; nil without a place or sites.
    public var distanceMetres: Int64?
    /// What speaks against the place, in order.
    public var hints: [Hint]
    /// The sealed place: the day of its key, a colon, and base64url; nil where none was told.
    public var sealed: String?

    /// A mark from its parts.
    public init(
        source: String, accuracyMetres: Int64? = nil, site: String? = nil, distanceMetres: Int64? = nil,
        hints: [Hint] = [], sealed: String? = nil
    ) {
        self.source = source
        self.accuracyMetres = accuracyMetres
        self.site = site
        self.distanceMetres = distanceMetres
        self.hints = hints
        self.sealed = sealed
    }

    /// Takes out the place and all that follows from it.
    public mutating func forgetPlace() { self = AttendanceMark(source: source, hints: [.noPosition]) }

    /// What speaks against a place. Shown, never hidden; nothing is refused for it.
    public enum Hint: String, Sendable, Hashable, CaseIterable {
        /// Devices are never certain to the metre.
        case accuracyZero = "accuracy_zero"
        /// Faster than anybody travels since the last place.
        case impossibleSpeed = "impossible_speed"
        /// The device says that the place was made up.
        case mock
        /// No place was told.
        case noPosition = "no_position"
        /// Too uncertain to say at which site it was.
        case inaccurate
    }
}

/// One line of the attendance: an entry's report, as judged when it came in.
public struct AttendanceRecord: Sendable, Hashable {
    /// The entry.
    public var position: Position
    /// What was reported; its sealed place stands in the entry only.
    public var report: PresenceReport
    /// The entry's time.
    public var at: Timestamp

    /// When it was: by the device where it was told later, never after it came in.
    public var time: Timestamp { min(report.doneAt ?? at, at) }

    /// A record from its parts.
    public init(position: Position, report: PresenceReport, at: Timestamp) {
        self.position = position
        self.report = report
        self.at = at
    }
}
