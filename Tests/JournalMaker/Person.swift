/// Somebody who writes.
struct Person: Sendable {
    /// From 0.
    var number: Int
    /// Digits of the telephone as WhatsApp has them.
    var phone: UInt64
    /// What the mail address is made from; that of somebody else where two share one.
    var mailbox: Int
    /// The company written for; nil for private people.
    var company: Int?
    /// The channel of the first inquiry, then the others.
    var channels: [JournalChannel]
    var isEnglish: Bool
    /// Whether WhatsApp hides the number.
    var isNumberHidden: Bool
    /// How often the user id of WhatsApp has changed.
    var userIDChanges = 0
    /// Whether there was an inquiry already.
    var hasWritten = false
    /// Whether the chat widget and Telegram were told the number.
    var isNumberTold = false
    /// Number of the last mail of ours that the person has got; 0 for none.
    var answeredBy = 0
    /// What the generator takes for this person's contacts: the first, and another that turned up.
    var contacts: (first: Int32, second: Int32) = (-1, -1)

    var name: String { Person.firstNames[number % 31] + " " + Person.lastNames[number / 31 % 29] }

    var mailAddress: String {
        if let company, mailbox == Person.sharedMailbox { return "info@\(Person.domain(of: company))" }
        let name = Person.firstNames[mailbox % 31].lowercased() + String(mailbox)
        if let company { return "\(name)@\(Person.domain(of: company))" }
        return "\(name)@\(Person.freeDomains[mailbox % 4])"
    }

    /// Stands for `info@` in ``mailbox``.
    static let sharedMailbox = -1

    var whatsAppID: String { String(phone) }
    var userID: String { "ID.\(70_000_000_000_000_000 + number * 31 + userIDChanges * 7_000_000_000)" }
    var userName: String { Person.firstNames[number % 31].lowercased() + "." + String(number) }
    var telegramID: Int64 { 5_000_000_000 + Int64(number) * 37 }
    var chatUser: String { "v-\(number * 3 + 7)" }

    /// The telephone as the person types it: with zero, with country code, with blanks, hyphens or brackets.
    func typedPhone(_ style: Int) -> String {
        let digits = String(phone)
        guard digits.hasPrefix("62") else { return Person.dialled(digits) }
        let local = digits.dropFirst(2)
        let (area, rest) = (local.prefix(3), local.dropFirst(3))
        switch style % 7 {
        case 0: return "0" + local
        case 1: return "+62 \(area)-\(rest.prefix(4))-\(rest.dropFirst(4))"
        case 2: return "62" + local
        case 3: return "0\(area)-\(rest.prefix(4))-\(rest.dropFirst(4))"
        case 4: return "(0\(area)) \(rest)"
        case 5: return "0\(area) \(rest.prefix(4)) \(rest.dropFirst(4))"
        default: return "+62" + local
        }
    }

    /// How a number abroad is dialled, where WhatsApp has it in another form.
    private static func dialled(_ digits: String) -> String {
        if digits.hasPrefix("521") { return "+52" + digits.dropFirst(3) }
        if digits.hasPrefix("5511"), digits.count == 12 { return "+55119" + digits.dropFirst(4) }
        return "+" + digits
    }

    private static func domain(of company: Int) -> String { "pt-karya\(company).example" }

    private static let freeDomains = ["gmail.com", "yahoo.co.id", "outlook.com", "gmail.com"]
    private static let firstNames = [
        "Siti", "Budi", "Ani", "Agus", "Dewi", "Eko", "Rina", "Joko", "Putri", "Hendra", "Maya", "Rudi", "Wati",
        "Bayu", "Intan", "Yusuf", "Lestari", "Made", "Ketut", "Andi", "Nur", "Fajar", "Ratna", "Dian", "Tono", "Sari",
        "Michael", "Sarah", "Wayan", "Grace", "Kevin",
    ]
    private static let lastNames = [
        "Wulandari", "Santoso", "Lestari", "Anggraini", "Prasetyo", "Hartono", "Salim", "Rahma", "Wijaya", "Kusuma",
        "Siregar", "Nasution", "Halim", "Gunawan", "Saputra", "Maharani", "Nugroho", "Hidayat", "Permata", "Utami",
        "Tanjung", "Simanjuntak", "Surya", "Kartika", "Setiawan", "Rahayu", "Tan", "Smith", "Jansen",
    ]
}

extension Person {
    /// The people of a journal, families and companies among them.
    static func all(_ plan: JournalPlan) -> [Person] {
        var chance = Chance(seed: plan.seed &* 0x2545_f491_4f6c_dd1d &+ 1)
        var persons: [Person] = []
        persons.reserveCapacity(plan.persons)
        for number in 0..<plan.persons {
            var person = one(number, plan.rates, &chance)
            if let former = persons.last, chance.happens(plan.rates.families) {
                if chance.happens(600) {
                    person.phone = former.phone
                } else {
                    (person.mailbox, person.company) = (former.mailbox, former.company)
                }
            }
            persons.append(person)
        }
        return persons
    }

    private static func one(_ number: Int, _ rates: JournalRates, _ chance: inout Chance) -> Person {
        let draw = chance.below(1000)
        let first: JournalChannel =
            if draw < rates.whatsApp {
                .whatsApp
            } else if draw < rates.whatsApp + rates.forms {
                .form
            } else if draw < rates.whatsApp + rates.forms + rates.mails {
                .mail
            } else if draw < rates.whatsApp + rates.forms + rates.mails + rates.telegram {
                .telegram
            } else {
                .chat
            }
        var channels = [first]
        while channels.count < 4, chance.happens(rates.furtherChannels) {
            let another = JournalChannel.allCases[chance.below(JournalChannel.allCases.count)]
            if !channels.contains(another) { channels.append(another) }
        }
        let company = chance.happens(rates.companies) ? number / 5 : nil
        return Person(
            number: number, phone: telephone(number, chance.below(100)),
            mailbox: company != nil && chance.happens(150) ? sharedMailbox : number, company: company,
            channels: channels, isEnglish: chance.happens(rates.english),
            isNumberHidden: chance.happens(rates.userNames)
        )
    }

    /// A number that nobody else has: eight digits that do not repeat before a hundred million people.
    private static func telephone(_ number: Int, _ draw: Int) -> UInt64 {
        let digits = UInt64(number) &* 7919 &+ 1_234_567
        let eight = digits % 100_000_000
        switch draw {
        case 0: return 521_55_0000_0000 + eight % 10_000_0000
        case 1: return 55_11_0000_0000 + 9_000_0000 + eight % 1000_0000
        case 2: return 65_0000_0000 + 8000_0000 + eight % 1000_0000
        default: return [62_812_0000_0000, 62_813_0000_0000, 62_857_0000_0000, 62_878_0000_0000][draw % 4] + eight
        }
    }

    /// The number that the person has after a change.
    mutating func changeNumber() {
        phone = Person.telephone(number + 50_000_000, 3 + number % 90)
        userIDChanges += 1
    }
}
