import Domain

/// Why a rep cannot take a lead now. In a fixed order; the first that applies is said.
struct Filters {
    let needs: LeadNeeds
    let time: Timestamp
    private let skills: [String]
    private let languages: [String]
    private let products: [String]
    private let areas: [String]
    private let declined: Set<RepID>
    /// Whether who takes no new leads may have this one.
    let takesPaused: Bool
    private let isDemanding: Bool

    init(_ needs: LeadNeeds, at time: Timestamp, isDemanding: Bool = true, takesPaused: Bool = false) {
        self.takesPaused = takesPaused
        self.isDemanding = isDemanding && !needs.needs.isEmpty
        self.needs = needs
        self.time = time
        func values(_ kind: LeadSignal.Kind) -> [String] {
            isDemanding ? needs.needs.filter { $0.kind == kind }.map(\.value) : []
        }
        skills = values(.skill)
        languages = values(.language)
        products = values(.product)
        areas = values(.area)
        declined = Set(needs.declined)
    }

    /// The same without what the lead needs: for somebody who gets it whatever he can do.
    var onlyPresence: Filters { Filters(needs, at: time, isDemanding: false) }

    /// The same for the lead of a team, who sees to what is left although he takes no new leads himself.
    var forTeamLead: Filters { Filters(needs, at: time, isDemanding: false, takesPaused: true) }

    /// What keeps a rep from the lead, and what that is about; nil where nothing does.
    ///
    /// - Parameters:
    ///   - absence: Why he is not there; nil where he is.
    ///   - open: How many leads he has.
    func verdict(
        on number: Int, in table: RoutingTable, _ absence: CandidateVerdict?, open: Int64
    ) -> (verdict: CandidateVerdict, detail: String)? {
        if !declined.isEmpty, declined.contains(table.reps[number].id) { return (.declined, "") }
        if isDemanding, let lack = lack(of: table.reps[number]) { return lack }
        if let absence { return (absence, "") }
        return open >= table.traits[number].capacity ? (.full, "") : nil
    }

    /// How well a rep fits: the levels of the skills that are needed, and one for each other need that the rep names.
    func fit(of rep: Rep) -> Int64 {
        var fit: Int64 = 0
        for skill in skills { fit += rep.skills[skill] ?? 0 }
        if languages.contains(where: rep.languages.contains) { fit += 1 }
        if products.contains(where: rep.products.contains) { fit += 1 }
        if areas.contains(where: rep.areas.contains) { fit += 1 }
        return fit
    }

    private func lack(of rep: Rep) -> (CandidateVerdict, String)? {
        if let skill = skills.first(where: { rep.skills[$0] == nil }) { return (.lacksSkill, skill) }
        if isLacking(languages, among: rep.languages) {
            return (.lacksLanguage, languages.joined(separator: ", "))
        }
        if isLacking(products, among: rep.products) { return (.lacksProduct, products.joined(separator: ", ")) }
        if isLacking(areas, among: rep.areas) { return (.otherArea, areas.joined(separator: ", ")) }
        return nil
    }

    /// Of several one is enough, and who names none is there for all.
    private func isLacking(_ asked: [String], among own: [String]) -> Bool {
        !asked.isEmpty && !own.isEmpty && !asked.contains(where: own.contains)
    }
}
