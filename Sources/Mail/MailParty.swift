import Domain

/// Who speaks in a mail: not always who stands in From.
struct MailParty {
    /// The customer, where somebody can be told.
    private(set) var sender: MailAddress?
    /// Why the mail is a form of our own website; nil when it is none.
    private(set) var formReason: String?
    private(set) var form: MailForm?
    /// The original, where the mail hands one on.
    private(set) var forwarded: MailForward?
    /// What the original is, where one of us hands it on.
    private(set) var forwardedKind: EventKind?
    /// The words of the original, where one of us hands it on.
    private(set) var forwardedText: QuotedText?
    /// Files of an attached original.
    private(set) var forwardedAttachments: [MailAttachment] = []
    /// This program has sent it.
    let isOurs: Bool
    /// It comes from an own address, or has been through one before.
    let isOwn: Bool

    private let own: OwnAddresses
    private let headers: HeaderSet
    private let from: MailAddress?
    private let replyTo: MailAddress?

    /// Local part of the Message-IDs that this program writes, and the header that says so where relays write their own.
    static let messagePrefix = "corong."
    static let messageHeader = "x-corong-message"

    init(_ own: OwnAddresses, headers: HeaderSet, from: MailAddress?, replyTo: MailAddress?) {
        self.own = own
        self.headers = headers
        self.from = from
        self.replyTo = replyTo
        sender = from
        isOurs =
            headers.messageIDs(Self.messageHeader).contains { Self.isOwnID($0, own) }
            || headers.messageIDs("message-id").contains { $0.hasPrefix(Self.messagePrefix) && Self.isOwnID($0, own) }
        isOwn =
            from.map { own.contains($0.address) } ?? false
            || (headers.has("x-loop") && headers.addresses("x-loop").contains { own.contains($0.address) })
    }

    /// The right side alone would not do: our own website writes such ids for what customers say.
    private static func isOwnID(_ id: String, _ own: OwnAddresses) -> Bool {
        OwnAddresses.domain(of: id.lowercased()).map { own.isDomain($0) } ?? false
    }

    /// Looks for a form, and for an address that nobody reads.
    mutating func readForm(_ text: String) {
        guard let from, !isOurs else { return }
        let stranger = replyTo.flatMap { $0.address == from.address || own.contains($0.address) ? nil : $0 }
        let isSite = isSite(from)
        if isSite || own.contains(from.address), let stranger {
            formReason = "reply-to"
            form = MailForm(text)
            sender = MailAddress(address: stranger.address, name: stranger.name ?? form?.name)
        } else if isSite || (own.isColleague(from.address) && isFormProgram), stranger == nil,
            let form = MailForm(text), let email = form.email, !own.isColleague(email)
        {
            formReason = "answers of a form"
            self.form = form
            sender = MailAddress(address: email, name: form.name)
        } else if let stranger, isUnread(from), !isUnread(stranger), !isSameDomain(stranger, from) {
            sender = stranger
        }
    }

    /// Our own domain, under a name or with a mark by which websites send.
    private func isSite(_ from: MailAddress) -> Bool {
        guard let domain = OwnAddresses.domain(of: from.address), own.isDomain(domain) else { return false }
        let local = String(from.address.prefix { $0 != "@" })
        return MachineMailPhrases.formSenders.contains(local)
            || MachineMailPhrases.formHeaders.contains { headers.has($0) }
    }

    private var isFormProgram: Bool {
        guard let mailer = headers.text("x-mailer")?.lowercased() else { return false }
        return mailer.hasPrefix("phpmailer") || mailer.hasPrefix("php/") || mailer.hasPrefix("wpmailsmtp")
            || mailer.hasPrefix("wp mail smtp") || mailer.hasPrefix("drupal") || mailer.hasPrefix("joomla")
    }

    private func isUnread(_ address: MailAddress) -> Bool {
        let local = address.address.prefix { $0 != "@" }.filter { $0 != "-" && $0 != "_" && $0 != "." }
        return local.hasPrefix("noreply") || local.hasPrefix("donotreply") || local.hasSuffix("noreply")
    }

    /// A company that is to be answered under another of its addresses is no customer of ours.
    private func isSameDomain(_ one: MailAddress, _ other: MailAddress) -> Bool {
        guard let first = OwnAddresses.domain(of: one.address), let second = OwnAddresses.domain(of: other.address)
        else {
            return false
        }
        return first == second || first.hasSuffix("." + second) || second.hasSuffix("." + first)
    }

    /// Takes over the original inside the text. One of us who hands on the mail of a customer is not the sender.
    mutating func readForward(_ original: ForwardedOriginal?) {
        guard let original else { return }
        forwarded = MailForward(from: original.from, subject: original.subject)
        guard mayCarryMail, let from else { return }
        guard let writer = original.from, !own.isColleague(writer.address) else { return }
        forwarded?.by = from
        forwardedKind = .message
        forwardedText = QuotedText(original.text, isForward: false)
        sender = writer
    }

    /// Takes over an attached original.
    ///
    /// - Parameters:
    ///   - inner: The attached mail, read like any other.
    ///   - path: Where it stands in this mail.
    mutating func readForward(_ inner: MailMessage, at path: String) {
        guard let writer = inner.sender, !own.isColleague(writer.address) else { return }
        forwarded = MailForward(by: from, from: writer, subject: inner.subject)
        forwardedKind = inner.kind
        forwardedText = QuotedText(inner.text, isForward: ForwardedOriginal.isForwardSubject(inner.subject))
        forwardedAttachments = inner.attachments.map { attachment in
            var attachment = attachment
            attachment.part = path + "." + attachment.part
            attachment.place = nil
            return attachment
        }
        sender = writer
    }

    /// Whether an original would be the customer's. Below a reply of a colleague it is only what was answered.
    var mayCarryMail: Bool {
        guard formReason == nil, forwardedKind == nil, !isOurs, !isAutomatic, let from else { return false }
        guard own.isColleague(from.address) else { return false }
        return !QuotePhrases.replySubjects.begins(Array((headers.text("subject") ?? "").lowercased().utf8))
    }

    private var isAutomatic: Bool {
        guard let value = headers.keyword("auto-submitted") else { return false }
        return !value.isEmpty && value != "no"
    }
}
