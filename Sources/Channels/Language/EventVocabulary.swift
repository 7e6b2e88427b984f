import Domain

/// The names that a `map` may give values to.
enum EventVocabulary {
    /// Fields that only views show; the fold does without them.
    static let details: [String] = FieldTable.details.map(\.name)

    /// That the event lacks its content until the provider has answered.
    static let needsFetch = "needs_fetch"
    /// Set on what only tries the connection.
    static let isTest = "is_test"
    /// A place that was sent; the only detail that the fold looks at in what customers say.
    static let location = "location"
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
