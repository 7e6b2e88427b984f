import Domain

/// A customer's statement whose contact and lead are known: what the later stages work on.
struct Attributed {
    let id: EventID
    let event: Event
    let channel: String
    /// Event time.
    let at: Timestamp
    /// When the program learned of it.
    let recordedAt: Timestamp
    let contact: ContactID
    let lead: LeadID
    /// The customer's statements in the conversation, this one included.
    let statements: Int64
    /// Position of the configuration in force.
    let configuration: Position
}
