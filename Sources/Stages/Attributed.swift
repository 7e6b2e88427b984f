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
    /// What was known before it.
    let history: History
    /// Position of the configuration in force.
    let configuration: Position

    /// What is known of the contact besides the statement.
    struct History {
        /// The kinds of identifiers that lead to the contact, those of this statement among them.
        let kinds: IdentifierKinds
        /// Whether the contact has a name.
        let isNamed: Bool
        /// When the contact first wrote.
        let contactSince: Timestamp
        /// The latest statement before this one in the conversation; nil for its first.
        let spokeAt: Timestamp?
        /// The number of the inquiry, from 1.
        let cycle: Int64
        /// How the inquiry before this one ended; only at the statement that opens this one.
        let formerEnd: InquiryEnd?
    }
}
