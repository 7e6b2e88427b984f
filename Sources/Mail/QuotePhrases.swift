/// How mail programs of many languages introduce what they quote. Data only; all of it in lower case.
enum QuotePhrases {
    /// First words of a line such as "On Monday … wrote:".
    static let attributionStarts = [
        "on ", "pada ", "am ", "le ", "el ", "em ", "op ", "il ", "in data ", "den ", "w dniu ", "dnia ", "vào ",
        "ในวันที่ ", "в ", "dne ", "kl ", "på ", "quoting ",
    ]

    /// Last words of such a line, before the colon.
    static let attributionVerbs = [
        "wrote", "menulis", "menulis pada", "написал", "написала", "написал(а)", "пишет", "a écrit", "schrieb",
        "skrev", "escribió", "escreveu", "ha scritto", "scrive", "schreef", "kirjoitti", "napisał", "napisał(a)",
        "napsal", "đã viết", "เขียนว่า", "写道", "寫道", "님이 작성", "yazdı", "írta", "a scris",
    ]

    /// Verbs after which the name follows: "Am 1. Mai um 10:05 schrieb Toko:".
    static let attributionVerbsBeforeName = [" schrieb ", " schreef ", " skrev ", " kirjoitti ", " escribió "]

    /// Labels of the sender in the block of headers that Outlook puts before what it quotes.
    static let senderLabels: Set<String> = [
        "from", "dari", "von", "de", "da", "van", "fra", "från", "lähettäjä", "od", "от", "oт", "发件人", "寄件者",
        "差出人", "보낸 사람", "daripada", "từ", "จาก", "gönderen", "feladó",
    ]

    /// Labels of the lines that follow it: time, recipients, subject.
    static let blockLabels: Set<String> = [
        "sent", "date", "to", "cc", "subject", "dikirim", "terkirim", "tanggal", "kepada", "ke", "tembusan", "subjek",
        "perihal", "hal", "gesendet", "datum", "an", "betreff", "envoyé", "à", "objet", "enviado", "fecha", "para",
        "asunto", "assunto", "data", "inviato", "oggetto", "a", "verzonden", "aan", "onderwerp", "sendt", "til", "emne",
        "skickat", "till", "ämne", "lähetetty", "vastaanottaja", "aihe", "wysłano", "do", "temat", "отправлено", "дата",
        "кому", "тема", "发送时间", "收件人", "主题", "送信日時", "宛先", "件名", "보낸 날짜", "받는 사람", "제목", "reply-to",
        "dihantar", "đã gửi", "đến", "chủ đề", "ส่ง", "ถึง", "เรื่อง", "importance",
    ]

    /// What stands between dashes before a quoted original.
    static let originalMarks = [
        "original message", "original-nachricht", "ursprüngliche nachricht", "pesan asli", "mesej asal",
        "message d'origine", "message original", "mensaje original", "mensagem original", "messaggio originale",
        "oorspronkelijk bericht", "oprindelig besked", "opprinnelig melding", "originalmeddelande",
        "ursprungligt meddelande", "alkuperäinen viesti", "wiadomość oryginalna", "исходное сообщение",
        "原始邮件", "元のメッセージ", "original appointment", "reply message",
    ]

    /// What stands before a forwarded original, which is what the customer has to say and is kept.
    static let forwardMarks = [
        "forwarded message", "begin forwarded message", "pesan terusan", "pesan yang diteruskan", "pesan diteruskan",
        "mesej dimajukan", "weitergeleitete nachricht", "message transféré", "mensaje reenviado",
        "mensagem encaminhada", "messaggio inoltrato", "doorgestuurd bericht", "videresendt", "пересылаемое сообщение",
        "转发的邮件", "전달된 메일", "転送されたメッセージ",
    ]

    /// How the subject of a forward begins.
    static let forwardSubjects = ["fwd:", "fw:", "trs:", "wg:", "tr:", "rv:", "i:", "enc:", "terusan:", "转发:"]

    /// First words of the line that a telephone or an app adds below.
    static let appSignatures = [
        "sent from ", "sent via ", "terkirim dari ", "dikirim dari ", "dihantar dari ", "get outlook for ",
        "dapatkan outlook untuk ", "download outlook for ", "gesendet von ", "von meinem ", "envoyé de ",
        "envoyé depuis ", "envoyé à partir ", "télécharger outlook ", "enviado desde ", "enviado do ", "enviado de ",
        "inviato da ", "verzonden vanaf ", "verstuurd vanaf ", "sendt fra ", "skickat från ", "lähetetty ",
        "wysłane z ", "wysłano z ", "отправлено с ", "отправлено из ", "发自我的", "iphoneから送信", "나의 iphone에서",
        "yahoo mail untuk ", "yahoo mail: ",
    ]
}
