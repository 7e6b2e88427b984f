import Domain
import Metrics
import Synchronization

/// What operators watch.
final class OutboxMetrics: Sendable {
    /// Destinations that rows have waited for: their gauges go back to 0 when none does.
    private let shown = Mutex<Set<String>>([])

    /// Shows how much waits, and since when.
    func show(_ waiting: [OutboxItem], at now: Timestamp) {
        var counts: [String: Int] = [:]
        for item in waiting { counts[item.destination, default: 0] += 1 }
        let all = shown.withLock { shown in
            shown.formUnion(counts.keys)
            return shown
        }
        for destination in all {
            Gauge(label: "corong_outbox_waiting", dimensions: [("destination", destination)])
                .record(counts[destination, default: 0])
        }
        let oldest = waiting.map(\.since).min() ?? now
        Gauge(label: "corong_outbox_oldest_seconds").record(max(0, now.seconds - oldest.seconds))
    }

    /// Counts an attempt by what came of it: delivered, failed, refused, expired.
    func count(_ result: String, to destination: String) {
        Counter(
            label: "corong_deliver_attempts_total", dimensions: [("destination", destination), ("result", result)]
        ).increment()
    }
}
