import Domain
import JSON

/// Deliveries of the Telegram Bot API.
enum TelegramWire {
    /// An update with a private message, whose content is written by `content`.
    static func body(from person: Person, id: Int, at seconds: Int64, _ content: (inout JSONWriter) -> Void) -> [UInt8]
    {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.key("update_id")
        json.int(Int64(700_000_000 + id))
        json.key("message")
        json.beginObject()
        json.key("message_id")
        json.int(Int64(id))
        for member in ["from", "chat"] {
            json.key(member)
            json.beginObject()
            json.key("id")
            json.int(person.telegramID)
            let names = person.name.split(separator: " ")
            json.text("first_name", String(names.first ?? ""))
            json.text("last_name", String(names.last ?? ""))
            json.text("username", person.userName)
            if member == "from" {
                json.key("is_bot")
                json.bool(false)
                json.text("language_code", person.isEnglish ? "en" : "id")
            } else {
                json.text("type", "private")
            }
            json.endObject()
        }
        json.key("date")
        json.int(seconds)
        content(&json)
        json.endObject()
        json.endObject()
        return json.bytes
    }

    /// The person's own card.
    static func card(of person: Person, to json: inout JSONWriter) {
        json.key("contact")
        json.beginObject()
        json.text("phone_number", "+" + person.whatsAppID)
        json.text("first_name", person.name)
        json.key("user_id")
        json.int(person.telegramID)
        json.endObject()
    }
}

/// Deliveries of a chat widget.
enum ChatWire {
    /// A message, or what the widget has learned of its user.
    ///
    /// - Parameters:
    ///   - type: `contact` or `message`.
    ///   - isOurs: Whether somebody of ours wrote it.
    static func body(
        from person: Person, id: Int, at time: Timestamp, type: String = "message", text: String?, phone: String?,
        mail: String?, isOurs: Bool = false
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 384)
        json.beginObject()
        json.text("id", "w-\(id)")
        json.text("account_id", "rumahteduh")
        json.text("conversation_id", "c-\(person.number)")
        if type != "message" { json.text("type", type) }
        if isOurs { json.text("direction", "out") }
        json.key("from")
        json.beginObject()
        json.text("id", person.chatUser)
        json.text("name", person.name)
        if let phone { json.text("phone", phone) }
        if let mail { json.text("email", mail) }
        json.endObject()
        if let text { json.text("text", text) }
        json.text("sent_at", Timestamp(microseconds: time.seconds * 1_000_000).description)
        if id % 9 == 0 {
            json.key("page")
            json.beginObject()
            json.text("url", "https://rumahteduh.example/kitchen?utm_source=google&utm_medium=cpc&gclid=Cj0K\(id)")
            json.endObject()
        }
        json.endObject()
        return json.bytes
    }
}

/// Deliveries of the website's form.
enum FormWire {
    /// Names and values as a browser posts them.
    static func body(_ fields: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for (name, value) in fields {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
            append(name, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            append(value, to: &bytes)
        }
        return bytes
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: bytes.append(byte)
            case 0x20: bytes.append(UInt8(ascii: "+"))
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}

/// Mails as a mail server hands them on.
enum MailWire {
    static let ourAddress = "halo@rumahteduh.example"

    /// What a mail says of itself and of the one that it answers.
    struct Letter {
        var from: String
        var to: String
        var subject: String
        var id: String
        var answers: String?
        var text: String
        /// What it quotes; nil where it quotes nothing.
        var quoted: String?
    }

    static func body(_ letter: Letter, at time: Timestamp) -> [UInt8] {
        var text = "From: \(letter.from)\r\nTo: \(letter.to)\r\nSubject: \(letter.subject)\r\n"
        text += "Date: \(date(time))\r\nMessage-ID: <\(letter.id)>\r\n"
        if let answers = letter.answers { text += "In-Reply-To: <\(answers)>\r\nReferences: <\(answers)>\r\n" }
        text +=
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        text += letter.text + "\r\n"
        if let quoted = letter.quoted {
            text += "\r\nOn Mon, 2 Jun 2025 at 09:00, Rumah Teduh <\(ourAddress)> wrote:\r\n> \(quoted)\r\n"
        }
        return Array(text.utf8)
    }

    /// Id of a mail that a customer wrote, and of one that we wrote.
    static func id(_ number: Int) -> String { "m\(number)@mail.example" }
    static func ourID(_ number: Int) -> String { "out\(number)@rumahteduh.example" }

    private static func date(_ time: Timestamp) -> String {
        let local = time.seconds + Rhythm.offsetSeconds
        let day = CivilDate(daysSinceEpoch: local / 86_400)
        let (year, month, date) = day.parts
        let second = local % 86_400
        let weekday = days[Int((day.daysSinceEpoch + 3) % 7)]
        let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(weekday), \(date) \(months[Int(month) - 1]) \(year) \(clock.joined(separator: ":")) +0700"
    }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
