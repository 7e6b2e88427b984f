import Domain
import TestSupport

/// Actions of all kinds, for properties.
struct RandomAction {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Any action whose texts an entry can hold as they are.
    mutating func next() -> Action {
        Action(
            deed(), actor: maybe { $0.line() } ?? "", key: maybe { $0.line() + "k" },
            expectedVersion: maybe { Int64.random(in: 1...1000, using: &$0.random) })
    }

    private mutating func deed() -> Deed {
        switch Int.random(in: 0..<11, using: &random) {
        case 0: return .rerun((0..<Int.random(in: 0..<4, using: &random)).map { _ in position() })
        case 1:
            return .consent(
                Consent(contact: id(), purpose: line(), isGiven: Bool.random(using: &random), wording: text()))
        case 2: return .merge(Merge(id(), id(), overridesConflict: Bool.random(using: &random), reason: line()))
        case 3: return .unmerge(id(), from: maybe { $0.id() }, reason: line())
        case 4: return .dismiss(ContactTie.Pair(id(), id()), reason: line())
        case 5: return .release((0..<Int.random(in: 0..<4, using: &random)).map { _ in id() })
        case 6: return .presence(presence())
        case 7: return .repConsent(line() + "r", isGiven: Bool.random(using: &random), wording: text())
        case 8: return .outcome(outcome())
        case 9: return .resend((0..<Int.random(in: 0..<4, using: &random)).map { _ in item() })
        default: return .lead(id(), leadAction())
        }
    }

    private mutating func item() -> OutboxID { OutboxID(event: id(), number: Int64.random(in: 0..<9, using: &random)) }

    private mutating func outcome() -> OutboxOutcome {
        OutboxOutcome(
            item: item(), result: OutboxOutcome.Result.allCases.randomElement(using: &random) ?? .dead,
            attempts: position(), reference: maybe { $0.line() + "m" }, problem: line())
    }

    private mutating func presence() -> PresenceReport {
        var mark = AttendanceMark(
            source: line() + "s", accuracyMetres: maybe { $0.position() }, site: maybe { $0.line() + "s" },
            distanceMetres: maybe { $0.position() })
        mark.hints = AttendanceMark.Hint.allCases.filter { _ in Bool.random(using: &random) }
        mark.sealed = maybe { _ in "c2VhbGVk" }
        return PresenceReport(
            rep: line() + "r", kind: PresenceReport.Kind.allCases.randomElement(using: &random) ?? .seen,
            lead: maybe { $0.id() }, doneAt: maybe { $0.time() }, mark: maybe { _ in mark })
    }

    mutating func leadAction() -> LeadAction {
        switch LeadAction.Kind.allCases.randomElement(using: &random) ?? .note {
        case .accept: return .accept
        case .reject: return .reject(reason: line())
        case .opportunity: return .opportunity(maybe { $0.money() })
        case .won: return .won(money(), at: maybe { $0.time() })
        case .lost: return .lost(reason: line(), at: maybe { $0.time() })
        case .disqualify: return .disqualify(reason: line())
        case .reopen: return .reopen(reason: line())
        case .note: return .note(text())
        case .reply:
            return .reply(Reply(text: text(), channel: maybe { $0.line() + "c" }, template: maybe { $0.line() + "t" }))
        case .contacted: return .contacted(ContactWay.allCases.randomElement(using: &random) ?? .call, note: text())
        }
    }

    private mutating func maybe<Value>(_ make: (inout RandomAction) -> Value) -> Value? {
        Bool.random(using: &random) ? make(&self) : nil
    }

    private mutating func position() -> Position { Int64.random(in: 1..<1 << 40, using: &random) }
    private mutating func id() -> EventID {
        EventID(position: position(), item: Int.random(in: 0..<4096, using: &random))
    }
    private mutating func money() -> Money {
        Money(
            minorUnits: Int64.random(in: 0...Int64.max, using: &random),
            currency: ["IDR", "USD", "JPY", "KWD"].randomElement(using: &random) ?? "IDR")
    }
    private mutating func time() -> Timestamp {
        Timestamp(microseconds: Int64.random(in: 0..<4_000_000_000_000_000, using: &random))
    }

    private mutating func line() -> String {
        let words = ["harga: naik", "tidak cocok", "café", "ローン", "a:b", ":won", "--", "ok", "🙂", "no"]
        return (0..<Int.random(in: 0..<4, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
    }

    private mutating func text() -> String {
        ["", "\n", "\r\n", "  "].randomElement(using: &random).map { line() + $0 + line() } ?? ""
    }
}
