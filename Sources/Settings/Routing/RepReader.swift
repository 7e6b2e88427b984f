import Domain

/// A rep with the places of what other parts refer to.
struct ReadRep {
    var rep: Rep
    /// Where the rep begins.
    var place: YAMLNode.Place
    /// Where the team stands; the rep's own place where there is none.
    var teamPlace: YAMLNode.Place
    /// Skills, products and areas.
    var offers: [ReadNeed]
}

/// Whether and how long somebody has to be checked in.
struct PresenceNeed {
    var isRequired = false
    var graceSeconds: Int64?
}

/// Reads the part `routing.reps`.
struct RepReader {
    let findings: Findings
    let calendars: PersonalCalendarReader
    /// Of who names none.
    let calendar: WorkingCalendar?
    /// Of who says nothing about it.
    let presence: PresenceNeed

    /// The reps in the order of the file.
    func reps(from fields: inout Fields) -> [ReadRep] {
        var first: [String: YAMLNode.Place] = [:]
        return fields.nodes("reps", most: Limits.repsMax).compactMap { rep(at: $0, first: &first) }
    }

    private func rep(at node: YAMLNode, first: inout [String: YAMLNode.Place]) -> ReadRep? {
        guard var fields = Fields(node, of: "a rep", in: findings) else { return nil }
        let id = fields.id(of: "rep", first: &first)
        let name = fields.shownName(fields.string("name"))
        let team = fields.optionalString("team")
        if let team { _ = findings.isName(team, at: fields.place(of: "team"), "the team's name") }
        let weight = fields.int("weight", in: 0...1000, default: Int64(1))
        let capacity: Int64? = fields.int("capacity", in: 0...100_000)
        let skills = skills(from: &fields)
        let languages = fields.needs(.language, under: "languages")
        let products = fields.needs(.product, under: "products")
        let areas = fields.needs(.area, under: "areas")
        let own = calendars.calendar(from: &fields, default: calendar)
        let presence = fields.presence(default: presence)
        let notify = NotifyAddressReader(findings: findings).addresses(from: &fields)
        let teamPlace = fields.place(of: "team")
        fields.finish()
        guard let id, let name, let capacity else { return nil }
        var rep = Rep(id: id, name: name, team: team, weight: weight, capacity: capacity)
        rep.skills = Dictionary(skills.map { ($0.need.need.value, $0.level) }) { first, _ in first }
        rep.languages = languages.map(\.need.value)
        rep.products = products.map(\.need.value)
        rep.areas = areas.map(\.need.value)
        rep.calendar = own.isAlwaysOpen ? nil : own
        rep.needsPresence = presence.isRequired
        rep.presenceGraceSeconds = presence.graceSeconds
        rep.notify = notify
        return ReadRep(
            rep: rep, place: node.place, teamPlace: teamPlace, offers: skills.map(\.need) + products + areas)
    }

    /// `[kitchen, sofa]`, each at level 1, or `{kitchen: 3, sofa: 1}`.
    private func skills(from fields: inout Fields) -> [(need: ReadNeed, level: Int64)] {
        guard let node = fields.node("skills"), let members = node.members else {
            return fields.needs(.skill, under: "skills").map { ($0, 1) }
        }
        return members.compactMap { member in
            guard findings.isNeed(member.key, of: .skill, at: member.keyPlace),
                var level = Fields(YAMLNode(.mapping([member]), at: member.keyPlace), of: "the skills", in: findings),
                let value: Int64 = level.int(member.key, in: 1...100)
            else { return nil }
            return (ReadNeed(need: RepNeed(.skill, member.key), place: member.keyPlace), value)
        }
    }
}

extension Fields {
    /// `presence: {required: true, grace: 30m}`; what is not said is as the default has it.
    mutating func presence(default fallback: PresenceNeed) -> PresenceNeed {
        guard var fields = fields("presence", of: "the presence") else { return fallback }
        var need = fallback
        need.isRequired = fields.bool("required", default: need.isRequired)
        if fields.node("grace") != nil { need.graceSeconds = fields.duration("grace", in: 60...86_400) }
        fields.finish()
        return need
    }
}
