import Domain
import Foundation

// What customers send, in the forms of the providers.
extension Shop {
    private static let json = "content-type: application/json\n"

    /// A text by WhatsApp.
    ///
    /// - Parameters:
    ///   - number: The WhatsApp id; nil for a user who hides it.
    ///   - user: The business-scoped id of a user with a username.
    ///   - id: The message's id; nil for one that nobody used before.
    @discardableResult
    func whatsApp(
        _ text: String, from number: String? = nil, user: String? = nil, name: String = "", id: String? = nil
    ) throws -> EventID {
        try whatsApp("messages", Shop.whatsAppMessage(text, number, user, name, id ?? "wamid.\(nextNumber())", now))
    }

    /// Members of a change's value: one message with its contact.
    static func whatsAppMessage(
        _ text: String, _ number: String?, _ user: String?, _ name: String, _ id: String, _ time: Timestamp
    ) -> String {
        let contact = ["\"profile\":{\"name\":\"\(name)\"}"] + named("wa_id", number) + named("user_id", user)
        let message =
            named("from", number) + named("from_user_id", user)
            + ["\"id\":\"\(id)\",\"timestamp\":\"\(time.seconds)\",\"type\":\"text\",\"text\":{\"body\":\"\(text)\"}"]
        return "\"contacts\":[{\(contact.joined(separator: ","))}],\"messages\":[{\(message.joined(separator: ","))}]"
    }

    private static func named(_ name: String, _ value: String?) -> [String] {
        value.map { ["\"\(name)\":\"\($0)\""] } ?? []
    }

    /// An answer that somebody of the shop typed on the shop's telephone.
    @discardableResult
    func answerByPhone(_ text: String, to number: String) throws -> EventID {
        try whatsApp(
            "smb_message_echoes",
            """
            "message_echoes":[{"from":"622150991234","to":"\(number)","id":"wamid.\(nextNumber())",\
            "timestamp":"\(now.seconds)","type":"text","text":{"body":"\(text)"}}]
            """)
    }

    /// The network says that a customer has a new number.
    @discardableResult
    func numberChange(from old: String, to new: String) throws -> EventID {
        try whatsApp(
            "messages",
            """
            "messages":[{"from":"\(old)","id":"wamid.\(nextNumber())","timestamp":"\(now.seconds)","type":"system",\
            "system":{"type":"user_changed_number","wa_id":"\(new)","body":"changed"}}]
            """)
    }

    /// The network says that a customer has a new business-scoped id.
    @discardableResult
    func userIDUpdate(of number: String, from old: String, to new: String) throws -> EventID {
        try whatsApp(
            "user_id_update",
            """
            "user_id_update":[{"wa_id":"\(number)","user_id":{"previous":"\(old)","current":"\(new)"},\
            "timestamp":"\(now.seconds)"}]
            """)
    }

    /// One change, with further members of its value.
    @discardableResult
    func whatsApp(_ field: String, _ members: String) throws -> EventID { try whatsApp([(field, members)]) }

    /// Several changes in one delivery.
    @discardableResult
    func whatsApp(_ changes: [(field: String, members: String)]) throws -> EventID {
        let metadata = #""display_phone_number":"622150991234","phone_number_id":"109876543210987""#
        let list = changes.map { change in
            """
            {"field":"\(change.field)","value":{"messaging_product":"whatsapp","metadata":{\(metadata)},\(change.members)}}
            """
        }
        return try deliver(
            "whatsapp", Shop.json,
            """
            {"object":"whatsapp_business_account","entry":[{"id":"201234567890123","time":\(now.seconds),"changes":[\
            \(list.joined(separator: ","))]}]}
            """)
    }

    /// The website's form, as a browser posts it.
    @discardableResult
    func form(_ fields: KeyValuePairs<String, String>) throws -> EventID {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._")
        let pairs = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }
        return try deliver(
            "web-form", "content-type: application/x-www-form-urlencoded\norigin: https://rumahteduh.example\n",
            pairs.joined(separator: "&"))
    }

    /// A mail.
    @discardableResult
    func mail(_ text: String, from address: String, name: String) throws -> EventID {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 25_200)
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        let date = format.string(from: Date(timeIntervalSince1970: TimeInterval(now.seconds)))
        return try deliver(
            "email", "content-type: message/rfc822\n",
            "From: \(name) <\(address)>\r\nTo: halo@rumahteduh.example\r\nSubject: Tanya\r\nDate: \(date)\r\n"
                + "Message-ID: <m\(nextNumber())@mail.example>\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n\(text)\r\n")
    }

    /// A message to the Telegram bot.
    @discardableResult
    func telegram(_ text: String, from user: Int, name: String) throws -> EventID {
        let number = nextNumber()
        let who = #""id":\#(user),"first_name":"\#(name)""#
        return try deliver(
            "telegram", Shop.json,
            """
            {"update_id":\(700_000 + number),"message":{"message_id":\(number),"from":{\(who),"is_bot":false},\
            "chat":{\(who),"type":"private"},"date":\(now.seconds),"text":"\(text)"}}
            """)
    }

    /// A message in the website's chat widget.
    @discardableResult
    func chat(
        _ text: String, from user: String, name: String? = nil, phone: String? = nil, mail: String? = nil
    ) throws -> EventID {
        let who =
            ["\"id\":\"\(user)\""] + Shop.named("name", name) + Shop.named("phone", phone) + Shop.named("email", mail)
        return try deliver(
            "chat", Shop.json,
            """
            {"id":"w-\(nextNumber())","account_id":"rumahteduh","conversation_id":"c-\(user)",\
            "from":{\(who.joined(separator: ","))},"text":"\(text)","sent_at":"\(now)"}
            """)
    }
}
