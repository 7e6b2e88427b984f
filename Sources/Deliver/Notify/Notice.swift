public import Domain
import JSON

/// What a rep is told: read from a row's payload, with what the program knows besides.
public struct Notice: Sendable, Hashable {
    /// What happened, for example `lead.assigned`.
    public var topic: String
    /// As written: `L41`.
    public var lead: String?
    /// The customer's name; nil: unknown, or not to be told outside of the own system.
    public var customer: String?
    /// The lead's score at that time.
    public var score: Int64?
    /// The channel that the lead came over.
    public var source: String?
    /// Until when somebody has to do something.
    public var due: String?
    /// Why it happened, in somebody's words.
    public var reason: String?
    /// The rep's page.
    public var link: String?

    /// Reads what the payload of a row says; what it does not say stays open.
    public init(_ item: OutboxItem) {
        topic = item.topic
        lead = item.lead.map { "L\($0)" }
        // because: a notice without its payload is still worth more than none
        guard let payload = try? JSONDocument(parsing: Array(item.payload.utf8)) else { return }
        payload.withRoot { root in
            lead = lead ?? root["lead"]?.string
            score = root["score"]?.int64
            source = root["channel"]?.string
            due = root["due"]?.string
            reason = root["reason"]?.string
        }
    }
}
