import Channels
import Metrics

/// Where a request's address and head lead.
enum IntakeRoute {
    /// It is answered at once, whatever its body.
    case answer(PreparedAnswer)
    /// It may be a delivery: its body is to be read.
    case receive(IntakeChannel)

    /// Decides by the head alone.
    static func decide(_ head: RequestHead, desk: LoopDesk) -> IntakeRoute {
        guard head.isHostValid else {
            desk.counters.malformed.increment()
            return .answer(desk.answers.badRequest)
        }
        if head.expectsOther { return .answer(desk.answers.expectation) }
        let path = head.path
        if path == "/healthz" {
            let isRead = head.method == "GET" || head.isHeadMethod
            return .answer(isRead ? desk.answers.healthy : desk.answers.healthMethod)
        }
        guard let id = channelID(path, workspace: desk.options.workspace), let channel = desk.channels.channel(id)
        else {
            desk.counters.unknownPath.increment()
            return .answer(desk.answers.notFound)
        }
        // How some providers ask whether an address is there, whatever they deliver by.
        if head.isHeadMethod { return .answer(desk.answers.reachable) }
        if head.method == "OPTIONS" { return .answer(channel.answerToOptions(origin: head.first("origin"))) }
        if desk.isWithdrawn(channel) {
            channel.counters.busy.increment()
            return .answer(desk.answers.busy)
        }
        switch channel.gate.checkHead(method: head.method, query: String(head.query), header: { head.first($0) }) {
        case .accept:
            guard (head.contentLength ?? 0) <= channel.gate.rules.bodyBytesMax else {
                channel.counters.tooLarge.increment()
                return .answer(desk.answers.tooLarge)
            }
            guard channel.takesOrigin(of: head) else {
                channel.counters.count(.foreignOrigin)
                return .answer(channel.answer(to: .foreignOrigin))
            }
            return .receive(channel)
        case let decision: return .answer(desk.settle(decision, channel, origin: head.first("origin")))
        }
    }

    /// `/in/<channel>` or `/w/<workspace>/in/<channel>`; nil for other addresses.
    static func channelID(_ path: Substring, workspace: String) -> Substring? {
        var rest = path
        let prefix = "/w/" + workspace + "/"
        if rest.hasPrefix("/w/") {
            guard rest.hasPrefix(prefix) else { return nil }
            rest = rest.dropFirst(prefix.count - 1)
        }
        guard rest.hasPrefix("/in/") else { return nil }
        let id = rest.dropFirst(4)
        return id.isEmpty ? nil : id
    }
}
