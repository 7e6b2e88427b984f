public import Domain
public import JSON

extension APIDocument {
    /// `{"from": …, "reports": […], "shifts": […], "days": […]}`: what was reported, and what follows.
    public static func attendance(_ sheet: AttendanceSheet, now: Timestamp, to json: inout JSONWriter) {
        let zone = sheet.range.zone
        json.beginObject()
        json.field("from", sheet.range.first.description)
        json.field("to", sheet.range.end.description)
        json.field("zone", zone.name)
        json.field("complete", isTrue: !sheet.isCut)
        json.array("reports", sheet.lines) { AttendanceJSON.line($0, in: zone, to: &$1) }
        json.array("shifts", sheet.shifts) { AttendanceJSON.shift($0, in: zone, now: now, to: &$1) }
        let days = Dictionary(grouping: sheet.shifts) { AttendanceJSON.Day(day: zone.day(of: $0.begin), rep: $0.rep) }
        json.array("days", days.sorted { ($0.key.day, $0.key.rep) < ($1.key.day, $1.key.rep) }) { day, json in
            json.beginObject()
            json.field("day", day.key.day.description)
            json.field("rep", day.key.rep)
            json.field("worked_seconds", day.value.reduce(Int64(0)) { $0 + ($1.seconds ?? 0) })
            json.field("complete", isTrue: day.value.allSatisfy { $0.standing(at: now) == .done })
            json.field("visits", Int64(day.value.reduce(0) { $0 + $1.visits }))
            json.endObject()
        }
        json.endObject()
    }
}

/// Lines of the attendance, as the API writes them.
enum AttendanceJSON {
    struct Day: Hashable {
        let day: CivilDate
        let rep: RepID
    }

    static func line(_ line: AttendanceSheet.Line, in zone: Zone, to json: inout JSONWriter) {
        let (record, mark) = (line.record, line.record.report.mark)
        json.beginObject()
        json.field("position", record.position)
        json.field("rep", record.report.rep)
        json.field("kind", record.report.kind.rawValue)
        json.field("day", zone.day(of: record.time).description)
        json.field("at", record.time)
        json.field("received_at", record.at)
        json.field("lead", lead: record.report.lead)
        json.field("source", mark?.source)
        json.field("site", mark?.site)
        json.field("distance_m", mark?.distanceMetres)
        json.field("accuracy_m", mark?.accuracyMetres)
        hints(mark?.hints ?? [], to: &json)
        json.field("place", line.hasPlace ? (line.place == nil ? "forgotten" : "kept") : "none")
        degrees("latitude", line.place?.latitude, to: &json)
        degrees("longitude", line.place?.longitude, to: &json)
        json.endObject()
    }

    static func shift(_ shift: Shift, in zone: Zone, now: Timestamp, to json: inout JSONWriter) {
        json.beginObject()
        json.field("day", zone.day(of: shift.begin).description)
        json.field("rep", shift.rep)
        json.field("in", shift.came?.time)
        json.field("out", shift.went?.time)
        json.field("worked_seconds", shift.seconds)
        json.field("state", shift.standing(at: now).rawValue)
        json.field("site", shift.mark?.site)
        json.field("distance_m", shift.mark?.distanceMetres)
        json.field("accuracy_m", shift.mark?.accuracyMetres)
        json.field("visits", Int64(shift.visits))
        hints(shift.hints, to: &json)
        json.endObject()
    }

    private static func hints(_ hints: [AttendanceMark.Hint], to json: inout JSONWriter) {
        json.array("hints", hints) { hint, json in json.string(hint.rawValue) }
    }

    /// Degrees as a number with six decimals.
    private static func degrees(_ name: String, _ millionths: Int64?, to json: inout JSONWriter) {
        json.key(name)
        if let millionths { json.raw(Place.degrees(millionths)) } else { json.null() }
    }
}
