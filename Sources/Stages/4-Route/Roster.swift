import Domain

/// How all reps stand, by number: what a decision looks at hundreds of times, without a text or a list in it.
///
/// A mirror of the rows in ``Work`` for the time of a batch; made when the first lead of the batch needs somebody.
struct Roster {
    /// How one rep stands.
    struct Seat {
        var open: Int64 = 0
        var isOnDuty = false
        var seenAt: Timestamp?
        /// Whether the router has ever looked at him; the rest is void where it has not.
        var isRemembered = false
        var isAway = false
        var handicap: Int64 = 0
        var turn: Int64 = 0
    }

    /// What a calendar said last, and until when that holds.
    private struct Duty {
        var from = Timestamp(microseconds: .max)
        var until = Timestamp(microseconds: .min)
        var isOpen = false
        var isAsked = false
    }

    private(set) var seats: [Seat] = []
    private var duties: [Duty] = []
    private var numbers: [RepID: Int] = [:]

    /// Takes in the rows of before the batch, unless that was done.
    mutating func fill(_ table: RoutingTable, _ known: Known) {
        guard seats.isEmpty else { return }
        seats = Array(repeating: Seat(), count: table.reps.count)
        duties = Array(repeating: Duty(), count: table.calendars.count)
        numbers = table.numbers
        for state in known.repStates.values { take(state) }
        for turn in known.repTurns.values { take(turn) }
    }

    /// Follows a row that was changed. Cheap before anybody was looked for.
    mutating func take(_ state: RepState) {
        guard !seats.isEmpty, let number = numbers[state.rep] else { return }
        seats[number].open = state.open
        seats[number].isOnDuty = state.onDutySince != nil
        seats[number].seenAt = state.seenAt
    }

    /// Follows a memory that was changed.
    mutating func take(_ turn: RepTurn) {
        guard !seats.isEmpty, let number = numbers[turn.rep] else { return }
        seats[number].isRemembered = true
        seats[number].isAway = turn.isAway
        seats[number].handicap = turn.handicap
        seats[number].turn = turn.turn
    }

    /// Why a rep is not there: paused, on leave, off duty, or not checked in; nil where he is.
    ///
    /// - Parameter takesPaused: Whether it does not matter that he takes no new leads.
    mutating func absence(
        of number: Int, in table: RoutingTable, at time: Timestamp, takesPaused: Bool = false
    ) -> CandidateVerdict? {
        let traits = table.traits[number]
        if traits.weight == 0, !takesPaused { return .paused }
        if traits.calendar >= 0, !isOpen(traits.calendar, in: table, at: time) {
            return table.calendars[traits.calendar].isAbsent(time) ? .onLeave : .offHours
        }
        if traits.needsPresence, !isThere(seats[number], traits.grace, at: time) { return .absent }
        return nil
    }

    private func isThere(_ seat: Seat, _ grace: Int64?, at time: Timestamp) -> Bool {
        guard seat.isOnDuty else { return false }
        guard let grace, let seenAt = seat.seenAt else { return true }
        return time <= seenAt.adding(seconds: grace)
    }

    /// Whether a calendar is open. Whoever asks once gets an answer; until when it holds is only found out for those who go on asking.
    private mutating func isOpen(_ calendar: Int, in table: RoutingTable, at time: Timestamp) -> Bool {
        let duty = duties[calendar]
        if duty.from <= time, time < duty.until { return duty.isOpen }
        let isOpen = table.calendars[calendar].isOpen(time)
        var until = Timestamp(microseconds: time.microseconds &+ 1)
        if duty.isAsked {
            let end =
                isOpen
                ? table.calendars[calendar].closing(after: time)
                : table.calendars[calendar].opening(notBefore: time)
            until = end ?? time.adding(seconds: 86_400)
        }
        duties[calendar] = Duty(from: time, until: until, isOpen: isOpen, isAsked: true)
        return isOpen
    }
}
