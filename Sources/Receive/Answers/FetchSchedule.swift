import Domain

/// When which question is asked again. A plain value: the time comes in.
struct FetchSchedule {
    /// How long a question is asked; providers keep leads for weeks, tokens are renewed within days.
    static let askedSeconds: Int64 = 7 * 86_400
    /// From the first failure to the second attempt; each further wait is twice as long.
    static let firstWaitSeconds: Int64 = 5
    /// The longest wait.
    static let lastWaitSeconds: Int64 = 3600

    private struct Attempts {
        var count: Int64
        var next: Timestamp
    }

    private var attempts: [EventID: Attempts] = [:]

    /// The questions whose time has come: those that were never asked first, then in order. What is no longer waited for is forgotten.
    mutating func due(_ waiting: [FetchRecord], at now: Timestamp) -> [FetchRecord] {
        let events = Set(waiting.map(\.event))
        attempts = attempts.filter { events.contains($0.key) }
        return waiting.filter { attempts[$0.event].map { $0.next <= now } ?? true }
            .sorted { (attempts[$0.event]?.count ?? 0, $0.event) < (attempts[$1.event]?.count ?? 0, $1.event) }
    }

    /// A question was asked, with whatever result: an answer that is of use ends its waiting.
    mutating func asked(_ event: EventID, at now: Timestamp) {
        let count = (attempts[event]?.count ?? 0) + 1
        let wait = min(Self.lastWaitSeconds, Self.firstWaitSeconds << min(count - 1, 20))
        attempts[event] = Attempts(count: count, next: now.adding(seconds: wait))
    }

    /// Whether this is the last attempt.
    static func isLast(_ record: FetchRecord, at now: Timestamp) -> Bool {
        now > record.at.adding(seconds: askedSeconds)
    }
}
