import TestSupport

/// Decisions from a seed: the same on every machine and with every version of the standard library.
struct Chance: Sendable {
    private var bits: SplitMix64

    init(seed: UInt64) { bits = SplitMix64(seed: seed) }

    /// A number from 0 to below `bound`; 0 where the bound leaves no choice.
    mutating func below(_ bound: Int) -> Int {
        Int(bits.next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
    }

    /// A number of the range, its ends included.
    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// Whether something happens that happens so many times in a thousand.
    mutating func happens(_ perMille: Int) -> Bool { below(1000) < perMille }

    /// One of the items, of which there must be one.
    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
