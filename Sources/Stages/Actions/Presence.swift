import Domain

/// Who is on duty: takes down what reps report of themselves, and when they were last heard of.
///
/// The latest report by its own time decides how a rep stands, in whatever order they come in: phones send what they kept in a dead spot late.
struct Presence: Sendable {
    /// Most waiting leads that are given away when somebody comes on duty; the rest follows with the next tick.
    private static let waitingLeadsMax = 500

    private let reps: [RepID: Rep]
    private let route: Route
    private let clocks: Clocks
    private let configuration: Position

    init(_ rules: RoutingRules, route: Route, clocks: Clocks, configuration: Position) {
        reps = Dictionary(rules.reps.map { ($0.id, $0) }) { first, _ in first }
        self.route = route
        self.clocks = clocks
        self.configuration = configuration
    }

    // MARK: Reports

    /// Takes down that a rep comes, goes, visits somebody or is there.
    func callAsFunction(_ report: PresenceReport, in entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        guard let rep = reps[report.rep] else { return .missing("rep \(report.rep)") }
        if let lead = report.lead, work.lead(lead) == nil { return .missing("lead L\(lead)") }
        let time: Timestamp
        do throws(PresenceRefusal) { time = try report.time(receivedAt: entry.at) } catch {
            return .refused(error.description)
        }
        var (report, remarks) = (report, [String]())
        let former = work.state(of: rep.id)
        if report.mark?.sealed != nil, let refusal = former.refusal(ofPlaceAt: time, in: report.kind) {
            report.mark?.forgetPlace()
            remarks.append("The place is left out. \(refusal.description)")
        }
        var state = former
        let isNews = move(&state, by: report, at: time, &remarks)
        state.seenAt = max(state.seenAt ?? entry.at, entry.at)
        work.put(state)
        if isNews { work.add(AttendanceRecord(position: entry.position, report: report, at: entry.at)) }
        if isNews, report.kind == .visit, let lead = report.lead { visit(lead, rep.id, at: time, in: entry, &work) }
        if report.kind != .checkOut {
            welcome(rep, after: former, isArrival: report.kind == .checkIn, in: entry, &work)
        }
        var reply = ActionReply.applied(remarks.joined(separator: " "))
        reply.lead = report.lead.flatMap { work.lead($0) }
        reply.stage = reply.lead.flatMap { work.lead(work.counted($0.id))?.stage }
        return reply
    }

    /// Lets a rep come or go.
    ///
    /// - Returns: Whether the attendance has to say it.
    private func move(
        _ state: inout RepState, by report: PresenceReport, at time: Timestamp, _ remarks: inout [String]
    ) -> Bool {
        switch report.kind {
        case .visit: return true
        case .seen: return report.mark?.sealed != nil
        case .checkIn, .checkOut: break
        }
        let comes = report.kind == .checkIn
        if state.dutyChangedAt == time, (state.onDutySince != nil) == comes {
            remarks.append("This was known already.")
            return false
        }
        if let changed = state.dutyChangedAt, time < changed {
            remarks.append("What was reported of \(changed) stands; this is of before.")
            return true
        }
        state.dutyChangedAt = time
        switch (comes, state.onDutySince) {
        case (true, nil):
            state.onDutySince = time
            state.site = report.mark?.site
        case (true, let since?):
            remarks.append("Was checked in already, since \(since).")
            if report.mark?.sealed != nil { state.site = report.mark?.site }
        case (false, nil): remarks.append("Was not checked in.")
        case (false, _?):
            state.onDutySince = nil
            state.site = nil
        }
        return true
    }

    /// Whoever goes to see a customer has spoken with them.
    private func visit(
        _ lead: LeadID, _ rep: RepID, at time: Timestamp, in entry: NormalisedAction, _ work: inout Work
    ) {
        guard let counted = work.lead(work.counted(lead)) else { return }
        work.add(
            Fact(
                event: entry.cause, number: 0, kind: .visited, lead: counted.id, channel: counted.channel, rep: rep,
                at: time, recordedAt: entry.at, configuration: configuration, isInferred: false))
        work.send("lead.\(FactKind.visited.rawValue)", of: counted.id, to: rep, by: entry.cause, at: time) { work in
            LeadNotice(lead: work.lead(counted.id) ?? counted, rep: rep).json
        }
        clocks.weSpoke(about: lead, at: time, by: entry.cause, recordedAt: entry.at, &work)
    }

    /// Takes down whether a rep agrees to tell where he is. The words he agreed to stay in the ledger, as the proof.
    func consent(of rep: RepID, isGiven: Bool, _ work: inout Work) -> ActionReply {
        guard reps[rep] != nil else { return .missing("rep \(rep)") }
        var state = work.state(of: rep)
        let isNews = state.consentsToPosition != isGiven
        state.consentsToPosition = isGiven
        work.put(state)
        return .applied(isNews ? "" : isGiven ? "Was given already." : "Was not given.")
    }

    // MARK: Signs of life

    /// Takes down that a rep did something: who works is there.
    func hear(_ entry: NormalisedAction, _ work: inout Work) {
        guard let rep = actor(of: entry.action) else { return }
        let former = work.state(of: rep.id)
        guard rep.needsPresence || former.onDutySince != nil, former.seenAt.map({ $0 < entry.at }) ?? true else {
            return
        }
        var state = former
        state.seenAt = entry.at
        work.put(state)
        guard rep.needsPresence else { return }
        welcome(rep, after: former, isArrival: false, in: entry, &work)
    }

    /// How many waiting leads an action may give away because its rep comes or is back.
    func waitingLeads(after action: Action) -> Int {
        let rep: Rep? =
            switch action.deed {
            case .presence(let report): report.kind == .checkOut ? nil : reps[report.rep]
            default: actor(of: action).flatMap { $0.needsPresence ? $0 : nil }
            }
        return rep.map(waitingLeads) ?? 0
    }

    private func waitingLeads(for rep: Rep) -> Int { Int(min(max(rep.capacity, 0), Int64(Presence.waitingLeadsMax))) }

    /// The rep who does something: `ani`, or `crm/ani` where a program does it for her.
    private func actor(of action: Action) -> Rep? {
        switch action.deed {
        case .presence, .repConsent, .outcome: return nil
        case .rerun, .lead, .consent, .merge, .unmerge, .dismiss, .release, .resend: break
        }
        if let rep = reps[action.actor] { return rep }
        return action.actor.lastIndex(of: "/").flatMap { reps[String(action.actor[$0...].dropFirst())] }
    }

    /// Gives waiting leads to a rep who comes, or who had not been heard of for too long and is back.
    private func welcome(
        _ rep: Rep, after former: RepState, isArrival: Bool, in entry: NormalisedAction, _ work: inout Work
    ) {
        let state = work.state(of: rep.id)
        guard state.onDutySince != nil, isArrival || !former.isThere(rep, at: entry.at) else { return }
        route.drain(waitingLeads(for: rep), at: entry.at, by: entry.cause, &work)
    }
}

extension RepState {
    /// Whether the rep is on duty and was heard of lately enough.
    func isThere(_ rep: Rep, at time: Timestamp) -> Bool {
        guard onDutySince != nil else { return false }
        guard let grace = rep.presenceGraceSeconds, let seenAt else { return true }
        return time <= seenAt.adding(seconds: grace)
    }
}
