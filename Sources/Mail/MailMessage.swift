public import Domain

/// A mail as the rest of the program sees it: decoded, classified and split into what is new and what is quoted.
///
/// All text is UTF-8 with LF line ends. ``document()`` gives the same as JSON.
public struct MailMessage: Sendable, Hashable {
    /// What the mail is. See ``MachineMail`` for the order in which kinds are tried.
    public var kind: EventKind
    /// Which mark decided the kind: `auto-submitted`, `report-type`, `subject: balasan otomatis`...
    public var reason: String
    /// SHA-256 of the whole mail, lower-case hexadecimal: what identifies a mail without a Message-ID.
    public var sha256: String
    /// First address of From.
    public var from: MailAddress?
    /// The customer: From; Reply-To where From is a form of our own website or an address that nobody reads; the writer of
    /// the original where one of us forwards it.
    public var sender: MailAddress?
    /// First usable address of Reply-To.
    public var replyTo: MailAddress?
    /// Addresses of To, groups flattened.
    public var to: [MailAddress]
    /// Addresses of Cc, groups flattened.
    public var cc: [MailAddress]
    /// Decoded; nil when there is no Subject, empty when it is empty.
    public var subject: String?
    /// When it was sent: Date, else the newest Received that makes sense, else nil.
    public var date: Timestamp?
    /// Without angle brackets.
    public var messageID: String?
    /// Without angle brackets; the first when there are several.
    public var inReplyTo: String?
    /// Oldest first, all References headers joined, without angle brackets.
    public var references: [String]
    /// The whole body, from plain text or else from HTML.
    public var text: String
    /// The body without quotes and signature. Of an inquiry that one of us forwarded, what the customer wrote.
    public var newText: String
    /// What each piece of ``text`` is; ``newText`` is the pieces that are new or forwarded, trimmed.
    public var spans: [MailTextSpan]
    /// Whether something quoted was cut from ``newText``.
    public var isQuoted: Bool
    /// The signature that was cut, nil when none was recognised.
    public var signature: String?
    /// What the customer attached; signatures of mail programs are left out.
    public var attachments: [MailAttachment]
    /// Identifier of List-Id.
    public var listID: String?
    /// Auto-Submitted without its parameters, lower-cased.
    public var autoSubmitted: String?
    /// For a bounce, what became of each recipient.
    public var bounces: [MailBounce]
    /// For a read receipt, what was done with which mail.
    public var receipt: MailReceipt?
    /// For a complaint, what it is about.
    public var complaint: MailComplaint?
    /// For a forward, who wrote the original.
    public var forwarded: MailForward?
    /// For what a form of our own website sends, the answers in it.
    public var form: MailForm?
    /// Headers worth keeping, decoded: name in lower case and its values in the order of the mail.
    public var headers: [MailHeader]
}

/// A mailbox.
public struct MailAddress: Sendable, Hashable {
    /// Lower-cased, never empty: `siti@example.com`.
    public var address: String
    /// Decoded display name; nil when there is none.
    public var name: String?
}

/// What a delivery report says about one recipient.
public struct MailBounce: Sendable, Hashable {
    /// Lower-cased address.
    public var recipient: String
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`; only `failed` is final.
    public var action: String
    /// Enhanced status code, `5.1.1`; nil when the report has none.
    public var status: String?
    /// Message-ID of the mail that bounced, without angle brackets.
    public var originalMessageID: String?
    /// What the other server said: `smtp; 550 5.1.1 unknown user`; nil when the report does not tell.
    public var diagnostic: String?

    /// One recipient's fate.
    public init(
        recipient: String, action: String, status: String?, originalMessageID: String?, diagnostic: String? = nil
    ) {
        self.recipient = recipient
        self.action = action
        self.status = status
        self.originalMessageID = originalMessageID
        self.diagnostic = diagnostic
    }
}

/// What a read receipt says.
public struct MailReceipt: Sendable, Hashable {
    /// `read`, or the disposition as the report has it (`deleted`).
    public var status: String
    /// Message-ID of the mail that was read, without angle brackets.
    public var originalMessageID: String?
}

/// What a feedback report (RFC 5965) says.
public struct MailComplaint: Sendable, Hashable {
    /// `abuse`, `not-spam`, `fraud`, `virus`, `other`...
    public var type: String
    /// Lower-cased address of who complained; most providers keep it to themselves.
    public var recipient: String?
    /// Message-ID of the mail that was complained about, without angle brackets.
    public var originalMessageID: String?
    /// Subject of that mail.
    public var originalSubject: String?
}

/// The original that a mail hands on, inside its text or attached.
public struct MailForward: Sendable, Hashable {
    /// Who of us forwarded it; nil when a stranger did, who then is the sender.
    public var by: MailAddress?
    /// Who wrote the original.
    public var from: MailAddress?
    /// Its subject.
    public var subject: String?
}

/// All values of one header.
public struct MailHeader: Sendable, Hashable {
    /// Lower case.
    public var name: String
    /// Decoded and unfolded.
    public var values: [String]
}
