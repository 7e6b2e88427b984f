import Channels
import Domain
import Settings

/// How customers can be answered under a configuration, and what was sent to them.
struct Replying: Sendable {
    /// A channel that can answer.
    private struct Way {
        let reply: CompiledReply
        let parameters: [String: String]
        /// What the configuration lacks; nil: nothing.
        let lack: String?
    }

    /// Why nothing is sent.
    struct Refusal: Error, Equatable {
        let reason: String
    }

    private let ways: [String: Way]
    private let threads: Threads
    private let clocks: Clocks

    init(_ rules: RulesInForce, clocks: Clocks) {
        threads = Threads(seed: rules.seed)
        self.clocks = clocks
        var ways: [String: Way] = [:]
        for (id, channel) in rules.channels {
            guard let reply = channel.reply else { continue }
            let setting = rules.settings.channels.first { $0.id == id }
            ways[id] = Way(
                reply: reply, parameters: setting?.replyParameters ?? [:],
                lack: Self.lack(of: reply, setting, rules.settings))
        }
        self.ways = ways
    }

    private static func lack(
        of reply: CompiledReply, _ setting: ChannelSetting?, _ settings: WorkspaceSettings
    ) -> String? {
        if reply.isMail {
            return settings.mail == nil ? "The configuration has no `mail` to send over" : nil
        }
        guard let setting else { return "The channel is not switched on" }
        return reply.needsToken && setting.accessToken == nil
            ? "The configuration has no `access_token` for channel \(setting.id)" : nil
    }

    // MARK: Sending

    /// The messages that a reply becomes, for the conversation that it belongs to.
    ///
    /// - Throws: ``Refusal``: nothing can be sent as it stands.
    func messages(
        _ reply: Reply, to contact: ContactID, at time: Timestamp, _ work: Work
    ) throws(Refusal) -> [CustomerMessage] {
        var template: ReplyTemplate?
        if let name = reply.template {
            guard let known = ReplyTemplate(name) else {
                throw Refusal(reason: "A template is `name` or `name/language`, of letters, digits, `_`, `-` and `.`.")
            }
            template = known
        }
        let conversations = work.conversations(of: work.members(of: contact)).filter {
            reply.channel == nil || $0.key.channel == reply.channel
        }
        guard let latest = conversations.first else {
            throw Refusal(
                reason: reply.channel.map { "The customer has never written on \($0)." }
                    ?? "The customer has never written.")
        }
        var first: Refusal?
        for conversation in conversations {
            do throws(Refusal) {
                return try messages(reply.text, template, to: conversation, at: time)
            } catch {
                first = first ?? error
            }
        }
        throw first ?? Refusal(reason: "Channel \(latest.key.channel) cannot answer.")
    }

    /// The messages for one conversation.
    func messages(
        _ text: String, _ template: ReplyTemplate?, to conversation: Conversation, at time: Timestamp
    ) throws(Refusal) -> [CustomerMessage] {
        let channel = conversation.key.channel
        guard let way = ways[channel] else {
            throw Refusal(reason: "Channel \(channel) cannot answer: its file has no `reply`.")
        }
        if let lack = way.lack { throw Refusal(reason: "\(lack).") }
        guard let parts = template == nil ? way.reply.parts(of: text) : [text] else {
            throw Refusal(reason: "The text is longer than channel \(channel) takes.")
        }
        let messages = parts.map { CustomerMessage(to: conversation, text: $0, template: template) }
        for message in messages {
            let context = message.context(parameters: way.parameters, token: "-", key: "-", now: time)
            do throws(ReplyRefusal) { _ = try way.reply.request(for: context) } catch {
                throw Refusal(reason: "\(error).")
            }
        }
        return messages
    }

    /// Lets messages leave, in their order.
    func send(
        _ messages: [CustomerMessage], _ topic: String, of lead: LeadID?, by cause: EventID, at time: Timestamp,
        _ work: inout Work
    ) {
        for message in messages {
            work.send(message.json, to: message.destination, topic, of: lead, by: cause, at: time)
        }
    }

    // MARK: What came of it

    /// The messages that a delivered item may be known as already: a status can come before the outcome.
    func digests(of outcome: OutboxOutcome) -> [SipHash.Digest] {
        guard outcome.result == .delivered, let reference = outcome.reference else { return [] }
        return ways.keys.sorted().map { digest(of: reference, on: $0) }
    }

    /// Takes in that a customer's item was delivered: it is a message of ours now, and we have spoken.
    func delivered(_ item: OutboxItem, by cause: EventID, at time: Timestamp, _ work: inout Work) {
        guard item.destination.hasPrefix(CustomerMessage.destinationPrefix),
            let message = CustomerMessage(json: item.payload)
        else { return }
        let (contact, channel) = (message.conversation.contact, message.conversation.channel)
        if let reference = item.reference {
            let digest = digest(of: reference, on: channel)
            let known = work.message(digest)
            if known?.origin == .reported { work.count(.gapsClosed, on: channel, at: time) }
            var record = MessageRecord(
                digest: digest, channel: channel, origin: .ours, event: known?.event ?? cause, contact: contact,
                participants: known?.participants ?? [], status: known?.status, statusAt: known?.statusAt)
            if known?.origin == .reported { record.event = cause }
            work.put(record)
        }
        // That a machine has answered is no answer.
        guard item.topic != CustomerMessage.Topic.acknowledgement else { return }
        clocks.weSpoke(to: contact, on: channel, at: time, by: cause, recordedAt: time, &work)
    }

    private func digest(of reference: String, on channel: String) -> SipHash.Digest {
        guard ways[channel]?.reply.isMail == true else { return threads.digest(of: reference, in: channel) }
        return threads.digest(ofMail: reference.trimmingBrackets)
    }
}

extension String {
    /// A Message-ID without its angle brackets.
    fileprivate var trimmingBrackets: String {
        hasPrefix("<") && hasSuffix(">") ? String(dropFirst().dropLast()) : self
    }
}
