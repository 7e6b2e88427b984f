/// A delivery that could not be normalised.
public struct DeadLetter: Sendable, Hashable {
    /// The delivery.
    public var position: Position
    /// Where it came in.
    public var channel: String
    /// When it was received.
    public var receivedAt: Timestamp
    /// What is wrong with it.
    public var problem: String
    /// What a person can do about it.
    public var advice: String
    /// How often it was run again since, without success.
    public var attempts: Int64
    /// The entry that ran it again with success; nil while it is open.
    public var resolvedBy: Position?

    /// A dead letter from its parts.
    public init(
        position: Position, channel: String, receivedAt: Timestamp, problem: String, advice: String, attempts: Int64,
        resolvedBy: Position?
    ) {
        self.position = position
        self.channel = channel
        self.receivedAt = receivedAt
        self.problem = problem
        self.advice = advice
        self.attempts = attempts
        self.resolvedBy = resolvedBy
    }
}

/// A configuration that was in force from its entry on.
public struct ConfigurationRecord: Sendable, Hashable {
    /// Its entry, which is also its version.
    public var position: Position
    /// When it came into force.
    public var at: Timestamp

    /// A record from its parts.
    public init(position: Position, at: Timestamp) {
        self.position = position
        self.at = at
    }
}
