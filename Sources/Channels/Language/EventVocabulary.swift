import Domain

/// The names that a `map` may give values to.
enum EventVocabulary {
    /// Fields that only views show; the fold does without them.
    static let details: [String] = [
        "account_event", "account_phone_e164", "attachments", "bounce", "business_connection_id", "category", "cc",
        "command", "conversation_type", "duplicate_of", "emoji", "errors", "event_id", "forwarded", "from_email",
        "group_id", "in_reply_to", "interactive", "ip", "language", "list_id", "location", "message_type",
        "needs_fetch", "new_conversation_id", "new_phone_e164", "new_sender_id", "new_user_id", "old_phone_e164",
        "old_user_id", "opaque_data", "order", "phone_candidates", "poll", "product", "quoted", "reason",
        "recipient_id", "references",
        "removed", "reply_to", "sender_parent_user_id", "shared_contacts", "signature", "status", "system_type",
        "target_message_id", "thread_id", "to", "unsupported_type", "value",
    ]

    /// The time of the event.
    static let timestamp = "timestamp"
    /// The answers of a form.
    static let answers = "fields"
    /// What stands before a touch's field.
    static let touchPrefix = "referral."
    /// Addresses that a touch is read from.
    static let touchAddresses = "referral.addresses"

    /// Every name, for suggestions.
    static let all: [String] =
        TextField.allCases.map(\.rawValue) + [timestamp, answers, touchAddresses]
        + TouchField.allCases.map { touchPrefix + $0.rawValue } + details
}
