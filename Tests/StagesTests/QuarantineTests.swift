import Domain
import TestSupport
import Testing

@testable import Stages
@testable import Storage

@Suite("The quarantine")
struct QuarantineTests {
    private static let pitch = "We rank your website first on every search engine within one month, guaranteed"

    @Test(
        "holds back links alone from somebody who only states a name",
        arguments: [
            ("https://cheap-pills.example/buy", true), ("see http://cheap-pills.example", false),
            ("www.cheap-pills.example\nhttps://x.example/a?b=c", true), ("<https://cheap-pills.example>", true),
            ("bit.ly/3xYz", true), ("ok.thanks", false), ("Rp.500.000", false), ("", false),
            ("https://www.tokopedia.com/rumahteduh/meja", false), ("https://toko.example/meja-jati", false),
            ("https://www.instagram.com/p/abc https://cheap-pills.example", true), ("a@b.example/c", false),
        ] as [(String, Bool)])
    func linksAlone(_ text: String, _ isHeldBack: Bool) throws {
        let bench = QuarantineBench()
        let form = bench.add(.form("1", mail: "x@mail.example", text), at: 0)
        let chat = bench.add(.chat("1", from: "6281200000001", text), on: "whatsapp", at: 1)
        try bench.run()
        #expect(bench.outcome(form) == (isHeldBack ? .quarantined : .counted))
        #expect(bench.outcome(chat) == .counted, "what a provider vouches for may be a link to what is wanted")
        if isHeldBack { #expect(bench.reason(form) == "nothing but links, from somebody who never wrote before") }
    }

    @Test("knows the site of a form and those of the business, and what stands below them")
    func ownLinks() throws {
        let bench = QuarantineBench(own: ["halo@toko.example"])
        let texts = ["https://shop.example/meja", "https://m.shop.example/meja", "https://cdn.toko.example/a.jpg"]
        let own = texts.enumerated().map { number, text in
            bench.add(
                .form("\(number)", mail: "p\(number)@mail.example", text, page: "Shop.example"), at: Int64(number))
        }
        let strange = bench.add(
            .form("s", mail: "s@mail.example", "https://notshop.example/meja", page: "shop.example"), at: 9)
        try bench.run()
        #expect(own.map(bench.outcome) == [.counted, .counted, .counted])
        #expect(bench.outcome(strange) == .quarantined)
    }

    @Test("lets links alone pass with a subject, with answers, and from somebody who wrote before")
    func linksInCompany() throws {
        let bench = QuarantineBench()
        let link = "https://elsewhere.example/catalogue.pdf"
        var answered = Event.form("2", mail: "b@mail.example", link)
        answered.answers = [.init(name: "produk", values: ["meja"], isList: false)]
        bench.add(.form("3", mail: "c@mail.example", "Berapa harga meja?"), at: 0)
        let ids = [
            bench.add(.mail("1", from: "a@mail.example", link, subject: "Penawaran meja"), on: "email", at: 1),
            bench.add(answered, at: 2), bench.add(.form("4", mail: "c@mail.example", link), at: 3),
        ]
        let bare = bench.add(.mail("5", from: "d@mail.example", link, subject: "Fwd: "), on: "email", at: 4)
        try bench.run()
        #expect(ids.map(bench.outcome) == [.counted, .counted, .counted])
        #expect(bench.outcome(bare) == .quarantined)
    }

    @Test("holds back who goes by a throw-away address alone, and below its domain, but not who can be called")
    func throwaway() throws {
        var rules = QuarantineRules()
        rules.disposableDomains = ["mailinator.com", "good.example"]
        rules.allowedMailDomains = ["good.example"]
        let bench = QuarantineBench(rules)
        let alone = bench.add(.form("1", mail: "x@mailinator.com", "Harga meja?"), at: 0)
        let below = bench.add(.mail("2", from: "x@eu.mailinator.com", "Harga meja?"), on: "email", at: 1)
        let called = bench.add(.form("3", mail: "y@mailinator.com", phone: "+6281200000009", "Harga meja?"), at: 2)
        let near = bench.add(.form("4", mail: "x@notmailinator.com", "Harga meja?"), at: 3)
        let allowed = bench.add(.form("5", mail: "x@good.example", "Harga meja?"), at: 4)
        let linking = bench.add(
            .form("6", mail: "z@mailinator.com", phone: "+6281200000010", "Look at https://pills.example"), at: 5)
        try bench.run()
        #expect([alone, below, linking].map(bench.outcome) == [.quarantined, .quarantined, .quarantined])
        #expect([called, near, allowed].map(bench.outcome) == [.counted, .counted, .counted])
        #expect(bench.reason(below) == "a throw-away mail address (mailinator.com)")
        #expect(bench.reason(linking) == "a throw-away mail address (mailinator.com) and a link")
    }

    @Test(
        "holds back a text once too many new senders have sent it, sooner where it has a link",
        arguments: [
            (QuarantineTests.pitch, 20), (QuarantineTests.pitch + " https://pills.example", 5), ("Info harga", 60),
        ])
    func repetition(_ text: String, _ counted: Int) throws {
        let bench = QuarantineBench()
        let ids = (0..<60).map { number in
            // Case, accents and punctuation do not make another text.
            bench.add(
                .form("\(number)", mail: "p\(number)@mail.example", number % 2 == 0 ? text : text.uppercased() + "!"),
                at: Int64(number))
        }
        let chats = (0..<60).map { number in
            bench.add(
                .chat("\(number)", from: "62813000\(1000 + number)", text), on: "whatsapp", at: Int64(60 + number))
        }
        try bench.run()
        #expect(ids.count { bench.outcome($0) == .counted } == counted)
        #expect(chats.allSatisfy { bench.outcome($0) == .counted }, "an advertisement fills in texts for people")
    }

    @Test("gives ten times the room to what an advertisement led to, and forgets a text after its time")
    func repetitionInTime() throws {
        let bench = QuarantineBench()
        let touch = Touch([(.utmCampaign, "lebaran")])
        let advertised = (0..<200).map { number in
            bench.add(.form("a\(number)", mail: "a\(number)@mail.example", Self.pitch, touch: touch), at: Int64(number))
        }
        let later = (0..<20).map { number in
            bench.add(.form("b\(number)", mail: "b\(number)@mail.example", Self.pitch), at: 700 + Int64(number))
        }
        try bench.run()
        #expect(advertised.allSatisfy { bench.outcome($0) == .counted })
        #expect(later.allSatisfy { bench.outcome($0) == .counted })
    }

    @Test("holds back what one sender writes too fast, whoever it is, until the time is over")
    func haste() throws {
        let bench = QuarantineBench()
        let chats = (0..<130).map { number in
            bench.add(.chat("\(number)", from: "6281200000001", "halo \(number)"), on: "whatsapp", at: Int64(number))
        }
        let other = bench.add(.chat("o", from: "6281200000002", "halo"), on: "whatsapp", at: 131)
        let later = bench.add(.chat("l", from: "6281200000001", "halo"), on: "whatsapp", at: 900)
        try bench.run()
        #expect(chats.count { bench.outcome($0) == .counted } == 100)
        #expect(bench.outcome(chats[100]) == .quarantined && bench.outcome(chats[129]) == .quarantined)
        #expect(bench.reason(chats[100]) == "more than 100 statements of this sender within 10 min")
        #expect(bench.records[chats[100]]?.contact == chats[0], "shown with the contact that is known already")
        #expect(bench.outcome(other) == .counted && bench.outcome(later) == .counted)
    }

    @Test("believes no mail about when it was written: haste is a matter of receipt")
    func forgedTimes() throws {
        let bench = QuarantineBench()
        let ids = (0..<130).map { number in
            var mail = Event.mail("\(number)", from: "a@mail.example", "halo \(number)")
            mail.sentAt = QuarantineBench.start.adding(seconds: -86_400 * Int64(number + 1))
            return bench.add(mail, on: "email", at: Int64(number))
        }
        try bench.run()
        #expect(ids.count { bench.outcome($0) == .counted } == 100)
    }

    @Test("does not begin anew with a text that never rests, and does with one that did")
    func restlessText() throws {
        let bench = QuarantineBench()
        let hour = (0..<120).map { number in
            bench.add(.form("\(number)", mail: "p\(number)@mail.example", Self.pitch), at: Int64(number) * 29)
        }
        let nextDay = bench.add(.form("n", mail: "n@mail.example", Self.pitch), at: 86_400)
        try bench.run(batch: 13)
        #expect(hour.count { bench.outcome($0) == .counted } == 20)
        #expect(bench.outcome(nextDay) == .counted)
    }

    @Test("lets a telephone number speak for a throw-away address, but not while its form is under attack")
    func attack() throws {
        var rules = QuarantineRules()
        rules.disposableDomains = ["mailinator.com"]
        let bench = QuarantineBench(rules)
        func called(_ number: Int) -> Event {
            .form("c\(number)", mail: "c\(number)@mailinator.com", phone: "+628120000\(1000 + number)", "Harga?")
        }
        let before = bench.add(called(0), at: 0)
        for number in 0..<10 { bench.add(.form("s\(number)", mail: "s@mailinator.com", "Harga \(number)?"), at: 1) }
        let during = bench.add(called(1), at: 2)
        let elsewhere = bench.add(
            .form("e", mail: "e@mailinator.com", phone: "+6281200009999", "Harga?", page: "b.example"), at: 3)
        let after = bench.add(called(2), at: 700)
        for number in 0..<30 { bench.add(.form("p\(number)", mail: "p\(number)@mail.example", "Harga?"), at: 1000) }
        let rush = bench.add(called(3), at: 1001)
        try bench.run()
        #expect([before, elsewhere, after].map(bench.outcome) == [.counted, .counted, .counted])
        #expect(bench.reason(during) == "a throw-away mail address (mailinator.com) among much spam")
        #expect(bench.reason(rush) == "a throw-away mail address (mailinator.com) in a rush of new senders")
    }

    @Test("lets a talkative person talk: a hundred messages over an hour")
    func talkative() throws {
        let bench = QuarantineBench()
        for number in 0..<300 {
            bench.add(.chat("\(number)", from: "6281200000001", "halo"), on: "whatsapp", at: Int64(number * 12))
        }
        try bench.run()
        #expect(bench.records.values.allSatisfy { $0.outcome == .counted })
    }

    @Test("holds back new senders of a form that come too fast, but nobody who wrote before and nobody elsewhere")
    func rush() throws {
        let bench = QuarantineBench()
        bench.add(.form("known", mail: "known@mail.example", "Harga?"), at: 0)
        let crowd = (0..<600).map { number in
            bench.add(
                .form("\(number)", mail: "p\(number)@mail.example", "Harga \(number)?"), at: 1 + Int64(number / 10))
        }
        let known = bench.add(.form("again", mail: "known@mail.example", "Masih ada?"), at: 70)
        let elsewhere = bench.add(.form("e", mail: "e@mail.example", "Harga?", page: "other.example"), at: 70)
        let chat = bench.add(.chat("c", from: "6281200000001", "Harga?"), on: "whatsapp", at: 70)
        try bench.run()
        #expect(crowd.count { bench.outcome($0) == .counted } == 499)
        #expect([known, elsewhere, chat].map(bench.outcome) == [.counted, .counted, .counted])
        #expect(crowd.last.map(bench.reason) == "more than 500 new senders of this form within 10 min")
    }

    @Test("does nothing that its rules switch off")
    func off() throws {
        var rules = QuarantineRules()
        rules.senderRate = nil
        rules.formRate = nil
        rules.linkOnly = .off
        rules.disposableMail = false
        rules.disposableDomains = ["mailinator.com"]
        rules.repeatedText = .off
        let bench = QuarantineBench(rules)
        for number in 0..<200 {
            bench.add(.form("\(number)", mail: "x@mailinator.com", "https://pills.example"), at: 0)
            bench.add(.form("p\(number)", mail: "p\(number)@mail.example", Self.pitch), at: 0)
        }
        try bench.run()
        #expect(bench.records.values.allSatisfy { $0.outcome == .counted })
    }

    @Test("can reach those whom a provider vouches for, where a business wants that")
    func everybody() throws {
        var rules = QuarantineRules()
        rules.linkOnly = .everybody
        let bench = QuarantineBench(rules)
        let chat = bench.add(.chat("1", from: "6281200000001", "https://pills.example"), on: "whatsapp", at: 0)
        try bench.run()
        #expect(bench.outcome(chat) == .quarantined)
    }

    @Test("opens no contact, lead, conversation or score for what it holds back, and accounts for every item")
    func nothingCounts() async throws {
        let bench = QuarantineBench()
        for number in 0..<50 {
            bench.add(.form("\(number)", mail: "p\(number)@mail.example", "https://pills.example harga"), at: 0)
        }
        for number in 50..<100 {
            bench.add(.form("\(number)", mail: "p\(number)@mail.example", "https://pills.example"), at: 0)
        }
        let changes = try bench.run()
        #expect(try await bench.total(.items) == 100)
        #expect(try await bench.total(.quarantined) == 50)
        #expect(try await bench.total(.counted) == 50)
        #expect(changes.flatMap(\.contacts).count == 50 && changes.flatMap(\.leads).count == 50)
        #expect(changes.flatMap(\.identifiers).count == 50)
    }

    @Test("decides the same in batches of any size, also over days", arguments: UInt64(1)...8)
    func batchSizes(seed: UInt64) throws {
        var hashes: Set<[UInt8]> = []
        for batch in [3, 64, 100_000] {
            var random = SplitMix64(seed: seed)
            let bench = QuarantineBench()
            QuarantineTests.fill(bench, 500, using: &random)
            try bench.run(batch: batch)
            let snapshot = try bench.state.snapshot()
            hashes.insert(snapshot.hash)
            #expect(bench.records.values.contains { $0.outcome == .quarantined })
        }
        #expect(hashes.count == 1)
    }

    @Test("keeps no more windows than a day and the longest of them bring")
    func sweeping() throws {
        let bench = QuarantineBench()
        for day in 0..<20 {
            for number in 0..<50 {
                bench.add(
                    .form("\(day)-\(number)", mail: "p\(day)-\(number)@mail.example", Self.pitch + " \(day) \(number)"),
                    at: Int64(day * 86_400 + number * 60))
            }
        }
        try bench.run(batch: 33)
        #expect(bench.state.read { $0.windows.count } < 160)
    }

    static func fill(_ bench: QuarantineBench, _ count: Int, using random: inout SplitMix64) {
        var time: Int64 = 0
        let texts = [pitch, pitch + " https://pills.example", "https://pills.example/x", "harga meja?", "halo"]
        for number in 0..<count {
            time += Int64.random(in: 0...(Int.random(in: 0..<100, using: &random) == 0 ? 20_000 : 3), using: &random)
            // Clocks are set back now and then.
            if Int.random(in: 0..<40, using: &random) == 0 { time -= Int64.random(in: 0...9000, using: &random) }
            let person = Int.random(in: 0..<400, using: &random)
            let text = texts.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bench.add(.chat("\(number)", from: "62812000\(1000 + person % 3)", text), on: "whatsapp", at: time)
            case 1: bench.add(.mail("\(number)", from: "m\(person)@mail.example", text), on: "email", at: time)
            default: bench.add(.form("\(number)", mail: "p\(person)@mail.example", text), at: time)
            }
        }
    }
}
