import Channels
import Domain
import Metrics
import NIOCore

/// What the connections of one event loop share: the channels in force, the deliveries of this turn of the loop, the clock of the time-outs.
final class LoopDesk: CommitOwner, @unchecked Sendable {  // because all that changes is touched on `loop` only
    // `settled` comes from another thread and hops over at once.
    let loop: any EventLoop
    let options: IntakeOptions
    let answers: SharedAnswers
    let counters: IntakeCounters
    let admission: Admission
    let now: @Sendable () -> Timestamp
    private let commit: GroupCommit
    /// Seconds that a stop leaves to requests that are being received.
    private static let unfinishedSeconds = 2

    /// The channels in force.
    private(set) var channels: IntakeChannels
    /// Channels for which nothing is accepted any more: they are going away, or gone while requests to them were being received.
    private var withdrawn: Set<String>
    /// Seconds since the intake started, counted by a timer: exact enough for time-outs and free to read.
    private(set) var seconds = 0
    /// When the intake began to stop: each connection ends with the answers it still owes.
    private var drainStart: Int?
    private var drained: EventLoopPromise<Void>?
    private var connections: [ObjectIdentifier: Connection] = [:]

    private var gathered: [EntryDraft] = []
    private var owed: [OwedAnswer] = []

    /// An answer that waits for its entry to be durable.
    private struct OwedAnswer {
        var connection: Connection
        var sequence: Int
        var bytes: Int
        var channel: IntakeChannel
    }

    init(
        loop: any EventLoop, options: IntakeOptions, channels: IntakeChannels, withdrawn: Set<String>,
        commit: GroupCommit, admission: Admission, answers: SharedAnswers, counters: IntakeCounters,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.loop = loop
        self.options = options
        self.channels = channels
        self.withdrawn = withdrawn
        self.commit = commit
        self.admission = admission
        self.answers = answers
        self.counters = counters
        self.now = now
    }

    /// Takes an accepted delivery; all of one turn of the loop are handed over together, with one lock.
    func accept(_ draft: EntryDraft, for connection: Connection, sequence: Int, bytes: Int, channel: IntakeChannel) {
        if gathered.isEmpty { loop.execute { self.handOver() } }
        gathered.append(draft)
        owed.append(OwedAnswer(connection: connection, sequence: sequence, bytes: bytes, channel: channel))
    }

    /// Puts channels in force. What was accepted before is handed over in the same turn, so that whoever waits for this waits for that.
    func replace(_ channels: IntakeChannels, withdrawn: Set<String>) {
        self.channels = channels
        self.withdrawn = withdrawn
        handOver()
    }

    func isWithdrawn(_ channel: IntakeChannel) -> Bool { !withdrawn.isEmpty && withdrawn.contains(channel.id) }

    /// Counts what is not stored, passes on what it asks for, and gives its answer.
    func settle(_ decision: GateDecision, _ channel: IntakeChannel, origin: String?) -> PreparedAnswer {
        switch decision {
        case .answer(let answer), .acceptAnswering(let answer):
            channel.counters.handshake.increment()
            tellOfConfirmation(answer, channel)
            return channel.answer(answer, origin: origin)
        case .missingCertificate(let url):
            options.onMissingCertificate?(channel.id, url)
            channel.counters.count(.keyPending)
            return channel.answer(to: .keyPending)
        case .refuse(let refusal):
            channel.counters.count(refusal)
            return channel.answer(to: refusal)
        case .accept: return channel.answer
        }
    }

    /// Passes on the address that a provider wants to be called.
    func tellOfConfirmation(_ answer: GateAnswer, _ channel: IntakeChannel) {
        guard let url = answer.confirm else { return }
        channel.counters.confirmations.increment()
        options.onConfirm?(channel.id, url)
    }

    private func handOver() {
        guard !gathered.isEmpty else { return }
        let drafts = gathered
        gathered = []
        gathered.reserveCapacity(drafts.count)
        commit.enqueue(drafts, of: self)
    }

    func settled(_ count: Int, _ outcome: CommitOutcome) {
        loop.execute { self.answer(count, outcome) }
    }

    private func answer(_ count: Int, _ outcome: CommitOutcome) {
        let isStored = if case .committed = outcome { true } else { false }
        let decided = owed[..<count]
        for owed in decided {
            admission.leave(bytes: owed.bytes)
            if isStored {
                owed.channel.counters.accepted.increment()
                owed.channel.counters.bytes.increment(by: owed.bytes)
            } else {
                owed.channel.counters.notStored.increment()
            }
            owed.connection.decide(owed.sequence, isStored: isStored)
        }
        // In a second round, so that several answers of one connection leave with one write.
        for owed in decided { owed.connection.writeReady() }
        owed.removeFirst(count)
    }

    func add(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = connection
        if isDraining { connection.drain() }
    }

    func remove(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        if isDraining, connections.isEmpty { drained?.succeed() }
    }

    var isDraining: Bool { drainStart != nil }

    /// Whether requests that are still being received are given up, so that a stop does not wait for slow clients.
    var dropsUnfinished: Bool { drainStart.map { seconds - $0 >= Self.unfinishedSeconds } ?? false }

    /// Lets the clock go on and ends what takes too long.
    func advance(seconds count: Int) {
        seconds += count
        for connection in connections.values { connection.endIfLate() }
    }

    /// Ends connections as soon as they owe nothing; the future follows the last.
    func drain() -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        drainStart = seconds
        drained = promise
        if connections.isEmpty { promise.succeed() }
        for connection in connections.values { connection.drain() }
        return promise.futureResult
    }

    /// Ends all connections at once.
    func closeAll() {
        for connection in connections.values { connection.abort() }
    }
}
