/// How mail programs of many languages introduce what they quote. Data only; all of it in lower case.
enum QuotePhrases {
    /// First words of a line such as "On Monday ... wrote:".
    static let attributionStarts: PhraseList = [
        "on ", "pada ", "am ", "le ", "el ", "em ", "op ", "il ", "in data ", "den ", "w dniu ", "dnia ", "vào ",
        "ในวันที่ ", "เมื่อ ", "в ", "dne ", "kl ", "på ", "quoting ", "il giorno ", "dňa ", "στις ", "בתאריך ",
        "ב-", "في ", "در ", "dana ",
    ]

    /// Last words of such a line, before the colon.
    static let attributionVerbs: PhraseList = [
        "wrote", "writes", "wrote the following", "menulis", "menulis pada", "написал", "написала", "написал(а)",
        "пишет", "написав", "написала", "пише", "a écrit", "schrieb", "schrieben", "skrev", "skrev følgende",
        "skrev följande", "escribió", "escribio", "escreveu", "ha scritto", "scrive", "schreef",
        "het volgende geschreven", "kirjoitti", "napisał", "napisał(a)", "napisała", "pisze", "napsal", "napsal(a)",
        "napísal", "napísal(a)", "je napisao", "je napisao/la", "je napisal", "đã viết", "viết", "เขียนว่า", "เขียน",
        "写道", "寫道", "님이 작성", "작성", "のメール", "は書きました", "yazdı", "şunu yazdı", "írta", "ezt írta", "a scris",
        "έγραψε", "написа", "כתב", "כתבה", "כתב/ה", "كتب", "كتبت", "نوشت", "ने लिखा", "rašė", "rakstīja", "kirjutas",
        "va escriure",
    ]

    /// Verbs after which the name follows: "Am 1. Mai um 10:05 schrieb Toko:".
    static let attributionVerbsBeforeName: PhraseList = [
        " schrieb ", " schreef ", " skrev ", " kirjoitti ", " escribió ", " napsal ", " írta ", " написал ",
        " написала ", " كتب ", " כתב ", " מאת ",
    ]

    /// The writer speaks of himself: "Pada tanggal 5 Juni 2024 saya menulis:" introduces no quote of ours.
    static let firstPersons: PhraseList = [
        " saya ", " kami ", " aku ", " gue ", " sudah ", " i ", " we ", " i've ", " ich ", " wir ", " je ", " j'ai ",
        " nous ", " yo ", " eu ", " ik ", " wij ", " jag ", " jeg ", " io ", " я ",
    ]

    /// Labels of the sender in the block of headers that Outlook puts before what it quotes.
    static let senderLabels: Set<String> = [
        "from", "dari", "pengirim", "von", "de", "da", "van", "fra", "från", "lähettäjä", "od", "от", "oт", "від",
        "发件人", "寄件者", "寄件人", "差出人", "送信元", "보낸 사람", "보낸사람", "daripada", "từ", "จาก", "gönderen",
        "kimden", "feladó", "de la", "από", "מאת", "من", "šalje",
    ]

    /// Labels of the time in that block.
    static let timeLabels: Set<String> = [
        "sent", "date", "date sent", "dikirim", "terkirim", "tanggal", "waktu", "gesendet", "gesendet am", "datum",
        "envoyé", "envoyé le", "date d'envoi", "enviado", "enviado el", "enviada em", "enviado em", "fecha", "data",
        "inviato", "verzonden", "sendt", "skickat", "lähetetty", "päivämäärä", "päiväys", "wysłano", "отправлено",
        "дата",
        "надіслано", "发送时间", "发送日期", "日期", "寄件日期", "送信日時", "日時", "日付", "보낸 날짜", "날짜", "dihantar", "tarikh",
        "đã gửi", "ngày", "ส่ง", "ส่งเมื่อ", "วันที่", "odesláno", "odoslané", "elküldve", "dátum", "dato", "gönderildi",
        "gönderilme", "tarih", "trimis", "στάλθηκε", "ημερομηνία", "נשלח", "תאריך", "أرسل", "تاريخ الإرسال", "التاريخ",
        "poslano",
    ]

    /// Labels of the subject in that block.
    static let subjectLabels: Set<String> = [
        "subject", "subjek", "subyek", "perihal", "hal", "betreff", "objet", "asunto", "assunto", "oggetto",
        "onderwerp", "emne", "ämne", "aihe", "temat", "тема", "主题", "主旨", "件名", "제목", "chủ đề", "เรื่อง", "หัวข้อ",
        "předmět", "predmet", "tárgy", "konu", "subiect", "θέμα", "נושא", "الموضوع",
    ]

    /// Labels of recipients and of what else stands there.
    private static let otherLabels: Set<String> = [
        "to", "cc", "bcc", "kepada", "ke", "untuk", "tembusan", "an", "à", "para", "a", "aan", "til", "till",
        "vastaanottaja", "kopio", "do", "dw", "кому", "копия", "копія", "收件人", "收件者", "抄送", "副本", "宛先", "받는 사람",
        "받는사람", "참조", "đến", "tới", "ถึง", "komu", "kopie", "címzett", "másolat", "kime", "alıcı", "bilgi", "către",
        "προς", "κοιν", "אל", "עותק", "إلى", "الى", "نسخة", "prima", "reply-to", "importance", "priority", "kopi",
        "kopia", "salin", "copie à", "attachments", "lampiran",
    ]

    /// All labels of the lines below the sender.
    static let blockLabels: Set<String> = timeLabels.union(subjectLabels).union(otherLabels)

    /// What stands between dashes before a quoted original.
    static let originalMarks: PhraseList = [
        "original message", "original-nachricht", "ursprüngliche nachricht", "pesan asli", "mesej asal",
        "message d'origine", "message original", "mensaje original", "mensagem original", "messaggio originale",
        "oorspronkelijk bericht", "oprindelig besked", "oprindelig meddelelse", "opprinnelig melding",
        "originalmeddelande", "ursprungligt meddelande", "alkuperäinen viesti", "wiadomość oryginalna",
        "oryginalna wiadomość", "исходное сообщение", "оригинальное сообщение", "原始邮件", "原始郵件", "元のメッセージ",
        "원본 메시지", "원본 메일", "original appointment", "reply message", "původní zpráva", "pôvodná správa",
        "eredeti üzenet", "orijinal mesaj", "mesaj original", "thư gốc", "tin nhắn gốc", "ข้อความต้นฉบับ",
        "הודעה מקורית", "الرسالة الأصلية", "αρχικό μήνυμα",
    ]

    /// What stands between dashes before a forwarded original, which is what the writer has to say and is kept.
    static let forwardMarks: PhraseList = [
        "forwarded message", "pesan terusan", "pesan yang diteruskan", "pesan diteruskan", "diteruskan",
        "mesej dimajukan", "mesej yang dimajukan", "weitergeleitete nachricht", "message transféré",
        "message réexpédié",
        "mensaje reenviado", "mensagem encaminhada", "mensagem reencaminhada", "messaggio inoltrato",
        "doorgestuurd bericht", "videresendt", "vidarebefordrat", "välitetty viesti", "przekazana wiadomość",
        "wiadomość przekazana", "пересылаемое сообщение", "перенаправленное сообщение", "转发的邮件", "轉寄郵件", "轉寄的郵件",
        "转发邮件", "전달된 메일", "전달된 메시지", "転送されたメッセージ", "転送メッセージ", "přeposlaná zpráva", "iletilen mesaj",
        "yönlendirilen ileti", "thư đã chuyển tiếp", "ข้อความที่ส่งต่อ", "הודעה שהועברה", "رسالة مُعاد توجيهها",
        "رسالة معاد توجيهها", "mesaj redirecționat", "továbbított üzenet",
    ]

    /// How the line of Apple's program begins, which has a colon in place of dashes.
    static let forwardStarts: PhraseList = [
        "begin forwarded message", "mulai pesan terusan", "mulai pesan yang diteruskan", "awal pesan yang diteruskan",
        "pesan terusan dimulai", "memulai pesan yang diteruskan", "anfang der weitergeleiteten", "début du message",
        "inicio del mensaje reenviado", "início da mensagem", "inizio messaggio inoltrato",
        "begin doorgestuurd bericht",
        "vidarebefordrat brev", "vidarebefordrat meddelande", "start på videresendt", "videresendt ", "alkaa välitetty",
        "välitetty viesti", "początek przekazywanej", "начало переадресованного", "начало пересылаемого",
        "začátek přeposílané", "iletilmiş mesajın", "転送されたメッセージ", "开始转发的邮件", "以下是轉寄的郵件", "전달된 메시지",
        "bắt đầu chuyển tiếp", "เริ่มข้อความที่ส่งต่อ", "תחילת ההודעה שהועברה", "بدء الرسالة",
    ]

    /// How the subject of a forward begins.
    static let forwardSubjects = [
        "fwd:", "fw:", "trs:", "wg:", "tr:", "rv:", "i:", "enc:", "terusan:", "diteruskan:", "转发:", "转发：", "轉寄:",
        "轉寄：", "doorst:", "vb:", "vl:", "pd:", "переслано:", "ilt:", "továbbítás:", "fwd :", "[fwd", "전달:",
    ]

    /// How the subject of a reply begins.
    static let replySubjects: PhraseList = [
        "re:", "re :", "aw:", "sv:", "vs:", "bls:", "balas:", "balasan:", "antw:", "rif:", "res:", "odp:", "ynt:",
        "回复:",
        "回复：", "回覆:", "回覆：", "答复:", "答复：", "답장:",
    ]
}
