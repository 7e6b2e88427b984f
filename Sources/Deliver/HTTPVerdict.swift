import Domain
import Transfer

/// What an answer's status means for a row.
enum HTTPVerdict {
    /// Bytes of an answer that are shown to people.
    static let shownBytesMax = 300

    /// Statuses outside of 5xx that may pass: a credential that is being renewed, a firewall, an address that is gone while something is deployed, a
    /// timeout, too early, too many. All that waits would be given up within seconds otherwise.
    private static let later: Set<Int> = [401, 403, 404, 407, 408, 425, 429]

    static func attempt(_ response: TransferResponse, of outgoing: Outgoing, at now: Timestamp) -> Attempt {
        outgoing.hiding(verdict(response, of: outgoing, at: now))
    }

    private static func verdict(_ response: TransferResponse, of outgoing: Outgoing, at now: Timestamp) -> Attempt {
        if let attempt = outgoing.reading(response) { return attempt }
        if (200..<300).contains(response.status) { return .delivered(reference: nil) }
        let problem = problem(response)
        guard later.contains(response.status) || response.status >= 500 else { return .refused(problem: problem) }
        let retryAfter = response.header("Retry-After").flatMap { RetryAfter.seconds($0, now: now) }
        return .failed(problem: problem, retryAfterSeconds: retryAfter)
    }

    /// Status and the beginning of what the other side says, in one line.
    static func problem(_ response: TransferResponse) -> String {
        let said = String(decoding: response.body.prefix(shownBytesMax), as: UTF8.self).singleLine
        if (300..<400).contains(response.status) {
            return "Answered \(response.status), and redirects are not followed"
        }
        return said.isEmpty ? "Answered \(response.status)" : "Answered \(response.status): \(said)"
    }

    static func attempt(_ reply: SMTPReply, id: String) -> Attempt {
        if reply.isAccepted { return .delivered(reference: id) }
        let problem = "The mail server answered \(reply.code): \(reply.text)".singleLine
        return reply.isPermanent ? .refused(problem: problem) : .failed(problem: problem, retryAfterSeconds: nil)
    }

    static func attempt(_ error: TransferError) -> Attempt {
        switch error.verdict {
        case .retry: .failed(problem: error.problem.singleLine, retryAfterSeconds: nil)
        case .deadLetter, .stop: .refused(problem: error.problem.singleLine)
        }
    }
}

extension String {
    /// With blanks in the place of line breaks and other control characters, and none at the ends.
    var singleLine: String {
        let words = String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
        return words.split(separator: " ").joined(separator: " ")
    }
}
