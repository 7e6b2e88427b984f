import Channels
import Domain
import Storage
import Testing

@testable import Stages

@Suite("Who wrote")
struct IdentityTests {
    private static let phone = Identifier(.phone, "+6281234567890")
    private static let mail = Identifier(.email, "ani@example.com")
    private static let bsuid = Identifier(.bsuid, "ID.1349")

    private func form(_ id: String, _ identifiers: [Identifier], name: String? = nil) -> Event {
        named(FoldBench.message(id, from: identifiers, kind: .leadForm), name)
    }

    private func chat(_ id: String, _ identifiers: [Identifier], name: String? = nil) -> Event {
        named(FoldBench.message(id, from: identifiers), name)
    }

    private func named(_ event: Event, _ name: String?) -> Event {
        var event = event
        event.sender.name = name
        return event
    }

    private func id(_ position: Position) -> EventID { EventID(position: position, item: 0) }

    @Test(
        "a family that shares a telephone and has two mail addresses is two people, and the third form finds the right one"
    )
    func familyTelephone() throws {
        let bench = FoldBench()
        let other = Identifier(.email, "budi@example.com")
        try bench.fold([form("1", [Self.phone, Self.mail], name: "Ani Wulandari")])
        let second = try bench.fold([form("2", [Self.phone, other], name: "Budi Santoso")])
        #expect(second.events.map(\.contact) == [id(2)])
        #expect(second.ties.map(\.standing) == [.suggested])
        let third = try bench.fold([form("3", [Self.phone], name: "Budi")])
        #expect(third.events.map(\.contact) == [id(2)])
        let fourth = try bench.fold([form("4", [Self.phone, Self.mail], name: "Wulan")])
        #expect(fourth.events.map(\.contact) == [id(1)])
    }

    @Test("a family that shares a mail address needs a name that agrees")
    func familyMail() throws {
        let bench = FoldBench()
        try bench.fold([form("1", [Self.mail], name: "Ani"), form("2", [Self.mail], name: "Budi")])
        #expect(try bench.fold([form("3", [Self.mail], name: "Pak Budi")]).events.map(\.contact) == [id(2)])
        #expect(try bench.fold([form("4", [Self.mail], name: "Cici")]).events.map(\.contact) == [id(4)])
    }

    @Test("a form whose name differs from a chat's is still that person's where the number is the chat's own")
    func chatNamesSayLittle() throws {
        let bench = FoldBench()
        try bench.fold([chat("1", [Self.phone], name: "Bunda Rara")])
        #expect(try bench.fold([form("2", [Self.phone], name: "Rahmawati")]).events.map(\.contact) == [id(1)])
    }

    @Test("somebody known by number in one place and by mail in another becomes one person by a form that states both")
    func acrossChannels() throws {
        let bench = FoldBench()
        try bench.fold([chat("1", [Self.phone], name: "Ani"), chat("2", [Self.mail], name: "Ani W")])
        let changes = try bench.fold([form("3", [Self.phone, Self.mail], name: "Ani Wulandari")])
        #expect(changes.ties.map(\.standing) == [.holds])
        #expect(changes.contacts.map(\.person) == [id(1), id(1)])
        #expect(changes.leads.first { $0.id == id(2) }?.joined == id(1))
    }

    @Test("a user without a number is somebody, and joins the one with the number when it is revealed")
    func userIDOnly() throws {
        let bench = FoldBench()
        let first = try bench.fold([chat("1", [Self.bsuid]), form("2", [Self.phone], name: "Ani")])
        #expect(first.contacts.count == 2 && first.leads.count == 2)
        let changes = try bench.fold([chat("3", [Self.bsuid, Self.phone])])
        #expect(changes.events.map(\.contact) == [id(1)])
        #expect(changes.ties.map(\.standing) == [.holds] && changes.ties.map(\.origin) == [.provider])
        let later = try bench.fold([form("4", [Self.phone], name: "Ani")])
        #expect(later.events.map(\.contact) == [id(2)] && later.events.map(\.lead) == [id(2)])
        #expect(later.facts.isEmpty)
    }

    @Test("a user without a number whose number nobody has is simply linked to it")
    func userIDThenNumber() throws {
        let bench = FoldBench()
        try bench.fold([chat("1", [Self.bsuid])])
        let changes = try bench.fold([chat("2", [Self.bsuid, Self.phone])])
        #expect(changes.identifiers.map(\.identifier) == [Self.phone] && changes.ties.isEmpty)
        #expect(try bench.fold([chat("3", [Self.phone])]).events.map(\.contact) == [id(1)])
    }

    @Test("two accounts of one kind are two people, whatever else they share; somebody has to look")
    func accountsContradict() throws {
        let bench = FoldBench()
        let recycled = Identifier(.bsuid, "ID.9999")
        try bench.fold([chat("1", [Self.bsuid, Self.phone], name: "Ani")])
        let changes = try bench.fold([chat("2", [recycled, Self.phone], name: "Ani")])
        #expect(changes.events.map(\.contact) == [id(2)])
        #expect(changes.ties.map(\.standing) == [.conflicting])
        #expect(changes.contacts.allSatisfy { $0.person == nil })
    }

    @Test("a changed number leads to the same contact, the old one no more, and opens no lead")
    func changedNumber() throws {
        let bench = FoldBench()
        let new = Identifier(.phone, "+6281999")
        try bench.fold([chat("1", [Self.phone])])
        var event = FoldBench.message("2", from: [Self.phone], kind: .system)
        event.renames = [Event.Rename(former: Self.phone, current: new, sentAs: "+6281999")]
        let changes = try bench.fold([event])
        #expect(changes.leads.isEmpty && changes.contacts.isEmpty)
        #expect(changes.events.map(\.contact) == [id(1)])
        #expect(try bench.fold([chat("3", [new])]).events.map(\.contact) == [id(1)])
        // Numbers are given to others after a while.
        #expect(try bench.fold([chat("4", [Self.phone])]).events.map(\.contact) == [id(4)])
    }

    @Test("a changed user id that somebody else goes by already makes them one person")
    func changedToKnown() throws {
        let bench = FoldBench()
        let new = Identifier(.bsuid, "ID.2000")
        try bench.fold([chat("1", [Self.phone]), chat("2", [new])])
        var event = FoldBench.message("3", from: [Self.phone], kind: .system)
        event.renames = [Event.Rename(former: Self.bsuid, current: new, sentAs: "ID.2000")]
        #expect(try bench.fold([event]).ties.map(\.standing) == [.holds])
    }

    @Test("an address that too many state is nobody's")
    func publicAddress() throws {
        let bench = FoldBench()
        let names = (0..<40).map { "Name\($0)" }
        try bench.fold(names.enumerated().map { form("\($0)", [Self.mail], name: $1) })
        var needs = Needs()
        needs.identifiers = [Self.mail]
        #expect(try bench.state.load(needs).identifiers[Self.mail]?.count == Limits.ownersMax)
    }

    @Test(
        "names agree by the first name or as a part, not by the family's name alone",
        arguments: [
            ("Ani", "Ani Wulandari", NameAgreement.agree), ("Pak Budi", "Budi Santoso", .agree),
            ("Ani Santoso", "Budi Santoso", .differ), ("Muhammad Rizki", "Muhammad Fajar", .differ),
            ("Muhammad", "Muhammad Fajar", .unknown), ("Ani W.", "Ani Wulandari", .agree),
            ("PT Maju", "PT Sinar", .differ), ("Siti", "SITI ", .agree), ("", "Ani", .unknown),
            ("Ibu", "Ani", .unknown),
        ])
    func names(_ one: String, _ other: String, _ expected: NameAgreement) {
        #expect(NameAgreement(one, other) == expected && NameAgreement(other, one) == expected)
    }

    @Test("a form with one's own number and somebody's mail address makes nobody one person, whatever name it bears")
    func impersonation() throws {
        for name in ["Mallory Crook", "Budi Santoso", nil] {
            let bench = FoldBench()
            try bench.fold([
                chat("1", [Self.mail], name: "Budi Santoso"),
                chat("2", [Self.bsuid, Self.phone], name: "Mallory Crook"),
            ])
            let changes = try bench.fold([form("3", [Self.phone, Self.mail], name: name)])
            #expect(changes.ties.map(\.standing) == [.suggested], "\(name ?? "no name")")
            #expect(changes.contacts.allSatisfy { $0.person == nil })
        }
    }

    @Test("a number that a form gave to somebody a provider knows under another name is still its owner's")
    func numberGivenAway() throws {
        let bench = FoldBench()
        try bench.fold([chat("1", [Self.mail], name: "Budi Santoso")])
        try bench.fold([form("2", [Self.phone, Self.mail], name: "Mallory Crook")])
        let changes = try bench.fold([chat("3", [Self.bsuid, Self.phone], name: "Mallory Crook")])
        #expect(changes.events.map(\.contact) != [id(1)])
        var needs = Needs()
        needs.contacts = [id(1)]
        #expect(try bench.state.load(needs).contacts[id(1)]?.name == "Budi Santoso")
    }
}
