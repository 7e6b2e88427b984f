/// Why an action does not fit how a lead stands.
public enum LifecycleRefusal: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case notQualified = "not_qualified"
    case isOpportunity = "is_opportunity"
    case nothingToLose = "nothing_to_lose"
    case closed
    case open
    case noOwner = "no_owner"
    case alreadyAccepted = "already_accepted"
    case noReason = "no_reason"
    case negativeAmount = "negative_amount"
    case unknownCurrency = "unknown_currency"
    case inTheFuture = "in_the_future"
    case beforeOpening = "before_opening"
    case anotherIsOpen = "another_is_open"
    case newerExists = "newer_exists"
    case parted

    /// What is the matter.
    public var problem: String {
        switch self {
        case .notQualified: "The lead is not sales qualified yet"
        case .isOpportunity: "The lead is an opportunity already"
        case .nothingToLose: "Nobody has tried to sell to this lead yet"
        case .closed: "The lead is closed"
        case .open: "The lead is open"
        case .noOwner: "The lead has no owner"
        case .alreadyAccepted: "The lead's owner has accepted it already"
        case .noReason: "The reason is missing"
        case .negativeAmount: "The amount is less than nothing"
        case .unknownCurrency: "ISO 4217 has no such currency"
        case .inTheFuture: "The time has not come yet"
        case .beforeOpening: "The lead was opened later than that"
        case .anotherIsOpen: "The same person has another open lead"
        case .newerExists: "The contact has a newer lead"
        case .parted: "The lead was closed for contacts that are no longer one person"
        }
    }

    /// What to do instead.
    public var advice: String {
        switch self {
        case .notQualified: "Make it an opportunity, or wait until its score qualifies it"
        case .isOpportunity: "Say that it is lost, and why"
        case .nothingToLose: "Disqualify it, or make it an opportunity first"
        case .closed: "Reopen it first"
        case .open: "Go on working with it"
        case .noOwner: "Wait until a rep has room and gets it"
        case .alreadyAccepted: "Go on working with it"
        case .noReason: "Say why"
        case .negativeAmount: "Say what the customer pays"
        case .unknownCurrency: "Use a code like IDR or USD"
        case .inTheFuture: "Leave the time out, or give one that has passed"
        case .beforeOpening: "Leave the time out, or give one after the lead was opened"
        case .anotherIsOpen: "Work with the open one"
        case .newerExists: "Reopen the newest one"
        case .parted: "Merge the contacts again first"
        }
    }

    /// Both in one line.
    public var description: String { "\(problem). \(advice)." }
}
