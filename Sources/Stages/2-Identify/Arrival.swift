import Domain

/// An event on its way into the fold, with its place and times.
struct Arrival {
    let id: EventID
    var event: Event
    let digest: SipHash.Digest
    let channel: String
    /// Event time.
    let at: Timestamp
    /// When its delivery was received.
    let receivedAt: Timestamp
    /// When the program learned of it: the time of the entry that is being folded.
    let recordedAt: Timestamp
    let configuration: Position

    /// How far a provider's clock may run ahead before its time is not believed.
    static let clockSkewSeconds: Int64 = 600
    /// Nobody sends business messages from before 2000; such times are mistakes of unit.
    static let earliest = Timestamp(microseconds: 946_684_800_000_000)

    /// The provider's time where it is plausible, else that of receipt.
    static func eventTime(_ sentAt: Timestamp?, receivedAt: Timestamp) -> Timestamp {
        guard let sentAt, sentAt >= earliest, sentAt <= receivedAt.adding(seconds: clockSkewSeconds) else {
            return receivedAt
        }
        return sentAt
    }
}
