import Domain

/// Forgives absence: who was away neither owes what others got meanwhile, nor is owed it.
///
/// Who comes back counts as having as much as the least busy of those who stayed, so that he gets his share from then on and no flood. What he is
/// held to have on top only ever shrinks, as far as the others work theirs off.
struct Absences {
    /// A member of a pool at a decision.
    struct Member {
        let rep: Rep
        let state: RepState
        var isAway: Bool
        /// What the router remembers; nil where it has never looked.
        var turn: RepTurn?
    }

    private(set) var members: [Member]

    /// Brings what is remembered up to date.
    ///
    /// - Returns: The memories that have changed.
    mutating func update() -> [RepTurn] {
        var changed: [RepTurn] = []
        let stayed = members.filter { !$0.isAway && $0.turn?.isAway == false }
        let free = stayed.filter { $0.turn?.handicap == 0 }.map { Level($0.state.open, $0.rep.weight) }.min()
        let least = stayed.map { Level($0.state.open + ($0.turn?.handicap ?? 0), $0.rep.weight) }.min()
        let first = stayed.compactMap { $0.turn?.turn }.min()
        for index in members.indices {
            let member = members[index]
            let former = member.turn
            // Somebody new is one who comes back.
            var turn = former ?? RepTurn(rep: member.rep.id, isAway: true)
            if member.isAway {
                turn.isAway = true
            } else if turn.isAway {
                turn.isAway = false
                turn.handicap = least.map { max(0, $0.times(member.rep.weight) - member.state.open) } ?? 0
                if let first { turn.turn = max(turn.turn, first) }
            } else if turn.handicap > 0, let free {
                turn.handicap = min(turn.handicap, max(0, free.times(member.rep.weight) - member.state.open))
            }
            guard turn != former else { continue }
            members[index].turn = turn
            changed.append(turn)
        }
        return changed
    }

    init(_ members: [Member]) { self.members = members }

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
