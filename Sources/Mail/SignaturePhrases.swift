/// What telephones and apps put below a mail. Data only; all of it in lower case.
enum SignaturePhrases {
    /// How such a line begins.
    static let starts: PhraseList = [
        "sent from", "sent via", "sent using", "sent with", "sent by", "get outlook for", "get bluemail for",
        "download outlook for", "terkirim dari", "dikirim dari", "dikirim melalui", "dikirim menggunakan",
        "dikirim dengan", "dapatkan outlook untuk", "unduh outlook untuk", "dihantar dari", "yahoo mail untuk",
        "yahoo mail: ", "gesendet von", "gesendet mit", "gesendet aus", "von meinem", "von unterwegs",
        "diese nachricht wurde von", "holen sie sich outlook", "laden sie outlook", "outlook f\u{FC}r",
        "envoy\u{E9} de", "envoy\u{E9} depuis", "envoy\u{E9} \u{E0} partir", "envoy\u{E9} avec",
        "t\u{E9}l\u{E9}charger outlook", "obtenir outlook", "obtenez outlook", "enviado desde", "enviado do",
        "enviado de", "enviado con", "enviado com", "enviado pelo", "enviado a partir", "enviado via",
        "obtener outlook", "descargar outlook", "obter o outlook", "obtenha o outlook", "baixe o outlook",
        "inviato da", "inviata da", "inviato con", "scarica outlook", "ottieni outlook", "verzonden vanaf",
        "verzonden met", "verzonden via", "verstuurd vanaf", "verstuurd met", "outlook voor", "download outlook voor",
        "skickat fr\u{E5}n", "skickat via", "skickat med", "h\u{E4}mta outlook", "sendt fra", "sendt via", "sendt med",
        "hent outlook", "f\u{E5} outlook", "skaff deg outlook", "l\u{E4}hetetty", "hanki outlook", "lataa outlook",
        "wys\u{142}ane z", "wys\u{142}ano z", "wyslano z", "pobierz outlook", "uzyskaj outlook", "odesl\u{E1}no z",
        "odesl\u{E1}no pomoc\u{ED}", "posl\u{E1}no z", "z\u{ED}skat outlook", "z\u{ED}skejte outlook",
        "odoslan\u{E9} z",
        "trimis de pe", "poslano s", "poslano iz",
        "\u{3C3}\u{3C4}\u{3AC}\u{3BB}\u{3B8}\u{3B7}\u{3BA}\u{3B5} \u{3B1}\u{3C0}\u{3CC}", "отправлено с",
        "отправлено из", "отправлено через", "скачать outlook", "надіслано з", "відправлено з", "изпратено от",
        "发自", "發自", "从我的", "從我的", "获取 outlook", "取得 outlook", "由我的", "나의 iphone", "내 iphone",
        "được gửi từ", "đã gửi từ", "gửi từ", "tải outlook", "tải về outlook", "ส่งจาก", "รับ outlook",
        "أرسلت من", "أُرسلت من", "مرسل من", "تم الإرسال من", "تم إرساله من", "الحصول على outlook",
        "נשלח מ", "קבל את outlook", "ارسال شده از", "فرستاده شده از",
    ]

    /// How it ends in languages that put the verb last.
    static let ends: PhraseList = [
        "から送信", "から送信されました", "を入手", "を取得", "에서 보냄", "에서 보냈습니다", "다운로드", "gönderildi",
        "edinin", "küldve", "से भेजा गया",
    ]

    /// What it names: a device or a program. Without one of these the words may be about a parcel.
    static let devices: PhraseList = [
        "iphon", "ipad", "ipod", "android", "samsung", "galaxy", "xiaomi", "redmi", "huawei", "oppo", "vivo", "realme",
        "oneplus", "pixel", "nokia", "xperia", "motorola", "blackberry", "windows", "outlook", "yahoo", "gmail", "mail",
        "aol", "proton", "thunderbird", "spark", "apple", "smartphone", "mobile", "phone", "tablet", "tablette",
        "ponsel", "gawai", "perangkat", " hp ", "handphone", "telefon", "telepon", "handy", "smartfon",
        "t\u{E9}l\u{E9}phone",
        "m\u{F3}vil", "celular", "telefone", "telem\u{F3}vel", "cellulare", "telefoon", "mobil", "puhelimesta",
        "мобильн", "телефон", "айфон", "устройств", "почт", "手机", "手機", "邮箱", "郵件", "电话", "携帯",
        "스마트폰", "휴대폰", "điện thoại", "มือถือ", "הנייד", "אייפון", "هاتف", "آیفون", "الآيفون", "أيفون",
    ]
}
