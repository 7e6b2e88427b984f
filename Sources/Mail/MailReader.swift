public import Domain

/// Turns the raw bytes of a mail (RFC 5322 and what is sent under its name) into a ``MailMessage``.
///
/// Pure and thread-safe: no clock, no network, nothing remembered between mails. No bytes make it fail: what cannot be
/// understood is left out, and a mail without a sender has the kind `invalid`.
public struct MailReader: Sendable {
    private let own: OwnAddresses

    /// - Parameter ownAddresses: Addresses of the business, in any case, and domains (`toko.example`) of which every
    ///   address is its own. Mail from them is an echo. Forms sent by their domains, and mails of customers that somebody
    ///   there forwards, are recognised by them.
    public init(ownAddresses: [String] = []) {
        own = OwnAddresses(ownAddresses)
    }

    /// Reads one mail.
    ///
    /// - Parameters:
    ///   - bytes: As received; at most 25 MiB, 600 000 lines, 200 parts nested 20 deep are looked at.
    ///   - notAfter: When the mail arrived, if known: a later Date is the sender's wrong clock and is not believed.
    /// - Returns: Always a message; its kind says what it is worth.
    /// - Complexity: linear; less than 0.1 ms for a mail of a few kilobytes.
    public func read(_ bytes: [UInt8], notAfter: Timestamp? = nil) -> MailMessage {
        read(bytes, notAfter: notAfter, isInner: false)
    }

    /// - Parameter isInner: The mail is attached to another one; what is attached to it in turn is not read.
    private func read(_ bytes: [UInt8], notAfter: Timestamp?, isInner: Bool) -> MailMessage {
        let source = MailBytes.bounded(bytes)
        let mail = MIMEMail(source.bytes)
        let headers = HeaderSet(mail?.headers ?? [])
        let parts = MailParts(mail?.parts ?? [])
        let body = MailBody(parts, source: source)

        let from = headers.addresses("from").first
        let replyTo = headers.addresses("reply-to").first
        let subject = headers.text("subject")
        let split = QuotedText(body.text, isForward: ForwardedOriginal.isForwardSubject(subject))
        var party = MailParty(own, headers: headers, from: from, replyTo: replyTo)
        party.readForm(body.text)
        party.readForward(split.forward)
        if !isInner, party.mayCarryMail { readAttachedMail(parts, &party) }
        let verdict = MachineMail(
            headers: headers, parts: parts.all, text: body.text, from: from, party: party,
            subject: subject?.lowercased() ?? ""
        ).verdict
        let report = BounceReport(headers: headers, parts: parts.all, text: body.text)
        let isReport = verdict.kind == .bounce || verdict.kind == .complaint || verdict.kind == .status

        return MailMessage(
            kind: verdict.kind, reason: verdict.reason, sha256: Checksum.sha256(bytes), from: from,
            sender: party.sender, replyTo: replyTo,
            to: headers.addresses("to"), cc: headers.addresses("cc"), subject: subject,
            date: MailDate.sent(headers, notAfter: notAfter), messageID: headers.messageIDs("message-id").first,
            inReplyTo: headers.messageIDs("in-reply-to").first,
            references: headers.messageIDs("references").suffix(MailLimits.referencesMax),
            text: body.text, newText: party.forwardedText?.newText ?? split.newText, spans: split.spans,
            isQuoted: party.forwardedText?.isQuoted ?? split.isQuoted,
            signature: party.forwardedText.map(\.signature) ?? split.signature,
            attachments: isReport ? [] : body.attachments + party.forwardedAttachments, listID: listID(headers),
            autoSubmitted: headers.keyword("auto-submitted"),
            bounces: verdict.kind == .bounce ? report.recipients() : [],
            receipt: verdict.kind == .status ? BounceReport.receipt(parts.all) : nil,
            complaint: verdict.kind == .complaint ? report.complaint() : nil,
            forwarded: isReport ? nil : party.forwarded, form: verdict.kind == .leadForm ? party.form : nil,
            headers: headers.kept())
    }

    /// Only one attached mail is somebody's inquiry; several are a collection.
    private func readAttachedMail(_ parts: MailParts, _ party: inout MailParty) {
        let mails = parts.all.filter { $0.shape == .message }
        guard mails.count == 1, let mail = mails.first, parts.all.first?.mime != "multipart/report" else { return }
        party.readForward(read(mail.bytes, notAfter: nil, isInner: true), at: mail.path)
    }

    /// `"Milis" <milis.example.org>` is `milis.example.org`.
    private func listID(_ headers: HeaderSet) -> String? {
        guard let text = headers.text("list-id"), !text.isEmpty else { return nil }
        guard let open = text.lastIndex(of: "<") else { return text }
        return String(text[text.index(after: open)...].prefix { $0 != ">" })
    }
}
