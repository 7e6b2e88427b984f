public import Domain

/// A mail of ours: plain text in UTF-8, with everything that keeps machines from answering it.
public struct ComposedMail: Sendable, Hashable {
    /// Why it is sent, which is what other machines go by (RFC 3834).
    public enum Purpose: Sendable, Hashable {
        /// By itself, for one of our people.
        case notification
        /// By itself, because the recipient wrote.
        case acknowledgement
        /// By a person.
        case reply
    }

    /// Who it is from.
    public var from: MailAddress
    /// Who it is for.
    public var to: MailAddress
    /// In one line.
    public var subject: String
    /// Lines of plain text.
    public var text: String
    /// Why it is sent.
    public var purpose: Purpose
    /// What marks it as ours, even where a relay gives it another Message-ID: the idempotency key of its row.
    public var key: String
    /// When it came about; the same in every attempt.
    public var at: Timestamp
    /// Message-IDs of the conversation with their angle brackets, oldest first; the last is what it answers.
    public var references: [String]

    /// A mail from its parts.
    public init(
        from: MailAddress, to: MailAddress, subject: String, text: String, purpose: Purpose, key: String,
        at: Timestamp, references: [String] = []
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.purpose = purpose
        self.key = key
        self.at = at
        self.references = references
    }

    /// Private header with the key.
    public static let keyHeader = "X-Corong-Id"
    /// Ids of a long conversation that are repeated, besides the first (RFC 5322 3.6.4).
    private static let referencesMax = 20

    /// Its Message-ID with angle brackets: the key at the sender's domain, so that it is the same in every attempt.
    public var messageID: String { "<\(key)@\(from.domain)>" }

    /// The bytes that are handed in. The text is base64: nothing in it can be taken for anything else on the way.
    public var bytes: [UInt8] {
        var head = HeaderLine.address("From", from) + HeaderLine.address("To", to)
        head += HeaderLine.text("Subject", subject)
        head += "Date: \(Self.date(at))\r\n" + HeaderLine.ids("Message-ID", [messageID])
        if let last = references.last { head += HeaderLine.ids("In-Reply-To", [last]) }
        head += HeaderLine.ids("References", shownReferences)
        switch purpose {
        case .notification: head += Self.automatic("auto-generated")
        case .acknowledgement: head += Self.automatic("auto-replied")
        case .reply: break
        }
        head += HeaderLine.text(Self.keyHeader, key)
        head +=
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        return Array(head.utf8) + body
    }

    private static func automatic(_ kind: String) -> String {
        "Auto-Submitted: \(kind)\r\nX-Auto-Response-Suppress: All\r\n"
    }

    private var shownReferences: [String] {
        references.count <= Self.referencesMax + 1
            ? references : [references[0]] + references.suffix(Self.referencesMax)
    }

    /// Lines of 76 letters; line breaks of the text become CR LF before.
    private var body: [UInt8] {
        var lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        if !lines.hasSuffix("\n") { lines += "\n" }
        let coded = Array(Base64.text(Array(lines.replacing("\n", with: "\r\n").utf8)).utf8)
        var out: [UInt8] = []
        for start in stride(from: 0, to: coded.count, by: 76) {
            out += coded[start..<min(start + 76, coded.count)] + [13, 10]
        }
        return out
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Tue, 24 Nov 2026 00:30:55 +0000` (RFC 5322 3.3).
    static func date(_ time: Timestamp) -> String {
        let day = time.seconds.flooredDivision(by: 86_400)
        let date = CivilDate(daysSinceEpoch: day).parts
        let text = "\(Timestamp(microseconds: time.seconds * 1_000_000))"
        let weekday = days[Int((day % 7 + 7) % 7)]
        let clock = text.split(separator: "T").last?.prefix(8) ?? "00:00:00"
        return "\(weekday), \(date.day) \(months[Int(date.month) - 1]) \(date.year) \(clock) +0000"
    }
}
