import Domain
import Hummingbird
import Storage

/// Reads the parameters of an address, and refuses those that mean nothing: a mistyped filter must not answer with everything.
struct QueryReader {
    private let values: [String: String]

    /// - Parameter known: The parameters of the address.
    init(_ request: Request, known: [String]) throws(APIError) {
        var values: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            let name = String(name)
            guard known.contains(name) else { throw .unknownParameter(name, known: known) }
            guard values[name] == nil else {
                throw .badParameter(name, String(value), allowed: "`\(name)` only once")
            }
            values[name] = String(value)
        }
        self.values = values.filter { !$0.value.isEmpty }
    }

    func text(_ name: String) -> String? { values[name] }

    /// A whole number within bounds.
    func number(_ name: String, in range: ClosedRange<Int>, otherwise fallback: Int) throws(APIError) -> Int {
        guard let text = values[name] else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw .badParameter(name, text, allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// One of a few words.
    func word<Value>(
        _ name: String, among values: [(word: String, value: Value)]
    ) throws(APIError) -> Value? {
        guard let text = self.values[name] else { return nil }
        guard let found = values.first(where: { $0.word == text }) else {
            throw .badParameter(name, text, allowed: "one of: \(values.map(\.word).joined(separator: ", "))")
        }
        return found.value
    }

    /// The moment of `at` or `position`; nil for now.
    func instant(in zone: Zone) throws(APIError) -> Instant? {
        if let text = values["position"] {
            guard values["at"] == nil else {
                throw .badParameter("position", text, allowed: "either `at` or `position`")
            }
            guard let position = Position(text), position >= 0 else {
                throw .badParameter("position", text, allowed: "the number of an entry, 0 for the start")
            }
            return .position(position)
        }
        guard let text = values["at"] else { return nil }
        // A plus sign in an address is a blank.
        let written = text.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "+")
        if let day = CivilDate(text) { return .time(zone.end(of: day)) }
        guard let time = Timestamp(rfc3339: written) else {
            throw .badParameter("at", text, allowed: "a time as 2024-06-10T17:00:00Z, or a day as 2024-06-10")
        }
        return .time(time)
    }

    func lead(_ name: String) throws(APIError) -> LeadID? {
        guard let text = values[name] else { return nil }
        guard let id = PublicID.readLead(text) else {
            throw .badParameter(name, text, allowed: "the id of a lead, such as L41 or L41.2")
        }
        return id
    }

    func event(_ name: String) throws(APIError) -> EventID? {
        guard let text = values[name] else { return nil }
        guard text.first?.isNumber == true, let id = EventID(text) else {
            throw .badParameter(name, text, allowed: "the id of an event, such as 41 or 41.2")
        }
        return id
    }

    /// The days of `from` and `to`.
    ///
    /// Without both, the last `days`; without `from`, the `days` before `to`; without `to`, up to and with today.
    func range(last days: Int64, now: Timestamp, zone: Zone) throws(APIError) -> PeriodRange {
        let whole = PeriodRange(last: days, until: now, zone: zone)
        let from = try date("from")
        let to = try date("to")
        if from == nil, to == nil { return whole }
        let end = to ?? whole.end
        let first = from ?? CivilDate(daysSinceEpoch: end.daysSinceEpoch - days)
        guard let range = PeriodRange(first: first, end: end, zone: zone) else {
            throw .badParameter(
                "from", first.description,
                allowed:
                    "a day before `to` (\(end)) and at most \(PeriodRange.daysMax) days before it; `to` is not counted")
        }
        return range
    }

    private func date(_ name: String) throws(APIError) -> CivilDate? {
        guard let text = values[name] else { return nil }
        guard let date = CivilDate(text), date.parts.year >= 1 else {
            throw .badParameter(name, text, allowed: "a day as YYYY-MM-DD, such as 2024-06-10")
        }
        return date
    }
}
