import Domain
import Hummingbird
import JSON
import NIOCore
import Storage

/// An answer that is no success: what happened, and what to do about it.
struct APIError: Error, Equatable {
    var status: HTTPResponse.Status
    /// A word for programs; never reworded.
    var code: String
    /// A sentence for people.
    var message: String
    /// What a person can do.
    var advice: String
    /// Which credentials to ask for, for 401.
    var challenge: String?
    /// What is wrong with which field, for 422.
    var findings: [ActionForm.Finding] = []

    static func badParameter(_ name: String, _ value: String, allowed: String) -> APIError {
        APIError(
            status: .badRequest, code: "bad_parameter", message: "`\(name)` is `\(value.prefix(100))`",
            advice: "Use \(allowed)")
    }

    static func unknownParameter(_ name: String, known: [String]) -> APIError {
        let guess = nearest(to: String(name.prefix(40)), among: known)
        let all = known.isEmpty ? "This address takes no parameters" : "Use one of: \(known.joined(separator: ", "))"
        return APIError(
            status: .badRequest, code: "unknown_parameter", message: "There is no parameter `\(name.prefix(100))`",
            advice: guess.map { "Did you mean `\($0)`? \(all)" } ?? all)
    }

    static func notFound(_ what: String) -> APIError {
        APIError(
            status: .notFound, code: "not_found", message: "There is no \(what)",
            advice: "Check the id; lists are at /api/v1/leads, /api/v1/dead-letters and /api/v1/quarantine")
    }

    static let noPast = APIError(
        status: .badRequest, code: "no_past", message: "This server answers for the present only",
        advice: "Leave out `at` and `position`, or use the command line")

    static let pastIsBusy = APIError(
        status: .serviceUnavailable, code: "past_is_busy",
        message: "Many other questions about the past are being answered", advice: "Ask again in some seconds")

    static let noRoute = APIError(
        status: .notFound, code: "no_such_address", message: "There is nothing at this address",
        advice: "The page is at /, the API below /api/v1, the metrics at /metrics")

    static let methodNotAllowed = APIError(
        status: .methodNotAllowed, code: "method_not_allowed", message: "Everything here can only be read",
        advice: "Use GET or HEAD")

    /// For addresses where something is done.
    static let onlyPost = APIError(
        status: .methodNotAllowed, code: "method_not_allowed", message: "Nothing can be read at this address",
        advice: "Use POST")

    static let notJSON = APIError(
        status: .unsupportedMediaType, code: "not_json", message: "The body is not said to be JSON",
        advice: "Send JSON with `Content-Type: application/json`")

    static let foreignOrigin = APIError(
        status: .forbidden, code: "foreign_origin", message: "A page of another site has sent this",
        advice: "Send it from a program, or from a page of this address")

    static func badBody(_ message: String, advice: String) -> APIError {
        APIError(status: .badRequest, code: "bad_body", message: message, advice: advice)
    }

    static func bodyTooLarge(bytesMax: Int) -> APIError {
        APIError(
            status: .contentTooLarge, code: "body_too_large", message: "The body has more than \(bytesMax) bytes",
            advice: "Send less")
    }

    /// All that is wrong with what was sent, at once.
    static func invalid(_ findings: [ActionForm.Finding]) -> APIError {
        APIError(
            status: .unprocessableContent, code: "invalid",
            message: findings.count == 1 ? "One field is wrong" : "\(findings.count) fields are wrong",
            advice: "Change what `findings` names, and send it again", findings: findings)
    }

    static func storage(_ error: StorageError) -> APIError {
        APIError(
            status: .serviceUnavailable, code: "storage_unavailable", message: error.problem, advice: error.advice)
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        writeField(to: &json)
        json.endObject()
    }

    /// The error as a field of a larger answer.
    func writeField(to json: inout JSONWriter) {
        json.key("error")
        json.beginObject()
        json.field("code", code)
        json.field("message", message)
        json.field("advice", advice)
        if !findings.isEmpty {
            json.array("findings", findings) { finding, json in
                json.beginObject()
                json.field("field", finding.field)
                json.field("problem", finding.problem)
                json.endObject()
            }
        }
        json.endObject()
    }

    var response: Response {
        var response = Response.json(status: status) { write(to: &$0) }
        if let challenge { response.headers[.wwwAuthenticate] = challenge }
        if status == .methodNotAllowed { response.headers[.allow] = self == .onlyPost ? "POST" : "GET, HEAD" }
        return response
    }
}

extension Response {
    /// A response of one JSON value and a line break.
    static func json(status: HTTPResponse.Status = .ok, _ write: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter(capacity: 4096)
        write(&json)
        var buffer = ByteBuffer(bytes: json.bytes)
        buffer.writeString("\n")
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: buffer))
    }

    /// A response of text.
    static func text(
        status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8", _ text: String
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
