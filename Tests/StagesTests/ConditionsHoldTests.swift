import Domain
import Testing

@testable import Stages

@Suite("When conditions hold")
struct ConditionsHoldTests {
    private static let bench = StatementBench(
        lexicon: Lexicon(freeMail: ["gmail.com", "yahoo.co.id"]),
        zone: Zone(name: "Asia/Jakarta", spans: [.init(start: .epoch, offsetSeconds: 25_200)]))
    private static let start = FoldBench.start

    private func matched(
        _ condition: Condition, at: Timestamp = start, statements: Int64 = 1,
        history: Attributed.History = .init(),
        _ change: (inout Event) -> Void = { _ in }
    ) -> [String]? {
        Self.bench.matched(
            condition, StatementBench.statement(change, at: at, statements: statements, history: history))
    }

    @Test(
        "a mail address is a company's or a free provider's",
        arguments: [
            ("ani@perusahaan.co.id", true), ("ani@gmail.com", false), ("ani@mail.yahoo.co.id", false),
            ("ani@notgmail.com", true), ("ani@localhost", true), (nil, nil),
        ] as [(String?, Bool?)])
    func companyMail(_ email: String?, _ isCompany: Bool?) {
        let domain = email.map { [String($0.drop { $0 != "@" }.dropFirst())] }
        #expect(
            matched(.companyMail(true)) { $0.sender.email = email } == (isCompany == true ? domain : nil))
        #expect(
            matched(.companyMail(false)) { $0.sender.email = email }
                == (isCompany == false ? domain : nil))
    }

    @Test("a field of the contact is known from this event or from earlier ones")
    func known() {
        #expect(matched(.known(.phone)) == nil)
        #expect(matched(.known(.phone)) { $0.sender.phone = "+62811" } == [])
        #expect(matched(.known(.phone), history: .init(kinds: IdentifierKinds(.phone))) == [])
        #expect(matched(.known(.email), history: .init(kinds: IdentifierKinds(.phone))) == nil)
        #expect(matched(.known(.email), history: .init(kinds: IdentifierKinds(.email))) == [])
        #expect(matched(.known(.name), history: .init(isNamed: true)) == [])
        #expect(matched(.known(.name)) == nil)
    }

    @Test("accounts and forms are compared as they are written")
    func accountAndForm() {
        #expect(matched(.account(["17"])) { $0.account = "17" } == [])
        #expect(matched(.account(["17"])) { $0.account = "18" } == nil)
        #expect(matched(.account(["17"])) == nil)
        #expect(matched(.form(["contact"])) { $0.form = "contact" } == ["form=contact"])
        #expect(matched(.form(["contact"])) { $0.form = "quote" } == nil)
    }

    @Test(
        "hours are those of the workspace's clocks",
        arguments: [
            // 2024-06-10 was a Monday; Jakarta is seven hours ahead.
            ("2024-06-10T01:00:00Z", true), ("2024-06-10T00:59:59Z", false),
            ("2024-06-10T09:59:59Z", true),
            ("2024-06-10T10:00:00Z", false), ("2024-06-14T09:00:00Z", true),
            ("2024-06-15T09:00:00Z", false),
            ("2024-06-09T18:00:00Z", false), ("1969-12-31T03:00:00Z", true),
        ])
    func officeHours(_ time: String, _ isWithin: Bool) throws {
        let hours = Hours(from: 480, to: 1020, days: [.mon, .tue, .wed, .thu, .fri])
        #expect((matched(.hours(hours), at: try #require(Timestamp(rfc3339: time))) != nil) == isWithin)
    }

    @Test(
        "hours past midnight belong to the day they began",
        arguments: [
            ("2024-06-15T15:00:00Z", true), ("2024-06-15T22:59:59Z", true),
            ("2024-06-15T23:00:00Z", false),
            ("2024-06-14T22:00:00Z", false), ("2024-06-16T15:00:00Z", false),
            ("2024-06-15T14:59:59Z", false),
        ])
    func nightHours(_ time: String, _ isWithin: Bool) throws {
        let hours = Hours(from: 1320, to: 360, days: [.sat])
        #expect((matched(.hours(hours), at: try #require(Timestamp(rfc3339: time))) != nil) == isWithin)
    }

    @Test("the days of the week go round", arguments: -800...800)
    func weekdays(_ day: Int) {
        let (this, next) = (
            Weekday(CivilDate(daysSinceEpoch: Int64(day))),
            Weekday(CivilDate(daysSinceEpoch: Int64(day) + 1))
        )
        let all = Weekday.allCases
        #expect(all.firstIndex(of: next) == ((all.firstIndex(of: this) ?? 0) + 1) % 7)
        #expect(Weekday(CivilDate(daysSinceEpoch: 0)) == .thu)
    }

    @Test("silence is measured to the statement before, by event time")
    func silence() {
        let condition = Condition.afterSilence(seconds: 600)
        #expect(matched(condition) == nil)
        #expect(matched(condition, history: .init(spokeAt: Self.start.adding(seconds: -599))) == nil)
        #expect(
            matched(condition, history: .init(spokeAt: Self.start.adding(seconds: -600)))
                == ["silent since \(Self.start.adding(seconds: -600))"])
        #expect(matched(condition, history: .init(spokeAt: Self.start.adding(seconds: 6000))) == nil)
    }

    @Test("history is what was there before")
    func history() {
        #expect(matched(.cycle(atLeast: 2)) == nil)
        #expect(matched(.cycle(atLeast: 2), history: .init(cycle: 2)) == [])
        #expect(
            matched(.past([.won, .lost]), history: .init(cycle: 2, formerEnd: .lost)) == ["formerly lost"]
        )
        #expect(matched(.past([.won]), history: .init(cycle: 2, formerEnd: .lost)) == nil)
        #expect(matched(.past([.won])) == nil)
        let days = Condition.daysSinceFirst(atLeast: 30)
        #expect(
            matched(days, history: .init(contactSince: Self.start.adding(seconds: -30 * 86_400))) == [])
        #expect(
            matched(days, history: .init(contactSince: Self.start.adding(seconds: -30 * 86_400 + 1)))
                == nil)
        #expect(matched(.statements(atLeast: 3), statements: 3) == [])
        #expect(matched(.statements(atLeast: 3), statements: 2) == nil)
    }

    @Test("what does not hold after all gives no evidence")
    func evidence() {
        let half = Condition.all([.words(["harga"]), .known(.phone)])
        #expect(matched(.any([half, .words(["kursi"])])) { $0.text = "harga kursi" } == ["kursi"])
        #expect(
            matched(.all([.not(.words(["lowongan"])), .words(["kursi"])])) { $0.text = "kursi" } == [
                "kursi"
            ])
    }

    @Test("a known end of an inquiry is told from an open one", arguments: Stage.allCases)
    func ends(_ stage: Stage) {
        #expect((InquiryEnd(stage) == nil) == stage.isOpen)
        #expect(InquiryEnd(stage).map(\.rawValue) == (stage.isOpen ? nil : stage.rawValue))
    }
}
