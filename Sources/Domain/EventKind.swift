/// What one item of a delivery is.
public enum EventKind: String, Sendable, Hashable, CaseIterable {
    case message
    case leadForm = "lead_form"
    case comment
    case command
    case reaction
    case edit
    case delete
    case status
    /// Something that our own side wrote.
    case echo
    case typing
    case referral
    case optin
    case optout
    case contactUpdate = "contact_update"
    case system
    case account
    case bounce
    case autoReply = "auto_reply"
    /// Mailing lists and newsletters.
    case bulk
    /// A report that somebody called our mail spam.
    case complaint
    /// Caught by a trap that no person walks into.
    case spam
    case error
    /// Cannot be attributed to anybody.
    case invalid
    /// Matches nothing that the channel describes.
    case unknown

    /// Whether a customer says something with it: only these feed scores and counters.
    public var isCustomerStatement: Bool {
        switch self {
        case .message, .leadForm, .comment, .command: true
        default: false
        }
    }

    /// Whether it is held back until somebody releases it.
    public var isQuarantined: Bool { self == .spam || self == .invalid }
}
