/// What people write, from small grammars in Indonesian and English, spelled the way people spell.
enum Sayings {
    /// A text about these things; small talk where there are none.
    static func text(_ intents: Intents, isEnglish: Bool, _ chance: inout Chance) -> String {
        let words = isEnglish ? english : indonesian
        var parts: [String] = []
        if chance.happens(450) { parts.append(chance.pick(words.greetings)) }
        let thing = intents.contains(.project) ? chance.pick(words.things) : words.it
        for (intent, phrases) in words.phrases where intents.contains(intent) {
            let phrase = chance.pick(phrases)
            parts.append(phrase.before + (phrase.takesThing ? thing : ""))
        }
        if intents.contains(.project), intents.isDisjoint(with: [.price, .buying]) {
            parts.append(words.wants + thing)
        }
        if parts.isEmpty || intents.isEmpty { parts.append(chance.pick(words.smallTalk)) }
        var text = parts.joined(separator: chance.happens(700) ? ", " : ". ")
        if chance.happens(80) { text += " \u{1F64F}" }
        return text
    }

    /// What one of our own people answers.
    static func answer(isEnglish: Bool, _ chance: inout Chance) -> String {
        chance.pick(isEnglish ? english.answers : indonesian.answers)
    }

    /// What robots write: links, and the same again.
    static func robot(_ number: Int) -> String {
        let texts = [
            "https://murah-sekali.example/promo", "http://win.example/?u=1 http://win.example/?u=2",
            "Dapatkan pengunjung gratis untuk situs anda https://backlink.example", "Cheap loans approved today",
            "Selamat! Anda menang undian, klik https://undian.example/klaim",
        ]
        return texts[number % texts.count]
    }

    private struct Phrase {
        var before: String
        var takesThing: Bool

        /// A phrase; one that ends with a blank wants the thing behind it.
        init(_ text: String) {
            before = text
            takesThing = text.last == " "
        }
    }

    private struct Words {
        var greetings: [String]
        var things: [String]
        var it: String
        var wants: String
        var phrases: [(Intents, [Phrase])]
        var smallTalk: [String]
        var answers: [String]
    }

    private static func table(_ rows: [(Intents, [String])]) -> [(Intents, [Phrase])] {
        rows.map { ($0.0, $0.1.map(Phrase.init)) }
    }

    private static let indonesian = Words(
        greetings: ["Halo", "Halo kak", "halooo kakkk", "Selamat pagi", "Siang min", "Permisi", "Assalamualaikum"],
        things: [
            "kitchen set", "lemari pakaian", "meja makan", "sofa L", "backdrop TV", "interior apartemen",
            "kursi kantor 12 buah", "walk in closet",
        ],
        it: "barangnya", wants: "saya lagi cari ",
        phrases: table([
            (.price, ["berapa harga ", "brp hrg ", "mnta penawaran utk ", "kira-kira biaya ", "HARGA "]),
            (.visit, ["bisa survey ke rumah?", "mau janji temu di showroom", "kapan bisa ukur lokasi"]),
            (.urgency, ["butuh segera", "harus jadi minggu ini ya", "secepatnya kak", "untuk bulan ini"]),
            (.buying, ["saya mau pesan ", "jadi pesan ", "minta nomor rekening untuk ", "mau order "]),
            (.jobSeeker, ["apakah ada lowongan untuk tukang kayu?", "saya mau melamar", "ada loker kak?"]),
            (.pitch, ["kami menawarkan jasa iklan", "kerja sama iklan yuk kak", "jasa SEO murah"]),
            (.leaving, ["maaf salah nomor", "jangan hubungi saya lagi", "salah sambung"]),
        ]),
        smallTalk: [
            "oke kak", "siap, terima kasih", "baik saya tunggu", "ok", "sudah saya baca", "nanti saya kabari ya",
        ],
        answers: ["Siap kak, kami cek dulu", "Baik, tim kami akan menghubungi", "Ini katalog kami ya kak"])

    private static let english = Words(
        greetings: ["Hi", "Hello there", "Good morning", "Hey", "Dear team"],
        things: [
            "a kitchen set", "a wardrobe", "a dining table", "the sofa", "office chairs", "our villa in Canggu",
            "the apartment interior",
        ],
        it: "it", wants: "I am looking for ",
        phrases: table([
            (.price, ["how much is ", "please send a quotation for ", "what is the price of ", "pricing for "]),
            (.visit, ["could you do a site visit", "please call me back", "I would like an appointment"]),
            (.urgency, ["we need it this week", "it is urgent", "as soon as possible please"]),
            (.buying, ["I would like to buy ", "we want to order ", "how do I pay for "]),
            (.jobSeeker, ["are you hiring?", "is there an internship", "any job vacancy for a designer?"]),
            (.pitch, ["we offer SEO services", "may we place a guest post", "we boost your traffic"]),
            (.leaving, ["wrong number, sorry", "please unsubscribe me"]),
        ]),
        smallTalk: ["ok thanks", "sure", "great, waiting for it", "let me think about it", "noted"],
        answers: ["Thank you, we will call you", "Here is our catalogue", "Let me check that for you"])
}
