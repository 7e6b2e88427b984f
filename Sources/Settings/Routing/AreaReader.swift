import Domain

/// An area with its place.
struct ReadArea {
    var area: Area
    var place: YAMLNode.Place
}

/// Reads the part `routing.areas`.
struct AreaReader {
    /// From a neighbourhood to an island state.
    private static let radiusMetres: ClosedRange<Int64> = 100...1_000_000

    let findings: Findings

    /// The areas in the order of the file.
    func areas(from fields: inout Fields) -> [ReadArea] {
        var first: [String: YAMLNode.Place] = [:]
        var owners: [String: String] = [:]
        return fields.nodes("areas", most: RoutingReader.partsMax).compactMap {
            area(at: $0, first: &first, owners: &owners)
        }
    }

    /// - Parameter owners: The area of each beginning, because one that means two areas means none.
    private func area(
        at node: YAMLNode, first: inout [String: YAMLNode.Place], owners: inout [String: String]
    ) -> ReadArea? {
        guard var fields = Fields(node, of: "an area", in: findings) else { return nil }
        let id = fields.id(of: "area", first: &first)
        let place = fields.place(of: "id")
        let texts = fields.texts("phone_prefix")
        let siteNode = fields.node("site")
        if texts.isEmpty, siteNode == nil {
            fields.error(at: "id", "an area is told by numbers or by places; give it `phone_prefix`, `site` or both")
        }
        let site = siteNode.flatMap { circle(at: $0) }
        var prefixes: [String] = []
        for text in texts {
            guard let prefix = findings.phonePrefixes([text]).first else { continue }
            if let other = owners[prefix] {
                findings.error(
                    at: text.place, "`phone_prefix`: \(prefix) means area `\(other)` already; take it out of one")
            } else {
                owners[prefix] = id ?? ""
                prefixes.append(prefix)
            }
        }
        fields.finish()
        return id.map { ReadArea(area: Area(id: $0, phonePrefixes: prefixes, site: site), place: place) }
    }

    /// What an area lies around.
    private func circle(at node: YAMLNode) -> Circle? {
        guard var fields = Fields(node, of: "an area's site", in: findings) else { return nil }
        let middle = fields.coordinates()
        let hasRadius = fields.node("radius") != nil
        if !hasRadius { fields.missing("radius") }
        let radius = fields.quantity(
            "radius", in: AreaReader.radiusMetres, units: [("m", 1), ("km", 1000)], example: "60km")
        fields.finish()
        guard let middle, let radius else { return nil }
        return Circle(middle: middle, radiusMetres: radius)
    }
}
