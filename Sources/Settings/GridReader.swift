import Domain

/// Reads the grid of grades: `{fit: {groups: fit, A: 20, B: 10}, engagement: {groups: engagement, 1: 60, 2: 30}}`.
struct GridReader {
    let findings: Findings
    let groups: [String]

    /// The grid; nil where there is none, or after findings.
    func grid(from root: inout Fields) -> GradeGrid? {
        guard var fields = root.fields("grid", of: "the grid") else { return nil }
        let fit = axis("fit", steps: ("A", "B"), from: &fields)
        let engagement = axis("engagement", steps: ("1", "2"), from: &fields)
        fields.finish()
        guard let fit, let engagement else { return nil }
        return GradeGrid(
            fit: fit.groups, fitSteps: fit.steps, engagement: engagement.groups, engagementSteps: engagement.steps)
    }

    private func axis(
        _ name: String, steps names: (high: String, middle: String), from fields: inout Fields
    ) -> (groups: [String], steps: GradeGrid.Steps)? {
        guard var axis = fields.requiredFields(name, of: "`\(name)` of the grid") else { return nil }
        let texts = axis.texts("groups")
        if texts.isEmpty { axis.missing("groups") }
        for (text, place) in texts where !groups.contains(text) {
            findings.error(
                at: place,
                "`groups`: there is no group `\(shortened(text))`; the groups are \(groups.joined(separator: ", "))."
                    + suggestion(for: text, among: groups))
        }
        let range = -ScoringReader.pointsMax...ScoringReader.pointsMax
        let high = axis.int(names.high, in: range)
        let middle = axis.int(names.middle, in: range)
        axis.finish()
        guard let high, let middle else { return nil }
        if high <= middle {
            fields.error(
                at: name,
                "`\(name)` of the grid: `\(names.high)` has to be more than `\(names.middle)`, got \(high) and \(middle)"
            )
            return nil
        }
        return (texts.map(\.text), GradeGrid.Steps(high: high, middle: middle))
    }
}
