public import Domain

/// How long to wait after a failed attempt: exponential, with full jitter so that rows that failed together do not come back together.
public struct Backoff: Sendable, Hashable {
    /// Upper bound of the first wait.
    public var firstSeconds: Int64
    /// Upper bound of every wait.
    public var lastSeconds: Int64

    /// By default up to 5 s, 10 s, 20 s and so on, never over an hour.
    public init(firstSeconds: Int64 = 5, lastSeconds: Int64 = 3600) {
        self.firstSeconds = max(1, firstSeconds)
        self.lastSeconds = max(1, lastSeconds)
    }

    /// Seconds until the next attempt, from 1 up to ``bound(_:)``: a number that differs from row to row and is the same whenever it is asked for.
    ///
    /// - Parameter attempts: Those that have failed, this one included; at least 1.
    public func seconds(after attempts: Int64, of id: OutboxID) -> Int64 {
        var hash = SipHash(key: SipHash.Key(low: 0x6261_636b_6f66_6621, high: 0x6a69_7474_6572_2121))
        hash.combine("\(id) \(attempts)")
        return 1 + Int64(hash.digest().low % UInt64(bound(attempts)))
    }

    /// The longest wait after so many failures.
    public func bound(_ attempts: Int64) -> Int64 {
        let doublings = min(max(attempts, 1) - 1, 30)
        let (product, overflow) = firstSeconds.multipliedReportingOverflow(by: 1 << doublings)
        return overflow ? lastSeconds : min(product, lastSeconds)
    }
}
