public import Domain
import JSON

/// What an outbox item for a customer holds: all that sending needs besides the configuration.
public struct CustomerMessage: Sendable, Hashable {
    /// What the items' topics are called.
    public enum Topic {
        /// A rep's words.
        public static let reply = "customer.reply"
        /// That we have the message, by itself.
        public static let acknowledgement = "customer.acknowledgement"
    }

    /// What stands before the channel in a destination.
    public static let destinationPrefix = "customer/"

    /// Whose conversation it is, and where.
    public var conversation: Conversation.Key
    /// As ``ReplyContext`` wants them.
    public var account, address, chat: String?
    /// What is said.
    public var text: String
    /// As ``ReplyTemplate/text`` writes it; nil: a free text.
    public var template: String?
    /// The statement that is answered.
    public var answers: EventID
    /// When the customer last said something, as far as was known then.
    public var lastAt: Timestamp

    /// A message for a conversation as it stands.
    public init(to conversation: Conversation, text: String, template: ReplyTemplate?) {
        self.conversation = conversation.key
        account = conversation.account
        address = conversation.address
        chat = conversation.chat
        self.text = text
        self.template = template?.text
        answers = conversation.last
        lastAt = conversation.lastAt
    }

    /// What ``json`` wrote; nil for anything else.
    public init?(json: String) {
        guard let document = try? JSONDocument(parsing: Array(json.utf8)) else { return nil }
        let read = document.withRoot { root -> CustomerMessage? in
            func text(_ name: String) -> String? { root[name]?.string }
            guard let contact = text("contact").flatMap({ EventID($0[...]) }), let channel = text("channel"),
                let answers = text("answers").flatMap({ EventID($0[...]) }), let said = text("text"),
                let lastAt = text("last_at").flatMap({ Timestamp(rfc3339: $0) })
            else { return nil }
            let key = Conversation.Key(contact: contact, channel: channel)
            var message = CustomerMessage(
                to: Conversation(
                    key: key, account: text("account"), address: text("address"), chat: text("chat"), messages: 0,
                    first: answers, last: answers, lastAt: lastAt), text: said, template: nil)
            message.template = text("template")
            return message
        }
        guard let read else { return nil }
        self = read
    }

    /// The payload of an outbox item.
    public var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        let members: [(String, String?)] = [
            ("contact", "\(conversation.contact)"), ("channel", conversation.channel), ("account", account),
            ("address", address), ("chat", chat), ("text", text), ("template", template), ("answers", "\(answers)"),
            ("last_at", lastAt.description),
        ]
        for (name, value) in members {
            guard let value else { continue }
            writer.key(name)
            writer.string(value)
        }
        writer.endObject()
        return writer.text
    }

    /// Where it goes: `customer/whatsapp`.
    public var destination: String { Self.destinationPrefix + conversation.channel }

    /// What the request is made of.
    ///
    /// - Parameters:
    ///   - key: The same for every attempt.
    ///   - present: The conversation as it stands now, which may have gone on; nil: as it stood.
    public func context(
        parameters: [String: String], token: String?, key: String, now: Timestamp, apiAddress: String? = nil,
        answered: ReplyContext.AnsweredMail? = nil, present: Conversation? = nil
    ) -> ReplyContext {
        ReplyContext(
            account: account, address: address, chat: chat, text: text,
            template: template.flatMap { ReplyTemplate($0) },
            parameters: parameters, token: token, key: key, lastAt: max(lastAt, present?.lastAt ?? lastAt), now: now,
            apiAddress: apiAddress, answered: answered)
    }
}
