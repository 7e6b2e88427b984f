import NIOCore

/// An answer written out once: sending it copies nothing.
struct PreparedAnswer: Sendable {
    /// How the connection goes on after an answer.
    enum Persistence: Sendable {
        /// HTTP/1.1, stays open.
        case keepAlive
        /// HTTP/1.0 that asked to stay open.
        case keepAliveOld
        /// Ends after the answer.
        case close
    }

    private let keepAlive: ByteBuffer
    private let keepAliveOld: ByteBuffer
    private let close: ByteBuffer
    private let bodyBytes: Int

    /// Writes an answer out.
    ///
    /// - Parameter headers: Further headers; line breaks in values are left out, so that no value can end its line.
    init(status: Int, contentType: String = "text/plain", body: String = "", headers: [(String, String)] = []) {
        var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
        if status != 204 { head += "Content-Length: \(body.utf8.count)\r\n" }
        if !body.isEmpty, status != 204 {
            head += "Content-Type: \(Self.oneLine(contentType))\r\nX-Content-Type-Options: nosniff\r\n"
        }
        for (name, value) in headers { head += "\(name): \(Self.oneLine(value))\r\n" }
        let body = status == 204 ? "" : body
        keepAlive = ByteBuffer(string: head + "\r\n" + body)
        keepAliveOld = ByteBuffer(string: head + "Connection: keep-alive\r\n\r\n" + body)
        close = ByteBuffer(string: head + "Connection: close\r\n\r\n" + body)
        bodyBytes = body.utf8.count
    }

    /// The bytes to send; without the body for HEAD.
    func bytes(_ persistence: Persistence, headOnly: Bool = false) -> ByteBuffer {
        var bytes =
            switch persistence {
            case .keepAlive: keepAlive
            case .keepAliveOld: keepAliveOld
            case .close: close
            }
        if headOnly { bytes.moveWriterIndex(to: bytes.writerIndex - bodyBytes) }
        return bytes
    }

    private static func oneLine(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }, as: UTF8.self)
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 303: "See Other"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 431: "Request Header Fields Too Large"
        case 503: "Service Unavailable"
        default: "Status"
        }
    }
}

/// The answers that are the same for every channel.
struct SharedAnswers: Sendable {
    let healthy = PreparedAnswer(status: 200, body: "ok\n")
    let badRequest = PreparedAnswer(status: 400, body: "The request is not valid HTTP.\n")
    let notFound = PreparedAnswer(status: 404, body: "There is no such channel here.\n")
    let tooLarge = PreparedAnswer(status: 413, body: "The body is larger than this channel takes.\n")
    let headTooLarge = PreparedAnswer(status: 431, body: "The headers are too many or too long.\n")
    let late = PreparedAnswer(status: 408, body: "The request took too long.\n")
    let expectation = PreparedAnswer(status: 417, body: "Only 100-continue can be expected.\n")
    let reachable = PreparedAnswer(status: 200)
    let healthMethod = PreparedAnswer(status: 405, headers: [("Allow", "GET, HEAD")])
    let busy = PreparedAnswer(status: 503, body: "Too busy; send it again.\n", headers: [("Retry-After", "5")])
    let notStored = PreparedAnswer(status: 503, body: "Not stored; send it again.\n", headers: [("Retry-After", "5")])
    let goOn = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
}
