public import Domain

/// A message that should leave the system, and what became of it.
public struct OutboxItem: Sendable, Hashable {
    /// How a row stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case waiting, delivered, dead
    }
    public var event: EventID
    public var number: Int64
    public var destination: String
    public var topic: String
    public var at: Timestamp
    public var payload: String
    public var since: Timestamp
    public var lead: LeadID?
    public var state: State
    public var attempts: Int64
    public var problem: String?
    public var reference: String?
    public var settledBy: Position?
    public init(event: EventID, number: Int64, destination: String, topic: String, at: Timestamp, payload: String, since: Timestamp? = nil, lead: LeadID? = nil, state: State = .waiting, attempts: Int64 = 0, problem: String? = nil, reference: String? = nil, settledBy: Position? = nil) {
        self.event = event; self.number = number; self.destination = destination; self.topic = topic; self.at = at; self.payload = payload; self.since = since ?? at; self.lead = lead; self.state = state; self.attempts = attempts; self.problem = problem; self.reference = reference; self.settledBy = settledBy
    }
}
