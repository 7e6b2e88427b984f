import Domain

/// What moves the clocks of one inquiry. Pure: the same words at the same times give the same clocks.
///
/// The first answer is waited for from the words that opened the inquiry. After it, the next word is waited for: from the customer's first
/// words that nobody answered, else from our own last ones. Words that come in late, with an earlier time, count at their time.
struct ClockRules: Sendable {
    let targets: ResponseTargets
    let configuration: Position

    /// Takes in words of the customer.
    ///
    /// - Parameter isOpening: Whether they opened the inquiry.
    func hear(at time: Timestamp, isOpening: Bool, _ standing: inout Standing) {
        guard standing.stage.isOpen else { return }
        if isOpening, standing.clock(.firstResponse) == nil {
            start(.firstResponse, at: time, isAsked: true, &standing)
        }
        if let first = standing.clock(.firstResponse), first.stoppedAt == nil { return }
        guard let current = standing.runsOn(.followUp) else {
            return start(.followUp, at: time, isAsked: true, &standing)
        }
        // Who asks again before he is answered still waits since he first asked.
        guard !current.isAsked, time > current.since else { return }
        stop(current, at: time, &standing)
        start(.followUp, at: time, isAsked: true, &standing)
    }

    /// Takes in words of ours.
    func answer(at time: Timestamp, _ standing: inout Standing) {
        guard standing.stage.isOpen else { return }
        if var first = standing.clock(.firstResponse) {
            // Words from before the inquiry answer nothing in it.
            guard time >= first.since else { return }
            if first.stoppedAt.map({ time < $0 }) ?? true {
                let isFirst = first.stoppedAt == nil
                standing.remove(first)
                first.stop(at: time, rep: standing.owner)
                standing.insert(first)
                if isFirst { return start(.followUp, at: time, isAsked: false, &standing) }
            }
        }
        guard let current = standing.runsOn(.followUp) else {
            return start(.followUp, at: time, isAsked: false, &standing)
        }
        if time >= current.since {
            stop(current, at: time, &standing)
            start(.followUp, at: time, isAsked: false, &standing)
        } else {
            excuse(at: time, &standing)
        }
    }

    /// Lets time pass.
    func pass(to time: Timestamp, _ standing: inout Standing) {
        guard standing.stage.isOpen else { return }
        for index in standing.clocks.indices where standing.clocks[index].isRunning {
            guard let due = standing.clocks[index].due, due <= time else { continue }
            standing.clocks[index].isBreached = true
            standing.clocks[index].rep = standing.owner
        }
    }

    /// Looks at an inquiry that was closed: what was late by then is late, and nothing is waited for any more.
    func end(_ standing: inout Standing) {
        guard !standing.stage.isOpen, let end = standing.entry(standing.stage)?.at else { return }
        for index in standing.clocks.indices where standing.clocks[index].stoppedAt == nil {
            let isLate = standing.clocks[index].due.map { $0 < end } ?? false
            standing.clocks[index].isBreached = isLate
            standing.clocks[index].rep = isLate ? standing.clocks[index].rep ?? standing.owner : nil
        }
    }

    /// Goes on with an inquiry that is open again: what was waited for has all its time once more.
    func resume(at time: Timestamp, _ standing: inout Standing) {
        guard standing.stage.isOpen else { return }
        for clock in standing.clocks where clock.isRunning {
            standing.remove(clock)
            start(clock.kind, at: max(time, clock.since), isAsked: clock.isAsked, &standing)
        }
    }

    // MARK: Parts

    private func clock(_ kind: LeadClock.Kind, at time: Timestamp, isAsked: Bool) -> LeadClock? {
        guard let seconds = targets.seconds(kind) else { return nil }
        return LeadClock(
            kind: kind, since: time, isAsked: isAsked,
            due: targets.calendar.adding(workingSeconds: seconds, to: time), configuration: configuration)
    }

    private func start(_ kind: LeadClock.Kind, at time: Timestamp, isAsked: Bool, _ standing: inout Standing) {
        if let clock = clock(kind, at: time, isAsked: isAsked) { standing.insert(clock) }
    }

    /// Stops what waited for the next word; only what was late is kept.
    private func stop(_ clock: LeadClock, at time: Timestamp, _ standing: inout Standing) {
        var clock = clock
        standing.remove(clock)
        clock.stop(at: time, rep: standing.owner)
        if clock.isBreached { standing.insert(clock) }
    }

    /// Takes back that we were silent for too long where we spoke within the time after all.
    private func excuse(at time: Timestamp, _ standing: inout Standing) {
        let late = standing.clocks.first { clock in
            guard clock.kind == .followUp, clock.isBreached, clock.stoppedAt != nil, let due = clock.due else {
                return false
            }
            return clock.since <= time && time <= due
        }
        guard let late, let end = late.stoppedAt else { return }
        standing.remove(late)
        guard var next = clock(.followUp, at: time, isAsked: false) else { return }
        next.stop(at: end, rep: late.rep)
        if next.isBreached { standing.insert(next) }
    }
}

extension LeadClock {
    /// Stops it: it was late where its time had passed.
    fileprivate mutating func stop(at time: Timestamp, rep: RepID?) {
        if stoppedAt == nil, !isBreached { self.rep = rep }
        stoppedAt = time
        isBreached = due.map { $0 < time } ?? false
    }

    /// The order in which clocks are kept.
    fileprivate static func isBefore(_ left: LeadClock, _ right: LeadClock) -> Bool {
        (left.kind.rawValue, left.since, left.due?.microseconds ?? .max)
            < (right.kind.rawValue, right.since, right.due?.microseconds ?? .max)
    }
}

extension Standing {
    /// The first clock of a kind.
    func clock(_ kind: LeadClock.Kind) -> LeadClock? { clocks.first { $0.kind == kind } }

    /// The clock of a kind that nobody has stopped, late or not.
    func runsOn(_ kind: LeadClock.Kind) -> LeadClock? { clocks.last { $0.kind == kind && $0.stoppedAt == nil } }

    fileprivate mutating func insert(_ clock: LeadClock) {
        clocks.insert(clock, at: clocks.firstIndex { LeadClock.isBefore(clock, $0) } ?? clocks.endIndex)
    }

    fileprivate mutating func remove(_ clock: LeadClock) {
        if let index = clocks.firstIndex(of: clock) { clocks.remove(at: index) }
    }

    /// When the time of a kind passes, unless somebody speaks before.
    func due(_ kind: LeadClock.Kind) -> Timestamp? {
        guard stage.isOpen else { return nil }
        return clocks.first { $0.kind == kind && $0.isRunning && $0.due != nil }?.due
    }

    /// The clocks of two inquiries of one person, taken together: answered when the first of them was, late as often as each of them was.
    static func together(_ one: [LeadClock], _ other: [LeadClock]) -> [LeadClock] {
        if one.isEmpty || other.isEmpty { return one + other }
        let all = one + other
        var together: [LeadClock] = []
        let firsts = all.filter { $0.kind == .firstResponse }.sorted(by: LeadClock.isBefore)
        if var first = firsts.first {
            let answers = firsts.filter { $0.stoppedAt.map { $0 >= first.since } ?? false }
            if let earliest = answers.min(by: { ($0.stoppedAt ?? $0.since) < ($1.stoppedAt ?? $1.since) }),
                let time = earliest.stoppedAt, time != first.stoppedAt
            {
                first.stop(at: time, rep: earliest.rep)
            }
            together.append(first)
        }
        var rest: [LeadClock] = []
        for clock in all where clock.kind == .followUp && clock.stoppedAt != nil && !rest.contains(clock) {
            rest.append(clock)
        }
        let open = all.filter { $0.kind == .followUp && $0.stoppedAt == nil }
        if let latest = open.max(by: LeadClock.isBefore), together.first?.stoppedAt != nil || together.isEmpty {
            rest.append(latest)
        }
        return together + rest.sorted(by: LeadClock.isBefore)
    }
}
