import Domain

/// The routing rules with reps found by number instead of by id.
struct RoutingTable: Sendable {
    /// A pool with its members.
    struct Members: Sendable {
        let pool: Pool
        /// Numbers of reps, in the order of the configuration.
        let reps: [Int]
    }

    /// What a decision asks of each rep.
    struct Traits: Sendable {
        let weight: Int64
        let capacity: Int64
        /// The number of the calendar; -1 for none.
        let calendar: Int
        let needsPresence: Bool
        let grace: Int64?
    }

    let reps: [Rep]
    /// In the same order.
    let traits: [Traits]
    /// In the order in which they are asked. The last takes every lead, so that none is ever nobody's.
    let pools: [Members]
    let stickySeconds: Int64?
    /// The calendars of all reps, each once.
    let calendars: [WorkingCalendar]
    let numbers: [RepID: Int]
    private let leads: [TeamID: RepID]

    /// The name of the pool that everybody is in.
    static let everybody: PoolID = ""

    init(_ rules: RoutingRules) {
        reps = rules.reps
        stickySeconds = rules.stickySeconds
        var calendars: [WorkingCalendar] = []
        var numbersOfCalendars: [WorkingCalendar: Int] = [:]
        traits = rules.reps.map { rep in
            let number = rep.calendar.map { calendar in
                let number = numbersOfCalendars[calendar] ?? calendars.count
                if number == calendars.count {
                    calendars.append(calendar)
                    numbersOfCalendars[calendar] = number
                }
                return number
            }
            return Traits(
                weight: rep.weight, capacity: rep.capacity, calendar: number ?? -1, needsPresence: rep.needsPresence,
                grace: rep.presenceGraceSeconds)
        }
        self.calendars = calendars
        let numbers = Dictionary(rules.reps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        self.numbers = numbers
        leads = Dictionary(rules.teams.compactMap { team in team.lead.map { (team.id, $0) } }) { first, _ in first }
        var pools = rules.pools.map { pool in
            Members(pool: pool, reps: pool.members.compactMap { numbers[$0] }.sorted())
        }
        if rules.pools.allSatisfy(\.isAskedFor) {
            let everybody = Pool(id: RoutingTable.everybody, members: rules.reps.map(\.id))
            pools.append(Members(pool: everybody, reps: Array(rules.reps.indices)))
        }
        self.pools = pools
    }

    /// The number of a rep; nil for one who is none any more.
    func number(of rep: RepID) -> Int? { numbers[rep] }

    /// Who sees to what a rep did not take; nil where nobody is named.
    func teamLead(of rep: RepID) -> RepID? {
        guard let number = numbers[rep], let team = reps[number].team, let lead = leads[team] else { return nil }
        return numbers[lead] == nil ? nil : lead
    }

    /// The pool with an id; nil where the configuration has none any more.
    func pool(_ id: PoolID?) -> Pool? { id.flatMap { id in pools.first { $0.pool.id == id }?.pool } }
}
