import Domain

/// Keeps a destination that fails from being asked again and again by every row that waits for it.
///
/// Closed, everything goes through. After some failures in a row it opens and nothing does for a while; then one row may try, and what becomes of
/// it closes the circuit or opens it for twice as long.
struct Circuit: Sendable, Hashable {
    /// Failures in a row that open it.
    static let failuresMax = 5
    static let firstPauseSeconds: Int64 = 30
    static let lastPauseSeconds: Int64 = 900

    /// Failures in a row.
    private(set) var failures = 0
    /// Nothing is sent before, because too much has failed.
    private var openUntil = Timestamp(microseconds: .min)
    /// Nothing is sent before, because the destination asks for patience; an answer to what was on its way then does not change that.
    private var patientUntil = Timestamp(microseconds: .min)

    /// Whether one row at a time is all that may be sent.
    var isProbing: Bool { failures >= Self.failuresMax }

    /// Whether anything may be sent now.
    func lets(at now: Timestamp) -> Bool { now >= max(openUntil, patientUntil) }

    /// The destination answered, whatever it made of the row.
    mutating func answered() {
        failures = 0
        openUntil = Timestamp(microseconds: .min)
    }

    /// The destination failed.
    ///
    /// - Parameter retryAfterSeconds: What it asks for.
    mutating func failed(at now: Timestamp, retryAfterSeconds: Int64?) {
        failures += 1
        if isProbing {
            let doublings = min(failures - Self.failuresMax, 20)
            let pause = min(Self.firstPauseSeconds << Int64(doublings), Self.lastPauseSeconds)
            openUntil = now.adding(seconds: pause)
        }
        if let retryAfterSeconds { patientUntil = max(patientUntil, now.adding(seconds: retryAfterSeconds)) }
    }
}
