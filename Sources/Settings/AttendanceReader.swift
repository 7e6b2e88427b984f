import Domain

/// Reads the part `attendance`. Everything in it may be left out, and it, too.
struct AttendanceReader {
    private static let sitesMax = 1000
    private static let radiusMax: Int64 = 50_000

    let findings: Findings

    /// The rules; no sites and the usual limits where nothing is said.
    func attendance(from root: inout Fields) -> AttendanceRules {
        guard var fields = root.fields("attendance", of: "the attendance") else { return AttendanceRules() }
        let nodes = fields.nodes("sites")
        if nodes.count > Self.sitesMax {
            fields.error(at: "sites", "`sites`: at most \(Self.sitesMax) sites, got \(nodes.count)")
        }
        var first: [String: YAMLNode.Place] = [:]
        let sites = nodes.prefix(Self.sitesMax).compactMap { site(at: $0, first: &first) }
        let keepDays = fields.int("keep_days", in: 1...3650, default: AttendanceRules.keepDaysDefault)
        let consent = consent(from: &fields)
        let speed = speed(from: &fields)
        fields.finish()
        return AttendanceRules(sites: sites, keepDays: keepDays, consent: consent, speedMax: speed)
    }

    private func site(at node: YAMLNode, first: inout [String: YAMLNode.Place]) -> Site? {
        guard var fields = Fields(node, of: "a site", in: findings) else { return nil }
        let id = fields.string("id")
        let place = fields.place(of: "id")
        if let id, findings.isName(id, at: place, "the site's id") {
            if let other = first[id] {
                findings.error(
                    at: place, "site `\(id)` stands here again, first in line \(other.line); rename one of them")
            } else {
                first[id] = place
            }
        }
        let name = fields.optionalString("name")
        if let name, name.utf8.count > Limits.nameBytesMax || name.allSatisfy(\.isWhitespace) {
            fields.error(at: "name", "`name`: expected a name of at most \(Limits.nameBytesMax) bytes")
        }
        let middle = fields.coordinates()
        let radius =
            fields.quantity("radius", in: 10...Self.radiusMax, units: [("m", 1)], example: "150m")
            ?? Site.radiusMetresDefault
        fields.finish()
        guard let id, let middle else { return nil }
        if middle.latitude == 0, middle.longitude == 0 {
            findings.warning(at: node, "site `\(id)` lies at 0, 0 in the Atlantic; give it its latitude and longitude")
        }
        return Site(id: id, name: name ?? id, place: middle, radiusMetres: radius)
    }

    private func speed(from fields: inout Fields) -> Int64 {
        fields.quantity("speed_max", in: 20...2000, units: [("km/h", 1)], example: "300 km/h")
            ?? AttendanceRules.speedMaxDefault
    }

    /// `{id: "...", en: "..."}`.
    private func consent(from fields: inout Fields) -> [String: String] {
        var texts: [String: String] = [:]
        for member in fields.members("consent") {
            let isCode =
                (2...3).contains(member.key.utf8.count) && member.key.utf8.allSatisfy { (97...122).contains($0) }
            guard isCode else {
                findings.error(
                    at: member.keyPlace,
                    "`consent`: expected ISO 639 codes like id or en, got \"\(shortened(member.key))\"")
                continue
            }
            guard let text = fields.text(of: member.value, "consent") else { continue }
            if text.utf8.count > Limits.noteBytesMax || text.allSatisfy(\.isWhitespace) {
                findings.error(
                    at: member.value, "`consent`: expected a text of at most \(Limits.noteBytesMax) bytes")
            }
            texts[member.key] = text
        }
        return texts
    }
}
