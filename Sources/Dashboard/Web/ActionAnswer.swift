import Domain
import Hummingbird
import JSON

/// What became of an action, as an answer.
struct ActionAnswer {
    let record: ActionRecord
    let action: Action
    /// The lead as it stands now.
    let lead: Lead?

    var response: Response {
        switch record.outcome {
        case .applied, .repeated:
            return tagged(.json { APIDocument.action(record, action, lead: lead, to: &$0) })
        case .stale: return refusal("stale", .conflict)
        case .refused: return refusal("not_allowed", .conflict)
        case .missing: return refusal("not_found", .notFound)
        }
    }

    /// The error, and beside it how things stand, so that nobody has to ask again.
    private func refusal(_ code: String, _ status: HTTPResponse.Status) -> Response {
        let sentences = ActionText.sentences(record.detail)
        let error = APIError(status: status, code: code, message: sentences.problem, advice: sentences.advice)
        return tagged(
            .json(status: status) { json in
                json.beginObject()
                error.writeField(to: &json)
                APIDocument.actionFields(record, action, lead: lead, to: &json)
                json.endObject()
            })
    }

    private func tagged(_ response: Response) -> Response {
        var response = response
        if let lead { response.headers[.eTag] = "\"\(lead.version)\"" }
        return response
    }

    /// It is in the ledger for good, and will be folded.
    static func waiting(_ position: Position) -> Response {
        let address = "/api/v1/actions/\(position)"
        var response = Response.json(status: .accepted) { json in
            json.beginObject()
            json.field("position", position)
            json.field("see", address)
            json.endObject()
        }
        response.headers[.location] = address
        return response
    }
}

/// The words of an action's record.
public enum ActionText {
    /// What is the matter, and what to do: the first sentence and the rest, without the last full stop.
    public static func sentences(_ detail: String) -> (problem: String, advice: String) {
        let text = detail.last == "." ? detail.dropLast() : detail[...]
        guard let end = text.firstRange(of: ". ") else { return (String(text), "Look at the lead, then decide") }
        return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
    }
}
