import Domain

/// Reads the part `routing`.
struct RoutingReader {
    /// Most pools, teams, areas and signals, each.
    static let partsMax = 1000

    let findings: Findings
    /// Reads which statements ask for something.
    let conditions: ConditionReader
    /// Reads when reps work.
    let calendars: PersonalCalendarReader

    /// The rules, or nil after findings.
    func routing(from root: inout Fields) -> RoutingRules? {
        guard var fields = root.requiredFields("routing", of: "the routing") else { return nil }
        let sticky = sticky(from: &fields)
        let presence = fields.presence(default: PresenceNeed())
        let reader = RepReader(
            findings: findings, calendars: calendars, calendar: calendars.named("calendar", from: &fields),
            presence: presence)
        let reps = reader.reps(from: &fields)
        let teams = TeamReader(findings: findings, reps: reps).teams(from: &fields)
        let pools = PoolReader(
            findings: findings, conditions: conditions, reps: reps.map(\.rep), teams: teams.map(\.id)
        ).pools(from: &fields)
        let areas = AreaReader(findings: findings).areas(from: &fields)
        let signals = SignalReader(findings: findings, conditions: conditions).signals(from: &fields)
        if !findings.hasErrors {
            RoutingCheck(
                findings: findings, reps: reps, teams: teams, pools: pools, areas: areas, signals: signals
            ).warn(at: fields)
        }
        fields.finish()
        return RoutingRules(
            reps: reps.map(\.rep), teams: teams, pools: pools.map(\.pool),
            signals: pools.compactMap(\.signal) + signals.map(\.rule), areas: areas.map(\.area),
            stickySeconds: sticky)
    }

    /// `90d` or `off`.
    private func sticky(from fields: inout Fields) -> Int64? {
        guard let node = fields.node("sticky"), node.text != "off" else { return nil }
        return fields.duration("sticky", in: 60...315_360_000)
    }
}

extension Fields {
    /// The elements of a list of at most so many; a finding for more.
    mutating func nodes(_ name: String, most: Int) -> [YAMLNode] {
        let nodes = nodes(name)
        if nodes.count > most { error(at: name, "`\(name)`: at most \(most), got \(nodes.count)") }
        return Array(nodes.prefix(most))
    }

    /// The id of one of several things, each of which has its own.
    ///
    /// - Parameters:
    ///   - thing: What it is, for messages: `rep`.
    ///   - first: Where each id stands first.
    mutating func id(of thing: String, first: inout [String: YAMLNode.Place]) -> String? {
        guard let id = string("id") else { return nil }
        let place = place(of: "id")
        guard findings.isName(id, at: place, "the \(thing)'s id") else { return id }
        if let other = first[id] {
            findings.error(
                at: place, "\(thing) `\(id)` stands here again, first in line \(other.line); rename one of them")
        } else {
            first[id] = place
        }
        return id
    }

    /// The name that people see of something.
    func shownName(_ text: String?) -> String? {
        if let text, text.utf8.count > Limits.nameBytesMax || text.allSatisfy(\.isWhitespace) {
            error(at: "name", "`name`: expected a name of at most \(Limits.nameBytesMax) bytes")
        }
        return text
    }
}
