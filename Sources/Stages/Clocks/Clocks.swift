import Domain

/// How long customers wait for us: moves the clocks of leads by what is said and done.
///
/// A lead that counts together with others has clocks twice: those of the person, which state facts, and what they would be alone.
struct Clocks: Sendable {
    /// nil where the configuration sets no targets; clocks that run already run on.
    private let targets: ResponseTargets?
    private let rules: ClockRules

    init(_ targets: ResponseTargets?, configuration: Position) {
        self.targets = targets
        rules = ClockRules(
            targets: targets ?? ResponseTargets(calendar: .always(in: .utc)), configuration: configuration)
    }

    /// The customer said something that belongs to a lead.
    func hear(_ statement: Attributed, _ work: inout Work) {
        guard targets != nil else { return }
        update(statement.lead, by: statement.id, recordedAt: statement.recordedAt, &work) { lead, standing in
            rules.hear(at: statement.at, isOpening: lead == statement.id, &standing)
        }
    }

    /// We said something to a contact.
    ///
    /// - Parameters:
    ///   - channel: Where; nil where it was no channel of ours.
    ///   - time: When.
    ///   - cause: The event or entry that tells of it.
    func weSpoke(
        to contact: ContactID, on channel: String?, at time: Timestamp, by cause: EventID, recordedAt: Timestamp,
        _ work: inout Work
    ) {
        if let channel, var conversation = work.conversation(.init(contact: contact, channel: channel)),
            conversation.lastOursAt.map({ $0 < time }) ?? true
        {
            conversation.lastOursAt = time
            work.put(conversation)
        }
        if let lead = work.latestLead(of: contact) {
            weSpoke(about: lead.id, at: time, by: cause, recordedAt: recordedAt, &work)
        }
    }

    /// We said something in an inquiry.
    func weSpoke(about lead: LeadID, at time: Timestamp, by cause: EventID, recordedAt: Timestamp, _ work: inout Work) {
        guard let opened = work.lead(lead)?.openedAt, opened <= time else { return }
        update(lead, by: cause, recordedAt: recordedAt, &work) { _, standing in rules.answer(at: time, &standing) }
    }

    /// Lets the clocks of a lead pass that are due by then.
    func pass(_ lead: LeadID, to time: Timestamp, by cause: EventID, _ work: inout Work) {
        update(lead, isTogether: false, by: cause, recordedAt: time, &work) { _, standing in
            rules.pass(to: time, &standing)
        }
    }

    /// What an action means for the clocks of a standing that it has changed.
    func follow(_ action: LeadAction.Kind, at time: Timestamp, _ standing: inout Standing) {
        switch action {
        case .won, .lost, .disqualify: rules.end(&standing)
        case .reopen: rules.resume(at: time, &standing)
        case .accept, .reject, .opportunity, .note, .reply, .contacted: break
        }
    }

    /// Changes the clocks of a lead alone, and those of the person.
    ///
    /// - Parameter isTogether: Whether those of the person change, too, where another lead stands for him.
    private func update(
        _ id: LeadID, isTogether: Bool = true, by cause: EventID, recordedAt: Timestamp, _ work: inout Work,
        _ body: (LeadID, inout Standing) -> Void
    ) {
        guard let lead = work.lead(id) else { return }
        if var alone = lead.joined == nil ? lead.own : lead.standing {
            body(id, &alone)
            if alone.clocks != (lead.joined == nil ? lead.own : lead.standing)?.clocks {
                work.adjust(id) { changed in
                    if lead.joined == nil { changed.own = alone } else { changed.standing = alone }
                }
            }
        }
        let primary = lead.joined ?? id
        guard isTogether || primary == id, var standing = work.lead(primary)?.standing else { return }
        body(primary, &standing)
        work.settle(primary, standing, by: cause, recordedAt: recordedAt, tellsOfClocks: true)
    }
}

/// What follows when the clocks of a counted lead change.
extension Work {
    /// Takes back the facts that no longer hold and states those that do.
    ///
    /// - Parameter tells: Whether it has just happened; what is only counted otherwise is no news.
    mutating func restate(
        _ lead: Lead, clocksFrom former: [LeadClock], to clocks: [LeadClock], by cause: EventID, recordedAt: Timestamp,
        tells: Bool = false
    ) {
        guard former != clocks else { return }
        let (before, after) = (ClockStatement.all(of: former), ClockStatement.all(of: clocks))
        for statement in before where !after.contains(statement) {
            add(statement.fact(of: lead, by: cause, recordedAt: recordedAt, isRetraction: true))
        }
        for statement in after where !before.contains(statement) {
            add(statement.fact(of: lead, by: cause, recordedAt: recordedAt, isRetraction: false))
            guard tells else { continue }
            let rep = self.lead(lead.id)?.owner
            send("lead.\(statement.kind.rawValue)", of: lead.id, to: rep, by: cause, at: statement.at) { work in
                LeadNotice(lead: work.lead(lead.id) ?? lead, rep: rep).json
            }
        }
    }

    /// When the clocks of a lead have to be looked at, by kind.
    func clockDues(of lead: LeadID) -> [LeadClock.Kind: Timestamp] {
        guard let lead = self.lead(lead), !lead.standing.clocks.isEmpty || lead.own?.clocks.isEmpty == false else {
            return [:]
        }
        var dues: [LeadClock.Kind: Timestamp] = [:]
        for kind in LeadClock.Kind.allCases {
            dues[kind] = [lead.standing.due(kind), lead.own?.due(kind)].compactMap { $0 }.min()
        }
        return dues
    }
}

/// A fact that a clock gives rise to.
private struct ClockStatement: Equatable {
    let kind: FactKind
    let at: Timestamp
    let rep: RepID?
    let configuration: Position

    /// What clocks say, each thing once: two that passed at the same moment are one silence.
    static func all(of clocks: [LeadClock]) -> [ClockStatement] {
        var all: [ClockStatement] = []
        for statement in clocks.lazy.flatMap(\.statements) where !all.contains(statement) { all.append(statement) }
        return all
    }

    func fact(of lead: Lead, by cause: EventID, recordedAt: Timestamp, isRetraction: Bool) -> Fact {
        Fact(
            event: cause, number: 0, kind: kind, lead: lead.id, channel: lead.channel, rep: rep, at: at,
            recordedAt: recordedAt, configuration: configuration, isInferred: false, isRetraction: isRetraction)
    }
}

extension LeadClock {
    fileprivate var statements: [ClockStatement] {
        var statements: [ClockStatement] = []
        if isBreached, let due {
            let late: FactKind = kind == .firstResponse ? .responseBreached : .followUpBreached
            statements.append(ClockStatement(kind: late, at: due, rep: rep, configuration: configuration))
        }
        if kind == .firstResponse, let stoppedAt {
            statements.append(
                ClockStatement(kind: .responded, at: stoppedAt, rep: rep, configuration: configuration))
        }
        return statements
    }
}
