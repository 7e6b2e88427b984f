import Domain

/// Who could take a lead: where reps are looked for, what they have to have, and who had it already.
struct LeadNeeds: Sendable, Hashable {
    /// Number of the pool in the table.
    let pool: Int
    /// In order, without repeats.
    let needs: [RepNeed]
    /// Higher ones come first in the queue.
    let priority: Int64
    /// Who gave it back or let the offer pass, in order of time, each as often as he did.
    let declined: [RepID]
    /// The only one who may take it, because too many did not; nil: everybody of the pool.
    let escalatesTo: RepID?

    /// What a lead, and all that count with it, ask for.
    init(of lead: Lead, in table: RoutingTable, _ work: Work) {
        let leads = [lead] + work.leads(joinedTo: lead.id).compactMap { work.lead($0) }
        let signals = leads.flatMap(\.signals)
        let asked = Set(signals.filter { $0.kind == .pool }.map(\.value))
        let number = table.pools.firstIndex { !$0.pool.isAskedFor || asked.contains($0.pool.id) }
        // because: the last pool takes every lead
        pool = number ?? table.pools.count - 1
        let pool = table.pools[self.pool].pool
        var needs = Set(pool.needs)
        // A place or a number tells the area only until something better does.
        let ground = signals.lazy.filter { $0.kind == .area }.map(\.ground).min()
        for signal in signals {
            switch signal.kind {
            case .area where signal.ground != ground: break
            case .skill, .language, .product, .area: needs.insert(RepNeed(signal.kind, signal.value))
            case .pool, .priority: break
            }
        }
        self.needs = needs.sorted()
        priority = pool.priority + (signals.filter { $0.kind == .priority }.compactMap { Int64($0.value) }.max() ?? 0)
        let declined = leads.flatMap { work.reps(whoDeclined: $0.id) }
        self.declined = declined
        let isEscalated = pool.escalatesAfter.map { Int64(declined.count) >= $0 } ?? false
        let teamLead = isEscalated ? declined.reversed().lazy.compactMap(table.teamLead).first : nil
        escalatesTo = teamLead.flatMap { declined.contains($0) ? nil : $0 }
    }

    /// Whether the rejection or the offer that was last made it the team lead's.
    func hasJustEscalated(in table: RoutingTable) -> Bool {
        escalatesTo != nil && table.pools[pool].pool.escalatesAfter == Int64(declined.count)
    }

    /// All of it as a text: leads with equal texts can be taken by the same reps.
    func profile(in table: RoutingTable) -> String {
        if let escalatesTo { return "!\(escalatesTo)" }
        var text = table.pools[pool].pool.id
        for need in needs { text += " +\(need.kind.word):\(need.value)" }
        for rep in Set(declined).sorted() { text += " -\(rep)" }
        return text
    }
}
