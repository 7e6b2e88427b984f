import CoreMetrics
import Synchronization

/// A number that only grows. Lock-free.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    private let fraction = Mutex(0.0)

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(amount, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fraction.withLock { $0 += amount }
    }

    /// Counters never go back: Prometheus would read that as a restart.
    func reset() {}

    var value: Double { Double(whole.load(ordering: .relaxed)) + fraction.withLock { $0 } }
}

/// A number that goes up and down. Lock-free to set.
final class GaugeSeries: MeterHandler, RecorderHandler {
    private let bits = Atomic<UInt64>(0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func increment(by amount: Double) { add(amount) }
    func decrement(by amount: Double) { add(-amount) }

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    private func add(_ amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (done, found) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if done { return }
            old = found
        }
    }
}

/// How often a value fell below each of some fixed bounds.
final class HistogramSeries: RecorderHandler, TimerHandler {
    struct Sums {
        var counts: [UInt64]
        var sum = 0.0
    }

    /// Upper bounds in seconds, for times: 100 microseconds to 10 seconds.
    static let secondsBounds = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Upper bounds for counts and sizes.
    static let amountBounds = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000]

    let bounds: [Double]
    // One lock a series: held for a few instructions, so that threads hardly ever meet.
    private let sums: Mutex<Sums>

    init(bounds: [Double]) {
        self.bounds = bounds
        sums = Mutex(Sums(counts: [UInt64](repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let slot = bounds.firstIndex { value <= $0 } ?? bounds.count
        sums.withLock { sums in
            sums.counts[slot] += 1
            sums.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    var snapshot: Sums { sums.withLock { $0 } }
}

/// Takes what nobody keeps.
final class NoSeries: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    func increment(by: Int64) {}
    func increment(by: Double) {}
    func decrement(by: Double) {}
    func set(_ value: Int64) {}
    func set(_ value: Double) {}
    func record(_ value: Int64) {}
    func record(_ value: Double) {}
    func recordNanoseconds(_ duration: Int64) {}
    func reset() {}
}
