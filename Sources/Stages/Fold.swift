public import Domain
import Settings

/// What happens to entries, in order: normalised entry → contact → score → owner → counters.
///
/// Pure: the same entries and the same state give the same changes, on every machine, in batches of any size. Time is the entries', ids
/// derive from positions, and ties are broken by a keyed hash.
public struct Fold: Sendable {
    let configuration: Position
    let seed: SipHash.Key
    let people: People
    let identify: Identify
    private let signals: Signals
    private let score: Score
    let route: Route
    let clocks: Clocks
    let replying: Replying
    private let acknowledge: Acknowledge?
    let presence: Presence
    private let count: Count
    private let subscriptions: [Subscription]

    /// The fold under the rules of one configuration.
    public init(_ rules: RulesInForce) {
        configuration = rules.position
        seed = rules.seed
        let promotion = Promotion(rules: rules.scoring.rules, configuration: rules.position)
        people = People(promotion: promotion)
        clocks = Clocks(rules.settings.targets, configuration: rules.position)
        replying = Replying(rules, clocks: clocks)
        acknowledge = Acknowledge(rules.settings.acknowledgement, replying)
        identify = Identify(
            seed: rules.seed, people: people, quarantine: rules.quarantine, clocks: clocks,
            stickySeconds: rules.settings.routing.stickySeconds)
        signals = Signals(rules.settings.routing, rules.scoring)
        score = Score(scoring: rules.scoring, promotion: promotion)
        route = Route(rules: rules.settings.routing, configuration: rules.position, seed: rules.seed)
        presence = Presence(
            rules.settings.routing, route: route, clocks: clocks, configuration: rules.position)
        count = Count()
        subscriptions = rules.settings.subscriptions
    }

    /// What a batch has to know of the state beforehand.
    public func needs(of batch: [NormalisedEntry]) -> Needs {
        var needs = Needs()
        for entry in batch { gather(entry, into: &needs) }
        return needs
    }

    /// Folds a batch that reaches from `from` (exclusive) through `through`.
    public func callAsFunction(
        _ batch: [NormalisedEntry], known: Known, from: Position, through: Position
    ) -> Changes {
        var work = Work(known: known, from: from, through: through, events: batch.count, subscriptions: subscriptions)
        for entry in batch { apply(entry, &work) }
        return work.finished()
    }

    private func apply(_ entry: NormalisedEntry, _ work: inout Work) {
        // Whom an action or a configuration freed, it has given work itself.
        _ = work.takeFreed()
        switch entry {
        case .delivery(let delivery):
            route.drainOverdue(at: delivery.receivedAt, by: EventID(position: delivery.position, item: 0), &work)
            count(delivery, &work)
            settle(delivery, &work)
            fold(delivery, recordedAt: delivery.receivedAt, &work)
        case .deadLetter(let letter, let mailbox):
            count(deadLetter: letter, &work)
            work.put(letter)
            if let mailbox { work.put(mailbox) }
        case .action(let action):
            route.drainOverdue(at: action.at, by: action.cause, &work)
            carryOut(action, &work)
        case .configuration(let record):
            work.add(record)
            route.drainAnew(at: record.at, by: EventID(position: record.position, item: 0), &work)
        case .tick(let cause, let time): pass(time, by: cause, &work)
        case .mailbox(let mailbox): work.put(mailbox)
        case .nothing: break
        }
    }

    /// Lets happen what was due by then.
    private func pass(_ time: Timestamp, by cause: EventID, _ work: inout Work) {
        for timer in work.takeDueTimers() {
            switch timer.key.kind {
            case .firstResponse, .followUp: clocks.pass(timer.key.lead, to: time, by: cause, &work)
            case .offer: route.expire(timer, at: time, by: cause, &work)
            case .queue: break
            }
        }
        routeUnrouted(by: cause, at: time, recordedAt: time, &work)
        let given = route.drain(LeadTimer.perTick, at: time, by: cause, &work)
        route.awakeAgain(after: time, &work)
        if given == LeadTimer.perTick { work.awakeQueue(at: time.adding(seconds: 1)) }
    }

    /// Takes down where a delivery was read from and which question it answers.
    private func settle(_ delivery: NormalisedDelivery, _ work: inout Work) {
        if let mailbox = delivery.mailbox { work.put(mailbox) }
        guard let answer = delivery.answer, var fetch = work.fetch(answer.asked), fetch.answeredBy == nil else {
            return
        }
        fetch.problem = answer.problem
        if answer.problem.isEmpty, !delivery.events.contains(where: \.saysSomething) {
            fetch.problem = "The answer names nobody; the access token may not read the contact's fields"
        }
        fetch.answeredBy = fetch.problem.isEmpty ? delivery.position : nil
        fetch.isGivenUp = answer.isLast && !fetch.problem.isEmpty
        work.put(fetch)
    }

    private func fold(_ delivery: NormalisedDelivery, recordedAt: Timestamp, _ work: inout Work) {
        for item in delivery.events.indices {
            guard let arrival = arrival(item, of: delivery, recordedAt: recordedAt) else { continue }
            carryOn(identify(arrival, &work), from: arrival, &work)
        }
    }

    /// An event of a delivery; nil for an item that it does not have.
    func arrival(_ item: Int, of delivery: NormalisedDelivery, recordedAt: Timestamp) -> Arrival? {
        guard delivery.events.indices.contains(item), delivery.digests.indices.contains(item) else { return nil }
        let event = delivery.events[item]
        return Arrival(
            id: EventID(position: delivery.position, item: item), event: event, digest: delivery.digests[item],
            channel: delivery.channel, at: Arrival.eventTime(event.sentAt, receivedAt: delivery.receivedAt),
            receivedAt: delivery.receivedAt, recordedAt: recordedAt, configuration: configuration)
    }

    /// What follows from an event once it is known whose it is.
    func carryOn(_ statement: Attributed?, from arrival: Arrival, _ work: inout Work) {
        if let statement {
            let scored = ScoredStatement(statement, scoring: score.scoring)
            if signals(scored, &work) { work.askAnew(statement.lead) }
            score(scored, &work)
            clocks.hear(statement, &work)
            acknowledge?(statement, &work)
        }
        route.placeAnew(at: arrival.recordedAt, &work)
        if work.takeFreed() {
            // Two inquiries became one. Whoever waited longest is first, also before what has come to need a rep just now.
            route.drain(QueueNeeds.perUnion, at: arrival.recordedAt, by: arrival.id, &work)
        }
        routeUnrouted(by: arrival.id, at: arrival.at, recordedAt: arrival.recordedAt, &work)
        route.askAgain(on: Route.Occasion(cause: arrival.id, at: arrival.at, now: arrival.recordedAt), &work)
    }

    /// Finds reps for the leads that have come to need one.
    func routeUnrouted(by cause: EventID, at time: Timestamp, recordedAt: Timestamp, _ work: inout Work) {
        for lead in work.takeUnrouted() { route(lead, by: cause, at: time, recordedAt: recordedAt, &work) }
    }

    func runAgain(_ entry: NormalisedEntry, by position: Position, at: Timestamp, _ work: inout Work) {
        switch entry {
        case .delivery(let delivery):
            guard var letter = work.deadLetter(delivery.position), letter.resolvedBy == nil else { return }
            letter.resolvedBy = position
            work.put(letter)
            count.countItems(of: delivery, &work)
            fold(delivery, recordedAt: at, &work)
        case .deadLetter(let latest, _):
            guard var letter = work.deadLetter(latest.position), letter.resolvedBy == nil else { return }
            letter.attempts += 1
            letter.problem = latest.problem
            letter.advice = latest.advice
            work.put(letter)
        case .action, .configuration, .tick, .mailbox, .nothing: return
        }
    }

    func gather(_ entry: NormalisedEntry, into needs: inout Needs) {
        switch entry {
        case .delivery(let delivery):
            needs.clock = max(needs.clock ?? delivery.receivedAt, delivery.receivedAt)
            needs.digests += delivery.digests
            for event in delivery.events {
                identify.gather(event, on: delivery.channel, into: &needs)
                if let names = event.namesTogether { needs.uniting.append(names) }
            }
            if let answer = delivery.answer { needs.fetches.append(answer.asked) }
        case .action(let action): gather(action, into: &needs)
        case .configuration: needs.waiting = .max
        case .tick(_, let time):
            needs.timersDueBy = time
            needs.waiting = LeadTimer.perTick
        case .deadLetter, .mailbox, .nothing: break
        }
    }
}

extension Event {
    /// What somebody goes by according to it, the former names among them; nil where it says nothing about people.
    fileprivate var namesTogether: [Identifier]? {
        guard kind.isCustomerStatement || kind == .contactUpdate || !renames.isEmpty else { return nil }
        let names = sender.identifiers + renames.flatMap { [$0.former, $0.current].compactMap { $0 } }
        return names.isEmpty ? nil : names
    }

    /// Whether it is more than a statement of nobody, which is what an API gives that was not allowed to tell.
    fileprivate var saysSomething: Bool {
        kind.isCustomerStatement ? !sender.identifiers.isEmpty : kind != .unknown && kind != .invalid
    }
}
