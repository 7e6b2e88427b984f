/// How forms of websites name their questions. Data only; all of it in lower case.
enum FormPhrases {
    static let roles: [String: MailForm.Role] = {
        var roles: [String: MailForm.Role] = [:]
        for (role, labels) in [
            (MailForm.Role.name, names), (.email, emails), (.phone, phones), (.message, messages),
            (.sender, ["from", "dari"]), (.footer, footers),
        ] {
            for label in labels { roles[label] = role }
        }
        return roles
    }()

    /// How the lines begin that form programs write below the answers.
    static let ends = [
        "this e-mail was sent from", "this email was sent from", "this is a notification that", "sent from ",
        "e-mail ini dikirim dari", "email ini dikirim dari", "ini adalah pemberitahuan", "powered by",
        "didukung oleh", "dikirim dari formulir",
    ]

    private static let names = [
        "nama", "nama lengkap", "nama anda", "nama pelanggan", "nama pengirim", "name", "your name", "your-name",
        "full name", "fullname", "first name", "nama depan", "contact name", "customer name", "atas nama",
    ]

    private static let emails = [
        "email", "e-mail", "email address", "e-mail address", "your email", "your-email", "your e-mail", "alamat email",
        "alamat e-mail", "email anda", "e-mail anda", "surel", "alamat surel", "mail", "contact email",
    ]

    private static let phones = [
        "telepon", "telp", "tlp", "no telepon", "nomor telepon", "no telp", "no tlp", "nomor telp", "hp", "no hp",
        "nohp",
        "nomor hp", "nomer hp", "handphone", "no handphone", "nomor handphone", "ponsel", "nomor ponsel", "whatsapp",
        "no whatsapp", "nomor whatsapp", "nomer whatsapp", "wa", "no wa", "nomor wa", "nomer wa", "whatsapp number",
        "no hp/wa", "no hp / wa", "no wa/hp", "nomor hp/wa", "telepon/wa", "hp/wa", "wa/hp", "telepon / wa", "phone",
        "phone number", "your phone", "your-phone", "telephone", "tel", "mobile", "mobile number", "mobile phone",
        "cell phone", "contact number", "nomor kontak", "no kontak", "your-tel",
    ]

    private static let messages = [
        "pesan", "pesan anda", "isi pesan", "isi", "pertanyaan", "komentar", "keterangan", "message", "your message",
        "your-message", "message body", "comment", "comments", "comment or message", "question", "inquiry", "enquiry",
        "pertanyaan anda", "detail kebutuhan", "kebutuhan",
    ]

    /// Lines about the visit and not of the visitor.
    private static let footers = [
        "date", "time", "page url", "user agent", "remote ip", "ip", "ip address", "tanggal", "waktu", "jam",
        "halaman", "submitted on", "entry id", "form", "form name", "form id", "referrer", "url",
    ]
}
