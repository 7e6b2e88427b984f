public import Domain

/// Where the offsets of a named time zone come from: the machine's database when a configuration is read, the ledger when it is replayed.
public struct ZoneSource: Sendable {
    /// The zone of a name; nil when there is none.
    public var zone: @Sendable (String) -> Zone?
    /// Known names, for suggestions only.
    public var names: @Sendable () -> [String]

    /// A source from its two questions.
    public init(zone: @escaping @Sendable (String) -> Zone?, names: @escaping @Sendable () -> [String]) {
        self.zone = zone
        self.names = names
    }

    /// Knows the zones that were written into the ledger, and no others.
    public static func recorded(_ zones: [Zone]) -> ZoneSource {
        ZoneSource(zone: { name in zones.first { $0.name == name } }, names: { zones.map(\.name) })
    }

    /// Names that people use for the zones of Indonesia but that the tz database does not have.
    static let colloquial = ["WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"]
}
