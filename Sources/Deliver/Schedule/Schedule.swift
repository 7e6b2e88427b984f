public import Domain

/// Which rows of the outbox are sent now. A plain value: rows and time come in, rows to send come out.
///
/// A row is sent when all of these hold: it is not at work; no earlier row about the same lead waits for the same destination; its pause after the
/// last attempt is over; its destination lets it; there is room, in all and at the destination. No order is kept between destinations or leads.
public struct Schedule: Sendable {
    /// Bounds that hold for all destinations.
    public struct Limits: Sendable, Hashable {
        /// Rows at work at once.
        public var concurrentMax: Int
        /// Of these for one destination, where nothing else is configured.
        public var concurrentOfDestinationMax: Int
        /// Pauses between attempts.
        public var backoff: Backoff
        /// How long a row that is settled may still be read as waiting, because its outcome is not folded yet. Beyond, the outcome must be lost.
        public var settlingSeconds: Int64

        /// Limits from their parts.
        public init(
            concurrentMax: Int = 32, concurrentOfDestinationMax: Int = 4, backoff: Backoff = Backoff(),
            settlingSeconds: Int64 = 600
        ) {
            self.concurrentMax = concurrentMax
            self.concurrentOfDestinationMax = concurrentOfDestinationMax
            self.backoff = backoff
            self.settlingSeconds = settlingSeconds
        }
    }

    /// What is to be done with rows now.
    public struct Turn: Sendable, Hashable {
        /// To be sent; each is at work until ``Schedule/finished(_:_:at:)`` or ``Schedule/dropped(_:)``.
        public var send: [OutboxItem] = []
        /// Too old to be sent; settled by this.
        public var expired: [OutboxItem] = []
    }

    /// What a row's attempt comes to.
    public enum Decision: Sendable, Hashable {
        /// There will be no other.
        case settled
        /// There will be another, not before this time.
        case again(Timestamp)
        /// It has failed, and the row is too old for another.
        case givenUp
    }

    private struct Row {
        var attempts: Int64
        var next: Timestamp
        /// Since when it is settled; what the row looked like then, because sending it again later is another matter.
        var settled: (at: Timestamp, by: Position?)?
    }

    private let limits: Limits
    private let patience: @Sendable (OutboxItem) -> Patience
    private let concurrency: @Sendable (String) -> Int?
    private var rows: [OutboxID: Row] = [:]
    private var atWork: [OutboxID: OutboxItem] = [:]
    private var circuits: [String: Circuit] = [:]

    /// A schedule that has sent nothing yet.
    ///
    /// - Parameters:
    ///   - patience: How long a row is worth sending.
    ///   - concurrency: Rows at work at once for a destination; nil: as the limits say.
    public init(
        limits: Limits = Limits(), patience: @escaping @Sendable (OutboxItem) -> Patience = Patience.usual,
        concurrency: @escaping @Sendable (String) -> Int? = { _ in nil }
    ) {
        self.limits = limits
        self.patience = patience
        self.concurrency = concurrency
    }

    /// Rows at work.
    public var atWorkCount: Int { atWork.count }

    /// Destinations that have failed too often and are not asked at the moment, or only by one row.
    public var failingDestinations: [String] { circuits.filter(\.value.isProbing).keys.sorted() }

    /// Takes the rows whose time has come.
    ///
    /// - Parameter waiting: All that wait, or the first of each destination, in any order. What is not among them any more is forgotten.
    public mutating func turn(_ waiting: [OutboxItem], at now: Timestamp) -> Turn {
        let items = waiting.sorted { $0.id < $1.id }
        forget(except: items, at: now)
        var turn = Turn()
        var lines: Set<Line> = Set(atWork.values.map(Line.init))
        var load = Dictionary(grouping: atWork.values, by: \.destination).mapValues(\.count)
        for item in items where rows[item.id]?.settled == nil && atWork[item.id] == nil {
            // Whoever waits holds up the line, also when it is not sent now.
            guard lines.insert(Line(item)).inserted else { continue }
            if isExpired(item, at: now) {
                turn.expired.append(item)
                settle(item, at: now)
                lines.remove(Line(item))
                continue
            }
            let circuit = circuits[item.destination] ?? Circuit()
            let most = circuit.isProbing ? 1 : concurrency(item.destination) ?? limits.concurrentOfDestinationMax
            guard circuit.lets(at: now), (rows[item.id]?.next).map({ $0 <= now }) ?? true,
                atWork.count < limits.concurrentMax, load[item.destination, default: 0] < most
            else { continue }
            load[item.destination, default: 0] += 1
            atWork[item.id] = item
            turn.send.append(item)
        }
        return turn
    }

    /// An attempt has ended; the row is no longer at work.
    ///
    /// - Returns: Whether there will be another, and how many there were with this one.
    public mutating func finished(
        _ item: OutboxItem, _ attempt: Attempt, at now: Timestamp
    ) -> (decision: Decision, attempts: Int64) {
        atWork.removeValue(forKey: item.id)
        let attempts = attempts(of: item) + 1
        rows[item.id] = Row(attempts: attempts, next: now, settled: nil)
        guard case .failed(_, let retryAfter) = attempt else {
            circuits[item.destination]?.answered()
            settle(item, at: now)
            return (.settled, attempts)
        }
        circuits[item.destination, default: Circuit()].failed(at: now, retryAfterSeconds: retryAfter)
        let pause = max(limits.backoff.seconds(after: attempts, of: item.id), retryAfter ?? 0)
        let next = now.adding(seconds: pause)
        guard next < item.since.adding(seconds: patience(item).giveUpSeconds) else {
            settle(item, at: now)
            return (.givenUp, attempts)
        }
        rows[item.id]?.next = next
        return (.again(next), attempts)
    }

    /// An attempt was given up halfway, because the program stops: it does not count.
    public mutating func dropped(_ item: OutboxItem) { atWork.removeValue(forKey: item.id) }

    /// Attempts so far, those of earlier runs as far as they were written down.
    public func attempts(of item: OutboxItem) -> Int64 { max(rows[item.id]?.attempts ?? 0, item.attempts) }

    private func isExpired(_ item: OutboxItem, at now: Timestamp) -> Bool {
        let patience = patience(item)
        guard now >= item.since.adding(seconds: patience.giveUpSeconds) else { return false }
        return !patience.triesOnce || attempts(of: item) > 0
    }

    private mutating func settle(_ item: OutboxItem, at now: Timestamp) {
        rows[item.id] = Row(attempts: attempts(of: item), next: now, settled: (now, item.settledBy))
    }

    private mutating func forget(except items: [OutboxItem], at now: Timestamp) {
        let waiting = Dictionary(items.map { ($0.id, $0) }) { first, _ in first }
        for (id, row) in rows where atWork[id] == nil {
            guard let item = waiting[id] else {
                rows.removeValue(forKey: id)
                continue
            }
            guard let settled = row.settled else { continue }
            let isLost = now >= settled.at.adding(seconds: limits.settlingSeconds)
            if isLost || item.settledBy != settled.by { rows.removeValue(forKey: id) }
        }
        let destinations = Set(items.map(\.destination) + atWork.values.map(\.destination))
        circuits = circuits.filter { destinations.contains($0.key) || !$0.value.lets(at: now) }
    }

    /// Rows that are sent one after the other.
    private struct Line: Hashable {
        let destination: String
        let lead: LeadID?

        init(_ item: OutboxItem) {
            destination = item.destination
            lead = item.lead
        }
    }
}
