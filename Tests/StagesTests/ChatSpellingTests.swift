import Domain
import TestSupport
import Testing

@testable import Stages

@Suite("Words as people type them")
struct ChatSpellingTests {
    private static let bench = StatementBench(
        lexicon: Lexicon(spelling: StatementBench.shipped.spelling.filter { shorts.contains($0.key) }))
    private static let shorts: Set = ["mnta", "pnwrn", "mksh", "norek", "hrg", "brp", "yg"]
    private static let lists = [
        "price", "buying", "visit", "urgency", "job-seeker", "leave-me", "complaint", "thanks", "greeting",
    ]
    private static let words = WordMatcher(lists: lists.map(StatementBench.lines), lexicon: StatementBench.shipped)

    @Test(
        "chat spelling and drawn-out letters match, and the explanation quotes what was written",
        arguments: [
            ("price", "Halo kak, harga kitchen set berapa?", "harga"),
            ("price", "brp kak kitchen set 3 meter?", "berapa (brp)"),
            ("price", "hrgnya brp ya ka", "harganya (hrgnya)"),
            ("price", "Hargaaa dongg", "harga (Hargaaa)"),
            ("price", "brpaaa sis", "berapa (brpaaa)"),
            ("price", "HRGA nett?", "harga (HRGA)"),
            ("price", "mnta penawaran utk kantor", "penawaran"),
            ("price", "pls send me a qoute", "quote (qoute)"),
            ("price", "how muchhh is the blue one", "how much (how muchhh)"),
            ("price", "HW MUCH for 2 pcs", "how much (HW MUCH)"),
            ("price", "pricelst dong gan", "pricelist (pricelst)"),
            ("price", "Prix: café", nil),
            ("price", "penghargaan untuk tim", nil),
            ("price", "seharga itu?", nil),
            ("buying", "sy mw pesen 2 kursi", "mau pesan (mw pesen)"),
            ("buying", "mau bli yg putih", "mau beli (mau bli)"),
            ("buying", "tf kmn kak?", "transfer ke (tf kmn)"),
            ("buying", "minta norek nya", "nomor rekening (norek)"),
            ("buying", "Cra order gmn", nil),
            ("buying", "cr order gmn", "cara order (cr order)"),
            ("buying", "I wanna buy this", "want to buy (wanna buy)"),
            ("visit", "tlg hubngi sy", "tolong hubungi (tlg hubngi)"),
            ("visit", "bs dtg ke rmh? mau dtng lgsg", "datang langsung (dtng lgsg)"),
            ("visit", "tlpn sy ya", "telepon saya (tlpn sy)"),
            ("urgency", "btuh cpet nih", "butuh cepat (btuh cpet)"),
            ("urgency", "bsk bisa kirim?", "besok (bsk)"),
            ("urgency", "need it asap!!", "need it asap"),
            ("urgency", "delivery tmrw pls", "tomorrow (tmrw)"),
            ("urgency", "buru buru bgt", "buru-buru (buru buru)"),
            ("urgency", "cooker hood buat asap dapur", nil),
            ("job-seeker", "ada lowongannn kak?", "lowongan (lowongannn)"),
            ("job-seeker", "acara lamaran anak saya", nil),
            ("leave-me", "gak jd kak", "tidak jadi (gak jd)"),
            ("leave-me", "dont contact me again", "don't contact (dont contact)"),
            ("complaint", "brg rusak, tdk sesuai pesanan", "rusak"),
            ("complaint", "blm dtg jg sampe skrg", "belum datang (blm dtg)"),
            ("complaint", "warna broken white", nil),
            ("thanks", "mksh byk gan", "terima kasih (mksh)"),
            ("thanks", "THX!", "thanks (THX)"),
            ("greeting", "asalamualaikum", "assalamualaikum (asalamualaikum)"),
            ("greeting", "Hallooo kak", "hallo (Hallooo)"),
        ] as [(String, String, String?)])
    func sentences(_ list: String, _ text: String, _ expected: String?) throws {
        let reading = TextReading(StatementBench.statement({ $0.text = text }).event, words: Self.words)
        #expect(reading.quotation(from: try #require(Self.lists.firstIndex(of: list))) == expected)
    }

    @Test("phrases of rules are read the same way as texts: either side may be abbreviated")
    func bothSides() {
        for phrase in ["minta penawaran", "mnta penawaran", "Mintaaa Penawaran"] {
            for text in ["minta penawaran", "MNTA penawarann", "mintaaaa penawaran"] {
                #expect(Self.bench.matched(.words([phrase]), in: text) != nil, "\(phrase) in \(text)")
            }
        }
    }

    @Test(
        "letters that belong to a word stay",
        arguments: [
            ("mall", "male", false), ("male", "mall", false), ("mall", "mall", true),
            ("mall", "malll", true),
            ("mal", "mall", false), ("free", "freeeee", true), ("fre", "free", true),
            ("free", "fre", false),
            ("off", "offf", true), ("of", "off", false), ("les", "less", false), ("saat", "saaat", true),
            ("sat", "saat", false),
            ("harga", "haaargaa", true), ("100", "1000", false), ("1000", "1000", true),
            ("10", "1000", false),
            ("www", "www", true), ("a", "aaaa", false), ("ya", "yaaaa", true), ("ya", "yaa", true),
            ("x", "xx", false),
            ("good", "goood", true), ("god", "good", false),
        ])
    func drawnOut(_ phrase: String, _ text: String, _ isFound: Bool) {
        let bench = StatementBench(lexicon: Lexicon())
        #expect((bench.matched(.words([phrase]), in: text) != nil) == isFound)
    }

    @Test("the quotation is the stretch of the text, in whatever part of the event it stands")
    func quotation() {
        let condition = Condition.words(["minta penawaran"])
        func quoted(_ change: (inout Event) -> Void) -> [String]? {
            Self.bench.matched(condition, StatementBench.statement(change))
        }
        #expect(
            quoted { $0.text = "Héllo ✨ kak:\n mnta \n\n  pnwrn!" } == ["minta penawaran (mnta pnwrn)"])
        #expect(
            quoted { ($0.subject, $0.text) = ("MNTA penawaran", "halo") } == [
                "minta penawaran (MNTA penawaran)"
            ])
        #expect(
            quoted {
                $0.subject = "tanya"
                $0.answers = [
                    Event.Answer(name: "a", values: ["x", "y"], isList: true),
                    Event.Answer(name: "b", values: ["kami mnta penawaran ya"], isList: false),
                ]
            } == ["minta penawaran (mnta penawaran)"])
        // Half a phrase in each of two parts: found, but nothing that could be quoted as one.
        #expect(quoted { ($0.subject, $0.text) = ("mnta", "penawaran") } == ["minta penawaran"])
    }

    @Test("what an abbreviation stands for may be several words, of which any matches")
    func severalWords() {
        #expect(Self.bench.matched(.words(["kasih"]), in: "mksh ya") == ["kasih (mksh)"])
        #expect(
            Self.bench.matched(.words(["rekening bca"]), in: "norek BCA?") == ["rekening bca (norek BCA)"]
        )
    }

    @Test(
        "any bytes are read without harm, and found as a plain search finds them",
        arguments: UInt64(1)...150)
    func anyText(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "harga", "hrg", "brp", "aaa", "rr", " ", " ", " ", "\n", "é", "mall", "0", "ß", "İ",
            "a\u{301}", "😀", "価格",
            "\u{200d}", "l", "yg", "-", "mnta penawaran",
        ]
        let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
            pieces.randomElement(using: &random) ?? ""
        }
        .joined()
        let matched = Self.bench.matched(.words(["価格", "harga", "minta penawaran", "mall"]), in: text)
        var plain = TextFolding()
        plain.append(text, bytesMax: 1 << 16)
        let folded = String(decoding: plain.bytes, as: UTF8.self)
        if folded.contains(" harga ") || folded.contains(" hrg ") { #expect(matched != nil) }
        for quotation in matched ?? [] {
            #expect(!quotation.contains("\n") && !quotation.contains("\u{fffd}"))
        }
    }

    @Test("a long word costs no more than its length", arguments: [10_000, 60_000])
    func longWords(_ count: Int) {
        let text =
            String(repeating: "a", count: count) + " " + String(repeating: "ab", count: count / 2)
            + " hrg"
        #expect(
            Self.bench.matched(.words(["harga"]), in: text)
                == (text.utf8.count > 1 << 16 ? nil : ["harga (hrg)"]))
    }
}
