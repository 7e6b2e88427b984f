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
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .rerun((0..<Int.random(in: 0..<4, using: &random)).map { _ in position() })
        case 1:
            return .consent(
                Consent(contact: id(), purpose: line(), isGiven: Bool.random(using: &random), wording: text()))
        case 2: return .merge(Merge(id(), id(), overridesConflict: Bool.random(using: &random), reason: line()))
        case 3: return .unmerge(id(), from: maybe { $0.id() }, reason: line())
        case 4: return .dismiss(ContactTie.Pair(id(), id()), reason: line())
        case 5: return .release((0..<Int.random(in: 0..<4, using: &random)).map { _ in id() })
        default: return .lead(id(), leadAction())
        }
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
