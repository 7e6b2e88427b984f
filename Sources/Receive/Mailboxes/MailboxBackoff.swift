import Domain

/// How long to wait after failures: twice as long each time, up to five minutes and a half of them, and never twice the same, so that many mailboxes of one
/// server do not come back together.
struct MailboxBackoff {
    /// The longest wait without the part that chance adds.
    static let millisecondsMax = 300_000

    private var failures = 0

    /// Something went well.
    mutating func reset() { failures = 0 }

    /// The wait after another failure, in milliseconds: up to half as long again as is due.
    ///
    /// - Parameter floor: What the error asks for at least; a login that is refused too often may lock the account.
    mutating func next(atLeast floor: Int, using random: inout some RandomNumberGenerator) -> Int {
        failures = min(failures + 1, 20)
        let due = min(Self.millisecondsMax, max(floor, 500 << failures))
        return Int.random(in: due...due + due / 2, using: &random)
    }
}

extension Verdict {
    /// Seconds that the error asks for.
    var retrySeconds: Int { if case .retry(let seconds) = self { seconds } else { 60 } }
}
