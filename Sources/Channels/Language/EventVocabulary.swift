import Domain

/// The names that a `map` may give values to.
enum EventVocabulary {
    /// Fields that only views show; the fold does without them.
    static let details: [String] = [
        "account_event", "account_phone_e164", "app_id", "attachments", "auto_submitted", "bot_id", "bounce",
        "business_connection_id", "category", "cc", "client_msg_id", "command", "comment_type", "concat",
        "conversation_type", "duplicate_of", "emoji", "envelope_from", "envelope_to", "errors", "event_id",
        "forwarded", "from_email", "group_id", "html", "in_reply_to", "inbox_id", "interactive", "ip", "is_test",
        "language", "list_id", "location", "mailbox_hash", "mention", "message_type", "needs_fetch",
        "new_conversation_id", "new_phone_e164", "new_sender_id", "new_user_id", "object_id", "object_type",
        "old_phone_e164", "old_user_id", "opaque_data", "order", "parent_id", "phone_candidates", "poll", "product",
        "provider_message_ids", "quoted", "reason", "recipient_id", "redelivery", "references", "removed",
        "reply_to", "reply_token", "sender_parent_user_id", "sender_user_ref", "shared_contacts", "signature",
        "spam_score", "standby", "story", "system_type", "team_id", "text_full",
        "thread_id", "to", "unsupported_type", "url", "value", "watermark",
    ]

    /// That the event lacks its content until the provider has answered.
    static let needsFetch = "needs_fetch"
    /// The time of the event.
    static let timestamp = "timestamp"
    /// The answers of a form.
    static let answers = "fields"
    /// What stands before a touch's field.
    static let touchPrefix = "referral."
    /// Addresses that a touch is read from.
    static let touchAddresses = "referral.addresses"

    /// Paths to the ids of answered mails, the nearest first.
    static let threadReferences = "thread.references"
    /// Paths to the addresses that a mail went to.
    static let threadRecipients = "thread.recipients"

    /// Every name, for suggestions.
    static let all: [String] =
        TextField.allCases.map(\.rawValue) + [timestamp, answers, touchAddresses, threadReferences, threadRecipients]
        + TouchField.allCases.map { touchPrefix + $0.rawValue } + details
}
