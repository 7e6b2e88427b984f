import Domain
import Storage
import Testing

@Suite("What users complain about: who wrote")
struct IdentityComplaintTests {
    @Test(
        "13: Brazil's ninth digit, Mexico's 1 and Argentina's 9 make no second person, and answers go to the number as it was sent"
    )
    func numbersOfTwoLengths() async throws {
        let shop = try Shop("whatsapp")
        let spellings = [
            ("5511987654321", "551187654321"), ("552198765432", "5521998765432"), ("5215512345678", "525512345678"),
            ("528112345678", "5218112345678"), ("5491123456789", "541123456789"), ("543512345678", "5493512345678"),
        ]
        for (one, other) in spellings {
            let first = try shop.whatsApp("halo", from: one, name: "Ana")
            let second = try shop.whatsApp("masih ada?", from: other, name: "Ana")
            let event = try await shop.event(second)
            #expect(event.contact == first && event.lead == first, "\(one) and \(other)")
            let contact = try await shop.contact(first)
            #expect(contact.conversations.map(\.address) == [other])
            #expect(contact.identifiers.count == 1)
            #expect(contact.identifiers.map { $0.sentAs ?? $0.identifier.value } == ["+" + one])
        }
        // A landline of Sao Paulo and the mobile that has a 9 before the same digits are two telephones.
        let landline = try shop.whatsApp("halo", from: "551134567890", name: "Ana")
        let mobile = try shop.whatsApp("halo", from: "5511934567890", name: "Bia")
        #expect(try await shop.event(mobile).contact == mobile)
        #expect(try await shop.persons().count == spellings.count + 2)
        #expect(try await shop.members(landline) == [landline])
    }

    @Test("14: 0812, 62812, +62812, (0812) and +620812 are one number of one person, and none is given a second 62")
    func indonesianSpellings() async throws {
        let shop = try Shop("whatsapp", "web-form", "chat")
        let people = [
            (
                "6281234567890",
                ["0812-3456-7890", "6281234567890", "+62 812 3456 7890", "(0812) 3456 7890", "+62081234567890"]
            ),
            ("62811812345", ["0811812345", "62811812345", "+62811812345", "+62 0811 812345"]),
        ]
        for (number, (sent, typed)) in people.enumerated() {
            let first = try shop.form(["nama": "Ani", "telepon": typed[0], "pesan": "halo \(number)"])
            for (index, spelling) in typed.enumerated() {
                let next = try shop.form(["nama": "Ani", "telepon": spelling, "pesan": "pesan ke-\(number).\(index)"])
                #expect(try await shop.event(next).contact == first, "\(spelling)")
            }
            let byWhatsApp = try shop.whatsApp("ini saya", from: sent, name: "Ani")
            #expect(try await shop.event(byWhatsApp).contact == first)
            let contact = try await shop.contact(first)
            #expect(contact.identifiers.map(\.identifier) == [Identifier(.phone, "+" + sent)])
            #expect(contact.leads.map(\.id) == [first])
        }
        #expect(try await shop.persons().count == 2)
    }

    @Test("15: somebody without a telephone number is not skipped, and is the same person when the number comes later")
    func userWithoutNumber() async throws {
        let shop = try Shop("whatsapp")
        let first = try shop.whatsApp("Halo, berapa harga sofa?", user: "ID.81123114511671189110", name: "Agus Salim")
        let event = try await shop.event(first)
        #expect(event.outcome == .counted && event.contact == first && event.lead == first)
        #expect(try await shop.contact(first).conversations.map(\.address) == ["ID.81123114511671189110"])
        let revealed = try shop.whatsApp(
            "ini nomor saya", from: "6281299977766", user: "ID.81123114511671189110", name: "Agus Salim")
        let byNumber = try shop.whatsApp("halo lagi", from: "6281299977766", name: "Agus Salim")
        for id in [revealed, byNumber] {
            let event = try await shop.event(id)
            #expect(event.contact == first && event.lead == first)
        }
        #expect(try await shop.persons() == [first])
        #expect(try await shop.contact(first).identifiers.map(\.identifier.kind) == [.bsuid, .phone])
    }

    @Test(
        "16: two people who share a mail address, or of whom one types the other's, never become one without somebody having looked"
    )
    func twoPeopleMerged() async throws {
        let shop = try Shop("email", "web-form", "whatsapp")
        // A family's address.
        let ani = try shop.form(["nama": "Ani Santoso", "email": "keluarga@contoh.example", "pesan": "harga sofa?"])
        let budi = try shop.form(["nama": "Budi Santoso", "email": "keluarga@contoh.example", "pesan": "harga meja?"])
        let mailed = try shop.mail("Jadi kirim?", from: "keluarga@contoh.example", name: "Budi Santoso")
        #expect(try await shop.event(mailed).contact == budi)
        // Somebody types the address of a customer, with a telephone of his own.
        let citra = try shop.mail("Berapa harga lemari?", from: "citra@contoh.example", name: "Citra Lestari")
        let other = try shop.form([
            "nama": "Dedi Kurnia", "email": "citra@contoh.example", "telepon": "0813 8880 0077",
            "pesan": "kirim penawaran ke WA",
        ])
        let later = try shop.whatsApp("mana penawarannya?", from: "6281388800077", name: "Dedi")
        #expect(try await shop.event(later).contact == other)
        // The same by somebody who is known already.
        let gita = try shop.mail("Apakah sofa ini ada?", from: "gita@contoh.example", name: "Gita Permata")
        let fajar = try shop.whatsApp("halo", from: "6281388800088", name: "Fajar")
        let typed = try shop.form([
            "nama": "Fajar Hidayat", "email": "gita@contoh.example", "telepon": "+62 813 8880 0088", "pesan": "halo",
        ])
        #expect(try await shop.event(typed).contact == fajar)
        for (one, two) in [(ani, budi), (citra, other), (gita, fajar)] {
            #expect(try await shop.event(two).contact == two)
            #expect(try await shop.members(one) == [one])
            #expect(try await shop.members(two) == [two])
            let review = try await shop.state.reviews(limit: 10).first { $0.pair == .init(one, two) }
            #expect(review?.standing.needsReview == true)
        }
        // Each of two accounts of one kind is somebody, whatever else agrees.
        let first = try shop.whatsApp("halo", from: "6281399900011", user: "ID.1001", name: "Eka")
        let second = try shop.whatsApp("halo", from: "6281399900011", user: "ID.2002", name: "Eka")
        #expect(try await shop.members(first) == [first])
        #expect(try await shop.state.reviews(limit: 10).last?.standing == .conflicting)
        #expect(try await shop.act(.merge(Merge(first, second))).outcome == .refused)
    }

    @Test(
        "17: one person on WhatsApp, by mail and by form is one person, and the ids from before resolve for ever, also when they are parted"
    )
    func acrossChannels() async throws {
        let shop = try Shop("email", "web-form", "whatsapp")
        let whatsApp = try shop.whatsApp("Halo, berapa harga kitchen set?", from: "6281234567890", name: "Ani")
        let mail = try shop.mail("Berapa ongkir ke Bekasi?", from: "ani@contoh.example", name: "Ani Wulandari")
        #expect(try await shop.persons() == [whatsApp, mail])
        let form = try shop.form([
            "nama": "Ani Wulandari", "email": "ani@contoh.example", "telepon": "0812-3456-7890", "pesan": "mau survey",
        ])
        #expect(try await shop.persons() == [whatsApp])
        #expect(try await shop.leads() == [whatsApp])
        #expect(try await shop.count(.leads) == 1)
        let who = try #require(try await shop.event(form).contact)
        #expect([whatsApp, mail].contains(who))
        for id in [whatsApp, mail] {
            #expect(try await shop.contact(id).contact.id == id)
            #expect(try await shop.members(id) == [whatsApp, mail])
            #expect(try await shop.contact(id).leads.map(\.id) == [whatsApp, mail])
        }
        #expect(try await shop.lead(mail).lead.joined == whatsApp)
        // Either way round, and as often as one likes.
        for _ in 0..<2 {
            #expect(try await shop.act(.unmerge(mail, from: whatsApp, reason: "two sisters")).outcome == .applied)
            #expect(try await shop.persons() == [whatsApp, mail])
            for id in [whatsApp, mail] {
                #expect(try await shop.members(id) == [id])
                #expect(try await shop.lead(id).lead.isCounted)
            }
            #expect(try await shop.act(.merge(Merge(mail, whatsApp))).outcome == .applied)
            #expect(try await shop.members(mail) == [whatsApp, mail])
            #expect(try await shop.lead(mail).lead.joined == whatsApp)
        }
    }

    @Test(
        "18: an anonymous session never wins over the contact that is known: strength decides, then age, never who came last"
    )
    func survivor() async throws {
        let shop = try Shop("email", "whatsapp", "chat")
        let known = try shop.whatsApp("halo", from: "6281234567890", name: "Ani")
        let session = try shop.chat("ada orang?", from: "visitor-77")
        try shop.chat("nomor saya ini ya", from: "visitor-77", phone: "0812-3456-7890")
        #expect(try await shop.members(known) == [known, session])
        #expect(try await shop.persons() == [known])
        // An account of the network is stronger than a mail address, although it came later.
        let mail = try shop.mail("halo", from: "budi@contoh.example", name: "Budi")
        let account = try shop.whatsApp("halo", user: "ID.5005", name: "Budi")
        try await shop.act(.merge(Merge(mail, account)))
        #expect(try await shop.contact(mail).contact.person == account)
        // Of equals, the older one.
        let older = try shop.mail("halo", from: "cici@contoh.example", name: "Cici")
        let newer = try shop.mail("halo", from: "cici@kantor.example", name: "Cici")
        try await shop.act(.merge(Merge(newer, older)))
        #expect(try await shop.contact(newer).contact.person == older)
        for id in [known, session, mail, account, older, newer] {
            #expect(try await shop.contact(id).contact.id == id)
        }
    }

    @Test("19: a double click on the form's button makes one contact, one lead and one notice, not two or three")
    func doubleClick() async throws {
        let shop = try Shop("web-form")
        func submit() throws -> EventID {
            try shop.form([
                "nama": "Ani", "telepon": "0812-3456-7890", "anggaran": "50 juta", "pesan": "mau pesan kitchen set",
                "_nonce": "b7e1c2",
            ])
        }
        let first = try submit()
        let notices = try await shop.state.outboxCount()
        let score = try await shop.lead(first).lead.score
        for _ in 0..<2 {
            let again = try await shop.event(submit())
            #expect(again.outcome == .duplicate && again.reason.contains("\(first)"))
        }
        #expect(try await shop.state.outboxCount() == notices)
        #expect(try await shop.lead(first).lead.score == score)
        #expect(try await shop.persons() == [first])
        #expect(try await shop.leads() == [first])
        // Much later it may be meant, but it is still the same person with the same inquiry.
        shop.wait(minutes: 30)
        #expect(try await shop.event(submit()).lead == first)
        #expect(try await shop.count(.contacts) == 1)
        #expect(try await shop.count(.leads) == 1)
    }

    @Test(
        "20: every statement has a person, a lead and a decision behind it, an unknown number's, too, and a deal makes no second contact"
    )
    func everyStatement() async throws {
        let shop = try Shop("email", "web-form", "whatsapp", "telegram", "chat")
        let statements = [
            try shop.whatsApp("halo", from: "4915112345678"), try shop.telegram("halo", from: 5_150, name: "Eko"),
            try shop.chat("halo", from: "visitor-1"), try shop.mail("halo", from: "a@b.example", name: "A"),
            try shop.form(["nama": "Ani", "telepon": "0812 3456 7890", "pesan": "halo"]),
            try shop.whatsApp("lagi", from: "4915112345678"), try shop.telegram("lagi", from: 5_150, name: "Eko"),
        ]
        for id in statements {
            let event = try await shop.event(id)
            let (contact, lead) = (try #require(event.contact), try #require(event.lead))
            #expect(event.outcome == .counted && !event.reason.isEmpty)
            #expect(try await shop.contact(contact).leads.map(\.id) == [lead])
        }
        #expect(try await shop.persons() == Array(statements.prefix(5)))
        #expect(try await shop.leads() == Array(statements.prefix(5)))
        let deal = statements[0]
        #expect(try await shop.act(.lead(deal, .opportunity(nil))).outcome == .applied)
        #expect(
            try await shop.act(.lead(deal, .won(Money(minorUnits: 5, currency: "IDR"), at: nil))).outcome == .applied)
        #expect(try await shop.persons() == Array(statements.prefix(5)))
        #expect(try await shop.count(.contacts) == 5)
    }

    @Test("21: nobody is refused for being known already: what comes again is taken in and linked")
    func duplicateIsALink() async throws {
        let shop = try Shop("web-form", "whatsapp")
        let first = try shop.form(["nama": "Ani", "email": "ani@contoh.example", "pesan": "harga sofa?"])
        shop.wait(days: 1)
        let again = try await shop.event(
            shop.form(["nama": "Ani", "email": "ani@contoh.example", "pesan": "harga sofa?"]))
        #expect(again.outcome == .counted && again.contact == first && again.lead == first)
        #expect(again.reason == "known by email")
        // The very same content at once is kept, too, and says what it repeats.
        let repeated = try await shop.event(
            shop.form(["nama": "Ani", "email": "ani@contoh.example", "pesan": "harga sofa?"]))
        #expect(repeated.outcome == .duplicate && repeated.reason == "repeats \(again.id)")
        let namesake = try shop.form(["nama": "Budi", "email": "ani@contoh.example", "pesan": "harga meja?"])
        let event = try await shop.event(namesake)
        #expect(event.outcome == .counted && event.contact == namesake && event.lead == namesake)
        #expect(event.reason.contains("C\(first)"))
        #expect(try await shop.contact(namesake).ties.map(\.pair) == [.init(first, namesake)])
        #expect(try await shop.count(.items) == 4)
    }
}
