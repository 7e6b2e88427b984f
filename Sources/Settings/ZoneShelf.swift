import Domain

/// The zones that one configuration names.
///
/// They become part of its entry in the ledger, so that a later tz database changes nothing in the past. A class, because all readers of one
/// configuration take from the same shelf; used within one call and never shared between tasks.
final class ZoneShelf {
    private let source: ZoneSource
    private var taken: [String: Zone] = [:]

    /// Nothing is taken yet.
    init(_ source: ZoneSource) { self.source = source }

    /// The zones that were asked for besides the workspace's, by their names' bytes.
    func others(than first: Zone) -> [Zone] {
        taken.values.filter { $0.name != first.name }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The zone that the field `time_zone` names, or nil after a finding.
    func zone(named name: String, in fields: Fields) -> Zone? {
        if let zone = taken[name] ?? source.zone(name) {
            taken[name] = zone
            return zone
        }
        let near =
            ZoneSource.colloquial[name.uppercased()].map { " Did you mean `\($0)`?" }
            ?? suggestion(for: name, among: source.names())
        fields.error(
            at: "time_zone",
            "`time_zone`: expected a name of the tz database like Asia/Jakarta, got \"\(shortened(name))\".\(near)")
        return nil
    }
}
