import Domain

/// What may be written so, but is hardly meant.
struct RoutingCheck {
    let findings: Findings
    let reps: [ReadRep]
    let teams: [Team]
    let pools: [ReadPool]
    let areas: [ReadArea]
    let signals: [ReadSignal]

    /// Notes a warning for each.
    func warn(at fields: Fields) {
        let free = Set(reps.map(\.rep).filter { $0.weight > 0 && $0.capacity > 0 }.map(\.id))
        if free.isEmpty {
            fields.warning(
                at: "reps", "no rep can get a lead; qualified leads will wait until one has weight and capacity")
        }
        for pool in pools { warnOfMembers(pool, free) }
        warnOfOrder()
        warnOfOutsiders()
        warnOfNeeds()
        warnOfMistypedOffers()
        if fields.names.contains("presence"), !reps.contains(where: \.rep.needsPresence),
            reps.contains(where: { $0.rep.presenceGraceSeconds != nil })
        {
            fields.warning(at: "presence", "`presence`: nobody has to be there, so `grace` changes nothing")
        }
    }

    private func warnOfMembers(_ pool: ReadPool, _ free: Set<RepID>) {
        if !free.isEmpty, free.isDisjoint(with: pool.pool.members) {
            findings.warning(
                at: pool.place,
                "pool `\(pool.pool.id)`: none of its reps can get a lead; its leads will wait until one has weight and capacity"
            )
        }
        let members = Set(pool.pool.members)
        let own = Set(reps.filter { members.contains($0.rep.id) }.compactMap(\.rep.team))
        if pool.pool.escalatesAfter != nil, !teams.contains(where: { own.contains($0.id) && $0.lead != nil }) {
            findings.warning(
                at: pool.place,
                "pool `\(pool.pool.id)`: no team of its reps has a lead, so nobody sees to what is escalated; add `lead` under `teams`"
            )
        }
    }

    /// The first pool that takes every lead leaves none to those below.
    private func warnOfOrder() {
        guard let all = pools.firstIndex(where: { !$0.pool.isAskedFor }) else { return }
        let later = pools[(all + 1)...].map { "`\($0.pool.id)`" }
        guard let next = later.first else { return }
        let who = later.count == 1 ? "\(next) is" : "\(next) and \(later.count - 1) more are"
        findings.warning(
            at: pools[all].place,
            "pool `\(pools[all].pool.id)` takes every lead, so \(who) never reached; move it to the end or give it a `when`"
        )
    }

    /// Who can get leads that no pool was asked for: everybody, where no pool takes them all.
    private var members: Set<RepID> {
        pools.contains { !$0.pool.isAskedFor } ? Set(pools.flatMap(\.pool.members)) : Set(reps.map(\.rep.id))
    }

    private func warnOfOutsiders() {
        let members = members
        // Who leads a team gets what is escalated, and needs no pool for it.
        let leads = Set(teams.compactMap(\.lead))
        let outside = reps.map(\.rep.id).filter { !members.contains($0) && !leads.contains($0) }
        guard let rep = outside.first, let first = reps.first(where: { $0.rep.id == rep }) else { return }
        let who = outside.count == 1 ? "rep `\(rep)` is" : "\(outside.count) reps, `\(rep)` among them, are"
        findings.warning(at: first.place, "\(who) in no pool, so they get no leads")
    }

    /// A need that nobody meets lets leads wait for ever.
    private func warnOfNeeds() {
        for pool in pools {
            let ids = Set(pool.pool.members)
            let members = reps.map(\.rep).filter { ids.contains($0.id) }
            guard !members.isEmpty else { continue }
            for kind in RepNeed.kinds {
                let needs = pool.needs.filter { $0.need.kind == kind }
                // Each skill is needed, of the others one is enough.
                let isAnyEnough =
                    kind != .skill && needs.contains { need in members.contains { need.need.isMet(by: $0) } }
                for need in needs where !isAnyEnough { warn(need, among: members, "in pool `\(pool.pool.id)` ") }
            }
        }
        let ids = self.members
        let members = reps.map(\.rep).filter { ids.contains($0.id) }
        guard !members.isEmpty else { return }
        let places = areas.map { ReadNeed(need: RepNeed(.area, $0.area.id), place: $0.place) }
        for need in signals.compactMap(\.need) + places { warn(need, among: members, "") }
    }

    private func warn(_ read: ReadNeed, among members: [Rep], _ where: String) {
        let need = read.need
        guard !members.contains(where: { need.isMet(by: $0) }) else { return }
        let values = members.flatMap { rep -> [String] in
            switch need.kind {
            case .skill: rep.skills.keys.sorted()
            case .language: rep.languages
            case .product: rep.products
            case .area: rep.areas
            case .pool, .priority: []
            }
        }
        findings.warning(
            at: read.place,
            "nobody \(`where`)has the \(need.kind.word) `\(need.value)`, so leads that need it will wait."
                + suggestion(for: need.value, among: Set(values).sorted()))
    }

    /// What reps have and nothing asks for may be there for later; what is nearly something asked for is a slip.
    private func warnOfMistypedOffers() {
        let asked = Set(
            signals.compactMap(\.need?.need) + pools.flatMap(\.pool.needs) + areas.map { RepNeed(.area, $0.area.id) })
        // What nobody has is warned of where it is asked for.
        let met = asked.filter { need in reps.contains { need.isMet(by: $0.rep) } }
        let known = Dictionary(grouping: met, by: \.kind).mapValues { $0.map(\.value).sorted() }
        var seen: Set<RepNeed> = []
        for offer in reps.flatMap(\.offers) {
            guard let names = known[offer.need.kind], !names.contains(offer.need.value),
                seen.insert(offer.need).inserted
            else { continue }
            let near = suggestion(for: offer.need.value, among: names)
            if !near.isEmpty {
                findings.warning(
                    at: offer.place, "nothing asks for the \(offer.need.kind.word) `\(offer.need.value)`.\(near)")
            }
        }
    }
}
