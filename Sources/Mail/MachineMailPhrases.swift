/// What machines write in mails. Data only; all of it in lower case.
enum MachineMailPhrases {
    /// Local parts of addresses that no person writes from.
    static let daemons: Set<String> = [
        "mailer-daemon", "mailerdaemon", "mail-daemon", "postmaster", "mail.daemon", "mdaemon", "bounce", "bounces",
    ]

    /// Beginnings of the subject of a delivery report.
    static let bounceSubjects: PhraseList = [
        "delivery status notification", "undelivered mail", "undeliverable", "undeliverable mail", "returned mail",
        "failure notice", "mail delivery failed", "mail delivery failure", "delivery failure", "delivery has failed",
        "delivery notification", "delivery report", "warning: message delayed", "warning: could not send",
        "message delayed", "delayed mail", "mail system error", "unzustellbar", "gagal terkirim", "gagal mengirim",
        "pesan tidak terkirim", "pemberitahuan status pengiriman", "tidak terkirim", "kegagalan pengiriman",
        "non remis", "no se puede entregar", "non recapitabile", "недоставлен",
    ]

    /// Sentences with which mail servers begin a report that has no machine-readable part.
    static let bounceTexts: PhraseList = [
        "this is the qmail-send program", "this message was created automatically by mail delivery software",
        "delivery to the following recipient", "i'm afraid i wasn't able to deliver your message",
        "your message could not be delivered", "your message wasn't delivered", "undeliverable mail",
        "the following message to <", "a message that you sent could not be delivered",
        "pesan anda tidak dapat dikirim", "pesan anda tidak terkirim", "alamat tidak ditemukan",
    ]

    /// Beginnings of a subject that only a responder writes.
    static let autoReplySubjects: PhraseList = [
        "automatic reply:", "automatic reply", "auto reply:", "auto-reply:", "autoreply:", "auto response:",
        "auto-response:", "autoresponse:", "out of office:", "out of office reply", "out of office autoreply",
        "out of the office", "out-of-office", "balasan otomatis", "jawaban otomatis", "balas otomatis",
        "pesan otomatis:", "di luar kantor", "sedang tidak di kantor", "tidak di kantor:", "sedang cuti:",
        "automatische antwort", "automatisch antwoord", "abwesend:", "abwesenheit", "aw: abwesenheit",
        "réponse automatique", "respuesta automática", "resposta automática", "risposta automatica", "autosvar",
        "automatiskt svar", "automaattinen vastaus", "автоответ", "автоматический ответ", "自动回复", "自動回覆",
        "自動返信", "자동 회신", "trả lời tự động", "balasan automatik", "vacation reply",
    ]

    /// Beginnings that a person might write too: they count only with another mark of a machine.
    static let weakAutoReplySubjects: PhraseList = [
        "auto:", "away", "on leave", "vacation", "cuti", "sedang cuti", "libur", "otomatis:", "abwesenheitsnotiz",
        "terima kasih atas email", "thank you for your email", "thank you for contacting", "absence",
    ]

    /// Local parts under which websites send their forms and notices.
    static let formSenders: Set<String> = [
        "wordpress", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "form", "forms", "webform",
        "website", "web", "www-data", "apache", "nginx", "webmaster", "kontak", "formulir",
    ]

    /// Headers that programs for website forms leave.
    static let formHeaders = ["x-wpcf7-content-type", "x-wpforms", "x-gravity-forms", "x-form-id"]

    /// How a plain text part says that the real text is the HTML one.
    static let stubs: PhraseList = [
        "html e-mail", "html email", "html message", "html version", "html format", "view it in a browser",
        "does not support html", "tidak mendukung html", "versi html",
    ]
}
