import Synchronization
import TestSupport

/// A generator that several calls share.
final class Shared: Sendable {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) { generator = Mutex(SplitMix64(seed: seed)) }

    func next(below bound: UInt64) -> UInt64 { generator.withLock { $0.next(upperBound: bound) } }
}
