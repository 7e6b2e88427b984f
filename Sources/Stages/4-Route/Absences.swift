import Domain

/// Forgives absence: who was away neither owes what others got meanwhile, nor is owed it.
///
/// Who comes back counts as having as much as the least busy of those who stayed, so that he gets his share from then on and no flood. What he is
/// held to have on top only ever shrinks, as far as the others work theirs off.
struct Absences {
    /// Numbers of the members of a pool.
    let members: [Int]
    /// Which of them are away, in the same order.
    let isAway: [Bool]

    /// Brings what is remembered up to date.
    ///
    /// - Returns: Whose memories have changed, and to what.
    func update(_ seats: [Roster.Seat], _ table: RoutingTable) -> [RepTurn] {
        // Where nobody is there, nobody gets anything that others would miss.
        guard isAway.contains(false) else { return [] }
        let stayed = Stayed(self, seats, table)
        var changed: [RepTurn] = []
        for (place, number) in members.enumerated() {
            let former = seats[number]
            var seat = former
            let weight = table.traits[number].weight
            if isAway[place] {
                seat.isAway = true
            } else if former.isAway || !former.isRemembered {
                // Somebody new is one who comes back.
                seat.isAway = false
                seat.handicap = stayed.least.map { max(0, $0.times(weight) - seat.open) } ?? seat.handicap
                if let first = stayed.firstTurn { seat.turn = max(seat.turn, first) }
            } else if former.handicap > 0, let free = stayed.free, let ahead = stayed.ahead {
                // Who has just got the lead of a round is ahead until the others have theirs: that takes nothing off what is forgiven.
                let isCaughtUp = free.times(weight) <= seat.open
                seat.handicap = isCaughtUp ? 0 : min(seat.handicap, max(0, ahead.times(weight) - seat.open))
            } else {
                continue
            }
            let isSame =
                former.isRemembered && seat.isAway == former.isAway && seat.handicap == former.handicap
                && seat.turn == former.turn
            guard !isSame else { continue }
            changed.append(
                RepTurn(
                    rep: table.reps[number].id, handicap: seat.handicap, isAway: seat.isAway, turn: seat.turn))
        }
        return changed
    }

    /// What those had in common who were there before and still are.
    private struct Stayed {
        /// The lowest level, with what they are held to have on top.
        var least: Level?
        /// The lowest level of those without anything on top, now and with one more.
        var free: Level?
        var ahead: Level?
        var firstTurn: Int64?

        init(_ absences: Absences, _ seats: [Roster.Seat], _ table: RoutingTable) {
            for (place, number) in absences.members.enumerated() where !absences.isAway[place] {
                let seat = seats[number]
                guard seat.isRemembered, !seat.isAway else { continue }
                let weight = table.traits[number].weight
                lower(&least, Level(seat.open + seat.handicap, weight))
                firstTurn = min(firstTurn ?? seat.turn, seat.turn)
                guard seat.handicap == 0 else { continue }
                lower(&free, Level(seat.open, weight))
                lower(&ahead, Level(seat.open + 1, weight))
            }
        }

        private func lower(_ level: inout Level?, _ other: Level) {
            guard let known = level else {
                level = other
                return
            }
            if other < known { level = other }
        }
    }

    /// Open leads in proportion to a weight.
    struct Level: Comparable {
        let open: Int64
        let weight: Int64

        init(_ open: Int64, _ weight: Int64) {
            self.open = open
            self.weight = weight
        }

        static func < (left: Level, right: Level) -> Bool {
            let (a, b) = (
                left.open.multipliedFullWidth(by: right.weight), right.open.multipliedFullWidth(by: left.weight)
            )
            return (a.high, a.low) < (b.high, b.low)
        }

        static func == (left: Level, right: Level) -> Bool { !(left < right) && !(right < left) }

        /// As many open leads as somebody of a weight has at this level, rounded down.
        func times(_ other: Int64) -> Int64 { weight > 0 ? open * other / weight : 0 }
    }
}
