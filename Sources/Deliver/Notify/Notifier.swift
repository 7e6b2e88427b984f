public import Domain
import JSON
import Transfer

/// Makes requests and mails of what reps are told.
public struct Notifier: Sendable {
    /// With what.
    public var access: NotifyAccess
    /// The workspace.
    public var origin: Origin
    /// In the order of preference.
    public var languages: [String]

    /// A notifier from its parts.
    public init(access: NotifyAccess, origin: Origin, languages: [String]) {
        self.access = access
        self.origin = origin
        self.languages = languages
    }

    /// What goes out to one address of a rep. For ``Domain/NotifyWay/webhook`` there is ``Webhook``.
    public func outgoing(
        _ item: OutboxItem, _ notice: Notice, to target: NotifyAddress
    ) throws(Undeliverable) -> Outgoing {
        let text = NoticeText(notice, languages: languages)
        switch target.way {
        case .telegram: return try telegram(text, chat: target.address)
        case .slack: return try slack(text, channel: target.address)
        case .whatsapp: return try whatsapp(text, number: target.address)
        case .email: return try mail(text, item, address: target.address)
        case .webhook: throw Undeliverable("Destination `\(target.address)` is not configured")
        }
    }

    private func telegram(_ text: NoticeText, chat: String) throws(Undeliverable) -> Outgoing {
        guard let api = access.telegram else { throw Self.missing(.telegram) }
        let body = Self.object { writer in
            writer.key("chat_id")
            writer.string(chat)
            writer.key("text")
            writer.string(text.lines)
            writer.key("link_preview_options")
            writer.raw(#"{"is_disabled":true}"#)
        }
        // The token is part of the address here, which no message ever shows.
        return Outgoing(
            api.request("https://api.telegram.org", "/bot\(api.token)/sendMessage", body, authorization: nil),
            secrets: [api.token], reading: ProviderAnswer.telegram)
    }

    private func slack(_ text: NoticeText, channel: String) throws(Undeliverable) -> Outgoing {
        let isWebhook = channel.hasPrefix("https://")
        let body = Self.object { writer in
            if !isWebhook {
                writer.key("channel")
                writer.string(channel)
            }
            writer.key("text")
            // The three letters that mean something else there.
            writer.string(
                text.lines.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;"))
            writer.key("unfurl_links")
            writer.bool(false)
        }
        if isWebhook {
            return Outgoing(
                TransferRequest(
                    .post, channel,
                    headers: [TransferRequest.Header("Content-Type", "application/json; charset=utf-8")],
                    body: body),
                secrets: [channel, String(channel.dropFirst("https://".count).drop { $0 != "/" })])
        }
        guard let api = access.slack else { throw Self.missing(.slack) }
        return Outgoing(
            api.request("https://slack.com", "/api/chat.postMessage", body, authorization: "Bearer \(api.token)"),
            secrets: [api.token], reading: ProviderAnswer.slack)
    }

    private func whatsapp(_ text: NoticeText, number: String) throws(Undeliverable) -> Outgoing {
        guard let (api, template) = access.whatsapp else { throw Self.missing(.whatsapp) }
        let body = Self.object { writer in
            writer.key("messaging_product")
            writer.string("whatsapp")
            writer.key("to")
            writer.string(String(number.filter(\.isNumber)))
            writer.key("type")
            writer.string("template")
            writer.key("template")
            writer.beginObject()
            writer.key("name")
            writer.string(template.name)
            writer.key("language")
            writer.beginObject()
            writer.key("code")
            writer.string(template.language)
            writer.endObject()
            writer.key("components")
            writer.beginArray()
            writer.beginObject()
            writer.key("type")
            writer.string("body")
            writer.key("parameters")
            writer.beginArray()
            for variable in [text.title, text.facts.joined(separator: ", "), text.link ?? ""] {
                writer.beginObject()
                writer.key("type")
                writer.string("text")
                writer.key("text")
                // An empty variable is refused.
                writer.string(variable.isEmpty ? "-" : variable)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
            writer.endArray()
            writer.endObject()
        }
        return Outgoing(
            api.request(
                "https://graph.facebook.com", "/v21.0/\(template.sender)/messages", body,
                authorization: "Bearer \(api.token)"),
            secrets: [api.token], reading: ProviderAnswer.whatsapp)
    }

    private func mail(_ text: NoticeText, _ item: OutboxItem, address: String) throws(Undeliverable) -> Outgoing {
        guard let (server, from) = access.mail else { throw Self.missing(.email) }
        guard let to = MailAddress(written: address) else {
            throw Undeliverable("`\(address.singleLine.prefix(80))` is no mail address", isFinal: true)
        }
        let body = ([text.title] + text.facts + [text.link ?? ""]).filter { !$0.isEmpty }.joined(separator: "\n")
        let mail = ComposedMail(
            from: from, to: to, subject: text.title, text: body, purpose: .notification,
            key: origin.key(of: item.id), at: item.at)
        return Outgoing(
            SMTPMail(server, from: from.address, to: to.address, message: mail.bytes), id: mail.messageID)
    }

    private static func missing(_ way: NotifyWay) -> Undeliverable {
        Undeliverable("Nothing is configured to tell reps by \(way.rawValue)")
    }

    private static func object(_ fields: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        fields(&writer)
        writer.endObject()
        return writer.bytes
    }
}
