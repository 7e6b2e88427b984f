public import Domain

/// A list of holidays that calendars name.
public struct HolidayList: Sendable, Hashable {
    /// Without `.txt`.
    public let name: String
    /// The last day that it knows.
    public let last: CivilDate
    /// Where a calendar first names it.
    public let place: YAMLNode.Place
}

/// Reads lists of days from the shelf: a date on each line, and what is celebrated.
///
/// A class, because it keeps what it read: several calendars name the same lists. Used within one call and never shared between tasks.
final class HolidayReader {
    private let findings: Findings
    private let shelf: ListShelf
    private var known: [String: [CivilDate]] = [:]
    private var places: [String: YAMLNode.Place] = [:]

    /// Nothing is read yet.
    init(findings: Findings, shelf: ListShelf) {
        self.findings = findings
        self.shelf = shelf
    }

    /// The lists that were read, by their names.
    var lists: [HolidayList] {
        known.sorted { $0.key < $1.key }.compactMap { name, days in
            guard let last = days.max(), let place = places[name] else { return nil }
            return HolidayList(name: name, last: last, place: place)
        }
    }

    /// The days of a list; findings where it is none.
    func days(of name: String, at place: YAMLNode.Place) -> [CivilDate] {
        if let days = known[name] { return days }
        guard let lines = shelf.lines(name) else {
            findings.error(
                at: place,
                "`holidays`: there is no list `\(shortened(name))` in the folder of lists."
                    + suggestion(for: name, among: shelf.names))
            return []
        }
        if lines.isEmpty { findings.warning(at: place, "`holidays`: the list `\(name)` is empty") }
        var days: [CivilDate] = []
        for line in lines {
            guard let date = CivilDate(line.text.prefix { $0 != " " }) else {
                findings.error(
                    at: place,
                    "list `\(name)`, line \(line.number): expected a date and a name like `2026-08-17 Proklamasi Kemerdekaan`, got \(shortened(line.text))"
                )
                continue
            }
            days.append(date)
        }
        known[name] = days
        places[name] = place
        return days
    }
}
