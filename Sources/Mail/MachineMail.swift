import Domain

/// Tells what people write from what machines write.
///
/// The kinds are tried in this order, and the first that fits is it: `echo` (sent by this program), `lead_form` (our own
/// website on behalf of somebody), `message` (one of us forwards what a customer wrote), `echo` (an own address in From
/// or X-Loop), `bounce`, `complaint`, `status`, `auto_reply`, `bulk`, `invalid` (nobody to answer to), `message`. A
/// bounce may call itself automatic and a vacation note may call itself bulk, hence the order. What programs write for
/// programs (RFC 3834, 3464, 5965, 8098) comes before phrases.
struct MachineMail {
    let headers: HeaderSet
    let parts: [MIMEMail.Part]
    /// Beginning of the body, for reports that are only text.
    let text: String
    let from: MailAddress?
    let party: MailParty
    /// Lower case.
    let subject: String

    struct Verdict {
        let kind: EventKind
        let reason: String
    }

    var verdict: Verdict {
        if party.isOurs { return Verdict(kind: .echo, reason: "sent by corong") }
        if let reason = party.formReason { return Verdict(kind: .leadForm, reason: reason) }
        if let kind = party.forwardedKind { return Verdict(kind: kind, reason: "forwarded by own address") }
        if party.isOwn { return Verdict(kind: .echo, reason: "own address") }
        if let reason = bounceReason { return Verdict(kind: .bounce, reason: reason) }
        if let reason = complaintReason { return Verdict(kind: .complaint, reason: reason) }
        if reportType == "disposition-notification" || hasPart("message/disposition-notification") {
            return Verdict(kind: .status, reason: "report-type: disposition-notification")
        }
        if let reason = autoReplyReason { return Verdict(kind: .autoReply, reason: reason) }
        if let reason = bulkReason { return Verdict(kind: .bulk, reason: reason) }
        guard from != nil else { return Verdict(kind: .invalid, reason: headers.isEmpty ? "no headers" : "no sender") }
        return Verdict(kind: .message, reason: "no mark of a machine")
    }

    /// Some programs call a report multipart/report and forget to say of what.
    private var reportType: String? { parts.first?.reportType }

    /// A part of that type directly below the outermost multipart.
    private func hasPart(_ mime: String) -> Bool {
        parts.contains { $0.mime == mime && ($0.parent == nil || $0.parent == 0) }
    }

    private var isFromDaemon: Bool {
        guard let local = from?.address.split(separator: "@").first else { return false }
        return MachineMailPhrases.daemons.contains(String(local))
    }

    /// `Return-Path: <>`, with which reports and responders avoid being answered.
    private var hasNullReturnPath: Bool {
        headers.raw("return-path").contains { $0.filter { $0 > 0x20 } == Array("<>".utf8) }
    }

    private var bounceReason: String? {
        if reportType == "delivery-status" { return "report-type: delivery-status" }
        if hasPart("message/delivery-status") { return "message/delivery-status" }
        if headers.has("x-failed-recipients") { return "x-failed-recipients" }
        if text.holds("\"notificationType\":\"Bounce\"") { return "sns notification" }
        if headers.has("x-ms-exchange-message-is-ndr") { return "x-ms-exchange-message-is-ndr" }
        let isDaemon = isFromDaemon
        guard isDaemon || hasNullReturnPath else { return nil }
        let hasSubject = MachineMailPhrases.bounceSubjects.begins(Array(subject.utf8))
        if isDaemon, hasSubject { return "mailer-daemon, subject" }
        if isDaemon, hasNullReturnPath { return "mailer-daemon, null return-path" }
        let beginning = String(text.prefix(600)).lowercased()
        if MachineMailPhrases.bounceTexts.occurs(in: Array(beginning.utf8)) { return "text of a mail server" }
        if isDaemon, parts.first?.mime == "multipart/report", reportType == nil { return "mailer-daemon, report" }
        return hasSubject ? "null return-path, subject" : nil
    }

    private var complaintReason: String? {
        if reportType == "feedback-report" { return "report-type: feedback-report" }
        if hasPart("message/feedback-report") { return "message/feedback-report" }
        return text.holds("\"notificationType\":\"Complaint\"") ? "sns notification" : nil
    }

    private var autoReplyReason: String? {
        if let value = headers.keyword("auto-submitted"), !value.isEmpty, value != "no" { return "auto-submitted" }
        for name in ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-autoreply-from"] {
            if let value = headers.keyword(name), value != "no" { return name }
        }
        if headers.keyword("x-apple-action")?.hasPrefix("vacation") == true { return "x-apple-action" }
        let precedence = headers.keyword("precedence")
        if precedence == "auto_reply" || precedence == "auto-reply" { return "precedence" }
        let subject = Array(subject.utf8)
        if let phrase = MachineMailPhrases.autoReplySubjects.beginning(of: subject) { return "subject: " + phrase }
        let isMarked =
            precedence == "bulk" || precedence == "junk" || hasNullReturnPath
            || headers.has("x-auto-response-suppress")
        guard isMarked else { return nil }
        return MachineMailPhrases.weakAutoReplySubjects.beginning(of: subject).map { "subject: " + $0 }
    }

    private var bulkReason: String? {
        for name in ["list-id", "list-unsubscribe", "list-post", "mailing-list"] where headers.has(name) { return name }
        switch headers.keyword("precedence") {
        case "list", "bulk", "junk": return "precedence"
        default: return nil
        }
    }
}
