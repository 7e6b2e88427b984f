/// Why two contacts are held for one person, are not, or might be.
public struct ContactTie: Sendable, Hashable {
    /// The contact with the lower id.
    public var first: ContactID
    /// The other one.
    public var second: ContactID
    /// What holds between them.
    public var standing: TieStanding
    /// Who says so.
    public var origin: TieOrigin
    /// The statement or action that says so.
    public var evidence: EventID
    /// When it was said.
    public var at: Timestamp
    /// What agrees or contradicts, in words that name no identifier's value.
    public var reason: String

    /// A tie from its parts, in either order of the contacts.
    public init(
        _ one: ContactID, _ other: ContactID, standing: TieStanding, origin: TieOrigin, evidence: EventID,
        at: Timestamp, reason: String
    ) {
        first = min(one, other)
        second = max(one, other)
        self.standing = standing
        self.origin = origin
        self.evidence = evidence
        self.at = at
        self.reason = reason
    }

    /// What tells ties apart.
    public struct Pair: Sendable, Hashable, Comparable {
        /// The lower id.
        public var first: ContactID
        /// The higher id.
        public var second: ContactID

        /// A pair, in either order.
        public init(_ one: ContactID, _ other: ContactID) {
            first = min(one, other)
            second = max(one, other)
        }

        /// By first, then by second.
        public static func < (left: Pair, right: Pair) -> Bool {
            (left.first, left.second) < (right.first, right.second)
        }
    }

    /// Whose tie it is.
    public var pair: Pair { Pair(first, second) }

    /// The other contact of the two.
    public func other(than contact: ContactID) -> ContactID { contact == first ? second : first }
}

/// What holds between two contacts.
public enum TieStanding: Int64, Sendable, Hashable, CaseIterable {
    /// They are one person.
    case holds = 1
    /// They might be: something agrees, but not enough. A review item.
    case suggested = 2
    /// Something says that they are one, and an account of each says that they are two. A review item.
    case conflicting = 3
    /// Somebody has said that they are two; no program ties them again.
    case denied = 4

    /// Whether a person should look at it.
    public var needsReview: Bool { self == .suggested || self == .conflicting }

    /// The word for it: `holds`.
    public var word: String { "\(self)" }
}

/// Who says that two contacts are one person.
public enum TieOrigin: Int64, Sendable, Hashable, CaseIterable {
    /// A form or a chat in which somebody stated identifiers of both.
    case stated = 1
    /// A provider that names identifiers of both in one event.
    case provider = 2
    /// Somebody who looked at them.
    case action = 3

    /// The word for it: `provider`.
    public var word: String { "\(self)" }
}
