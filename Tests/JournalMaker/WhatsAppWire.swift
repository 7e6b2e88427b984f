import JSON

/// One member of `messages` with the person of `contacts` that it belongs to.
struct WhatsAppItem: Sendable {
    /// `contacts[]`; empty where the provider names nobody.
    var contact: [UInt8]
    var message: [UInt8]
    var mark: Mark?
}

/// Deliveries of the WhatsApp Cloud API.
enum WhatsAppWire {
    private static let ourNumber = "622150991234"
    private static let account = "109876543210987"

    /// A message with its content; what names the sender depends on whether the number is hidden.
    static func item(
        from person: Person, id: Int, at seconds: Int64, mark: Mark?, isNumberHidden: Bool,
        _ content: (inout JSONWriter) -> Void
    ) -> WhatsAppItem {
        var contact = JSONWriter(capacity: 128)
        contact.beginObject()
        contact.key("profile")
        contact.beginObject()
        contact.text("name", person.name)
        if isNumberHidden { contact.text("username", "@" + person.userName) }
        contact.endObject()
        if !isNumberHidden { contact.text("wa_id", person.whatsAppID) }
        if person.isNumberHidden { contact.text("user_id", person.userID) }
        contact.endObject()
        return WhatsAppItem(
            contact: contact.bytes,
            message: message(from: person, id: id, at: seconds, isNumberHidden: isNumberHidden, content), mark: mark)
    }

    private static func message(
        from person: Person, id: Int, at seconds: Int64, isNumberHidden: Bool, _ content: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var message = JSONWriter(capacity: 256)
        message.beginObject()
        if !isNumberHidden { message.text("from", person.whatsAppID) }
        if person.isNumberHidden { message.text("from_user_id", person.userID) }
        message.text("id", messageID(id))
        message.text("timestamp", String(seconds))
        content(&message)
        message.endObject()
        return message.bytes
    }

    /// The customer has a new number: nothing but the message says so.
    static func numberChange(from old: String, to new: String, id: Int, at seconds: Int64) -> WhatsAppItem {
        var message = JSONWriter(capacity: 256)
        message.beginObject()
        message.text("from", old)
        message.text("id", messageID(id))
        message.text("timestamp", String(seconds))
        message.text("type", "system")
        message.key("system")
        message.beginObject()
        message.text("type", "user_changed_number")
        message.text("wa_id", new)
        message.text("body", "User changed from \(old) to \(new)")
        message.endObject()
        message.endObject()
        return WhatsAppItem(contact: [], message: message.bytes, mark: nil)
    }

    static func text(_ text: String, to json: inout JSONWriter) {
        json.text("type", "text")
        json.key("text")
        json.beginObject()
        json.text("body", text)
        json.endObject()
    }

    static func referral(_ click: Int, to json: inout JSONWriter) {
        json.key("referral")
        json.beginObject()
        json.text("source_url", "https://fb.me/rt\(click % 5)")
        json.text("source_id", "1202100000000000\(10 + click % 5)")
        json.text("source_type", "ad")
        json.text("headline", "Kitchen set custom mulai 15 juta")
        json.text("ctwa_clid", "ARA\(click)kLkA8")
        json.endObject()
    }

    /// The own number of somebody who hides it, given when we asked for it.
    static func ownNumber(of person: Person, to json: inout JSONWriter) {
        json.text("type", "contacts")
        json.text("origin", "contact_request/button")
        json.key("contacts")
        json.beginArray()
        json.beginObject()
        json.key("phones")
        json.beginArray()
        json.beginObject()
        json.text("phone", person.whatsAppID)
        json.endObject()
        json.endArray()
        json.endObject()
        json.endArray()
    }

    static func image(_ id: Int, to json: inout JSONWriter) {
        json.text("type", "image")
        json.key("image")
        json.beginObject()
        json.text("id", String(7_000_000 + id))
        json.text("mime_type", "image/jpeg")
        json.text("sha256", "yv66vg==")
        json.endObject()
    }

    /// What customers wrote, in one change.
    static func body(_ items: [WhatsAppItem], at seconds: Int64) -> [UInt8] {
        wrapped(field: "messages", at: seconds) { json in
            let contacts = items.filter { !$0.contact.isEmpty }
            if !contacts.isEmpty {
                json.key("contacts")
                json.beginArray()
                for item in contacts { json.raw(item.contact) }
                json.endArray()
            }
            json.key("messages")
            json.beginArray()
            for item in items { json.raw(item.message) }
            json.endArray()
        }
    }

    /// How far a message of ours has come.
    static func status(_ status: String, of id: Int, to person: Person, at seconds: Int64) -> [UInt8] {
        wrapped(field: "messages", at: seconds) { json in
            json.key("statuses")
            json.beginArray()
            json.beginObject()
            json.text("id", messageID(-id))
            json.text("status", status)
            json.text("timestamp", String(seconds))
            json.text("recipient_id", person.isNumberHidden ? person.userID : person.whatsAppID)
            json.endObject()
            json.endArray()
        }
    }

    /// What somebody of ours wrote in the telephone's app.
    static func echo(_ text: String, id: Int, to person: Person, at seconds: Int64) -> [UInt8] {
        wrapped(field: "smb_message_echoes", at: seconds) { json in
            json.key("message_echoes")
            json.beginArray()
            json.beginObject()
            json.text("from", ourNumber)
            json.text(
                person.isNumberHidden ? "to_user_id" : "to", person.isNumberHidden ? person.userID : person.whatsAppID)
            json.text("id", messageID(-id))
            json.text("timestamp", String(seconds))
            WhatsAppWire.text(text, to: &json)
            json.endObject()
            json.endArray()
        }
    }

    /// Another user id, which comes with another number.
    static func userIDUpdate(of person: Person, from old: String, at seconds: Int64) -> [UInt8] {
        wrapped(field: "user_id_update", at: seconds) { json in
            json.key("user_id_update")
            json.beginArray()
            json.beginObject()
            json.text("wa_id", person.whatsAppID)
            json.key("user_id")
            json.beginObject()
            json.text("previous", old)
            json.text("current", person.userID)
            json.endObject()
            json.text("timestamp", String(seconds))
            json.endObject()
            json.endArray()
        }
    }

    private static func wrapped(field: String, at seconds: Int64, _ content: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        json.beginObject()
        json.text("object", "whatsapp_business_account")
        json.key("entry")
        json.beginArray()
        json.beginObject()
        json.text("id", "201234567890123")
        json.key("time")
        json.int(seconds)
        json.key("changes")
        json.beginArray()
        json.beginObject()
        json.key("value")
        json.beginObject()
        json.text("messaging_product", "whatsapp")
        json.key("metadata")
        json.beginObject()
        json.text("display_phone_number", ourNumber)
        json.text("phone_number_id", account)
        json.endObject()
        content(&json)
        json.endObject()
        json.text("field", field)
        json.endObject()
        json.endArray()
        json.endObject()
        json.endArray()
        json.endObject()
        return json.bytes
    }

    /// Ids of our own messages are made from negative numbers.
    private static func messageID(_ number: Int) -> String {
        number < 0 ? "wamid.HBgMOUT\(-number)" : "wamid.HBgMNjI4MTI\(number)"
    }
}

extension JSONWriter {
    /// A member whose value is a text.
    mutating func text(_ name: String, _ value: String) {
        key(name)
        string(value)
    }
}
