import Domain
import JSON

extension PeriodRange {
    /// Writes `from`, `to` and `zone` into an open object.
    func writeFields(to json: inout JSONWriter) {
        json.key("from")
        json.string(first.description)
        json.key("to")
        json.string(end.description)
        json.key("zone")
        json.string(zone.name)
    }
}

extension Optional where Wrapped == Rate {
    /// Writes the rate with both counts, so that nobody has to trust the rounding; `null` where no rate is meant.
    func write(to json: inout JSONWriter) {
        guard let rate = self else { return json.null() }
        json.beginObject()
        json.key("numerator")
        json.int(rate.numerator)
        json.key("denominator")
        json.int(rate.denominator)
        json.key("percent")
        json.raw(rate.percent(undefined: "null"))
        json.endObject()
    }
}
