public import Domain
public import JSON

/// Why a delivery could not be normalised. The delivery stays in the ledger and can be run again after a fix.
public enum NormaliseError: ActionableError, Sendable, Hashable {
    /// The body is not JSON that is taken.
    case notJSON(JSONError)
    /// The body is not the form that its content type says.
    case notForm(String)
    /// The body holds nothing that could be a mail.
    case notMail
    /// The answer to a question that the channel file does not ask.
    case noSuchFetch(String)
    /// More items than an entry can number.
    case tooManyItems(itemsMax: Int)
    /// More values to look at than one delivery may cost.
    case tooManyNodes(nodesMax: Int)
    /// The events would be many times larger than the delivery.
    case tooMuchText(bytesMax: Int)

    /// One clause; the text of the delivery is not in it.
    public var problem: String {
        switch self {
        case .notJSON(let error): error.problem
        case .notForm(let reason): "The body is not a form: \(reason)"
        case .notMail: "The body is not a mail: it has neither headers nor text"
        case .noSuchFetch(let name):
            "The delivery answers `\(name.prefix(60))`, which is none of the channel's `fetches`"
        case .tooManyItems(let itemsMax): "The delivery holds more than \(itemsMax) items"
        case .tooManyNodes(let nodesMax): "The delivery has more than \(nodesMax) values to look at"
        case .tooMuchText(let bytesMax): "The events of the delivery would hold more than \(bytesMax) bytes"
        }
    }

    /// What sender or operator can do.
    public var advice: String {
        switch self {
        case .notJSON(let error): error.advice
        case .notForm: "Send it as a browser does, or as a JSON object with a JSON content type"
        case .notMail: "Send the raw mail, headers first"
        case .noSuchFetch: "Give the channel file this entry of `fetches` again and run the dead letter again"
        case .tooManyItems, .tooManyNodes, .tooMuchText:
            "Send smaller batches, or correct the channel file and run the dead letter again"
        }
    }

    /// Never a retry: the same bytes fail again.
    public var verdict: Verdict { .deadLetter }
}
