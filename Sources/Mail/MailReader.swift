public import Domain

/// Turns the raw bytes of a mail (RFC 5322 and what is sent under its name) into a ``MailMessage``.
///
/// Pure and thread-safe: no clock, no network, nothing remembered between mails. No bytes make it fail: what cannot be
/// understood is left out, and a mail without a sender has the kind `invalid`.
public struct MailReader: Sendable {
    private let own: OwnAddresses

    /// - Parameter ownAddresses: Addresses of the business, in any case. Mail from them is an echo; forms sent by their
    ///   domain are recognised by it.
    public init(ownAddresses: [String] = []) {
        own = OwnAddresses(ownAddresses)
    }

    /// Reads one mail.
    ///
    /// - Parameters:
    ///   - bytes: As received; at most 25 MiB, 600 000 lines, 200 parts nested 20 deep are looked at.
    ///   - notAfter: When the mail arrived, if known: a later Date is the sender's wrong clock and is not believed.
    /// - Returns: Always a message; its kind says what it is worth.
    /// - Complexity: linear; about 0.3 ms for a mail of a few kilobytes.
    public func read(_ bytes: [UInt8], notAfter: Timestamp? = nil) -> MailMessage {
        let source = MailBytes.bounded(bytes)
        let mail = MIMEMail(source)
        let headers = HeaderSet(mail?.headers ?? [])
        let parts = mail?.parts ?? []
        let body = MailBody(parts, source: source)

        let from = headers.addresses("from").first
        let replyTo = headers.addresses("reply-to").first
        let isForm = own.isForm(from: from, replyTo: replyTo, headers: headers)
        let verdict = MachineMail(
            headers: headers, parts: parts, text: body.text, from: from, isForm: isForm, isOwn: isOwn(from, headers)
        ).verdict
        let subject = headers.text("subject")
        let split = QuotedText(body.text, isForward: ForwardedOriginal.isForwardSubject(subject))
        let isReport = verdict.kind == .bounce || verdict.kind == .complaint || verdict.kind == .status

        return MailMessage(
            kind: verdict.kind, reason: verdict.reason, sha256: Checksum.sha256(bytes), from: from,
            sender: isForm ? replyTo : from, replyTo: replyTo,
            to: headers.addresses("to"), cc: headers.addresses("cc"), subject: subject,
            date: MailDate.sent(headers, notAfter: notAfter), messageID: headers.messageIDs("message-id").first,
            inReplyTo: headers.messageIDs("in-reply-to").first,
            references: headers.messageIDs("references").suffix(MailLimits.referencesMax),
            text: body.text, newText: split.newText, isQuoted: split.isQuoted, signature: split.signature,
            attachments: isReport ? [] : body.attachments, listID: listID(headers),
            autoSubmitted: headers.keyword("auto-submitted"),
            bounces: verdict.kind == .bounce
                ? BounceReport(headers: headers, parts: parts, text: body.text).recipients() : [],
            receipt: verdict.kind == .status ? BounceReport.receipt(parts) : nil,
            forwarded: isReport ? nil : ForwardedOriginal.find(in: body.text, subject: subject),
            headers: headers.kept())
    }

    private func isOwn(_ from: MailAddress?, _ headers: HeaderSet) -> Bool {
        if let from, own.contains(from.address) { return true }
        return headers.addresses("x-loop").contains { own.contains($0.address) }
    }

    /// `"Milis" <milis.example.org>` is `milis.example.org`.
    private func listID(_ headers: HeaderSet) -> String? {
        guard let text = headers.text("list-id"), !text.isEmpty else { return nil }
        guard let open = text.lastIndex(of: "<") else { return text }
        return String(text[text.index(after: open)...].prefix { $0 != ">" })
    }
}
