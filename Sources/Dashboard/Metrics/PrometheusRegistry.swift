public import CoreMetrics
import Synchronization

/// Keeps the process's own metrics and writes them as Prometheus text.
///
/// Counters get the suffix `_total`, timers become histograms in `_seconds`. The number of series is bounded: what comes later is taken
/// without being kept, and counted in `corong_metrics_series_refused_total`. The same name cannot be of two kinds; the second is refused too.
public final class PrometheusRegistry: MetricsFactory {
    private enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)

        var kind: PrometheusText.Kind {
            switch self {
            case .counter: .counter
            case .gauge: .gauge
            case .histogram: .histogram
            }
        }
    }

    private struct Family {
        var kind: PrometheusText.Kind
        /// By labels in their written form.
        var series: [String: (labels: [(String, String)], series: Series)] = [:]
    }

    private struct Shelf {
        var families: [String: Family] = [:]
        var seriesCount = 0
        var refused: Int64 = 0
    }

    /// Most series of one name.
    public static let seriesPerNameMax = 200
    /// Most series in all.
    public static let seriesMax = 2000

    private let help: [String: String]
    private let shelf = Mutex(Shelf())
    private let none = NoSeries()

    /// An empty registry.
    ///
    /// - Parameter help: What each metric says, by its full name; others get a sentence made of their name.
    public init(help: [String: String] = [:]) { self.help = help }

    /// A counter; its name gets the suffix `_total`.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions) ?? none
    }

    /// The same counter as for whole numbers.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions) ?? none
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? none
    }

    /// A histogram of amounts, or a gauge when nothing is to be aggregated.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) ?? none }
        let series = series(named: MetricName.sanitized(label), dimensions, of: .histogram) {
            .histogram(HistogramSeries(bounds: HistogramSeries.amountBounds))
        }
        guard case .histogram(let histogram) = series else { return none }
        return histogram
    }

    /// A histogram of seconds; its name gets the suffix `_seconds` in place of any other unit.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let series = series(named: PrometheusRegistry.secondsName(label), dimensions, of: .histogram) {
            .histogram(HistogramSeries(bounds: HistogramSeries.secondsBounds))
        }
        guard case .histogram(let histogram) = series else { return none }
        return histogram
    }

    // A series outlives the handler that fed it: its count is still true, and the same label may come back.
    /// Does nothing: the series stays.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Does nothing: the series stays.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Does nothing: the series stays.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Does nothing: the series stays.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Does nothing: the series stays.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// All series as Prometheus text 0.0.4, by name and labels.
    public var text: String { render().text }

    func render() -> PrometheusText {
        let shelf = shelf.withLock { $0 }
        var text = PrometheusText()
        for (name, family) in shelf.families.sorted(by: { $0.key < $1.key }) {
            text.family(name, family.kind, help: help[name] ?? PrometheusRegistry.sentence(for: name))
            for (_, entry) in family.series.sorted(by: { $0.key < $1.key }) {
                switch entry.series {
                case .counter(let counter): text.sample(name, entry.labels, counter.value)
                case .gauge(let gauge): text.sample(name, entry.labels, gauge.value)
                case .histogram(let histogram):
                    PrometheusRegistry.write(histogram, name, entry.labels, to: &text)
                }
            }
        }
        text.single(
            "corong_metrics_series_refused_total", .counter, shelf.refused,
            help: "Requests for a metric that was not kept, because there were too many or its name was taken.")
        return text
    }

    private static func write(
        _ histogram: HistogramSeries, _ name: String, _ labels: [(String, String)], to text: inout PrometheusText
    ) {
        let snapshot = histogram.snapshot
        var below: UInt64 = 0
        for (index, count) in snapshot.counts.enumerated() {
            below += count
            let bound = index < histogram.bounds.count ? PrometheusText.number(histogram.bounds[index]) : "+Inf"
            text.sample(name + "_bucket", labels + [("le", bound)], Int64(clamping: below))
        }
        text.sample(name + "_sum", labels, snapshot.sum)
        text.sample(name + "_count", labels, Int64(clamping: below))
    }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries? {
        let name = MetricName.sanitized(label)
        let total = name.hasSuffix("_total") ? name : name + "_total"
        guard case .counter(let counter) = series(named: total, dimensions, of: .counter, { .counter(CounterSeries()) })
        else { return nil }
        return counter
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries? {
        let name = MetricName.sanitized(label)
        guard case .gauge(let gauge) = series(named: name, dimensions, of: .gauge, { .gauge(GaugeSeries()) }) else {
            return nil
        }
        return gauge
    }

    private func series(
        named name: String, _ dimensions: [(String, String)], of kind: PrometheusText.Kind, _ make: () -> Series
    ) -> Series? {
        let labels = dimensions.map { (MetricName.sanitizedLabel($0.0), $0.1) }.sorted { $0.0 < $1.0 }
        let key = labels.map { "\($0.0)=\($0.1)" }.joined(separator: "\u{0}")
        return shelf.withLock { shelf in
            var family = shelf.families[name] ?? Family(kind: kind)
            if family.kind == kind, let known = family.series[key] { return known.series }
            guard family.kind == kind, family.series.count < PrometheusRegistry.seriesPerNameMax,
                shelf.seriesCount < PrometheusRegistry.seriesMax
            else {
                shelf.refused += 1
                return nil
            }
            let series = make()
            family.series[key] = (labels, series)
            shelf.families[name] = family
            shelf.seriesCount += 1
            return series
        }
    }

    /// The name of a timer: its unit is always the second.
    private static func secondsName(_ label: String) -> String {
        var name = MetricName.sanitized(label)
        for unit in ["_nanoseconds", "_microseconds", "_milliseconds", "_seconds"] where name.hasSuffix(unit) {
            name.removeLast(unit.count)
            break
        }
        return name + "_seconds"
    }

    private static func sentence(for name: String) -> String {
        var words = name.split { $0 == "_" || $0 == ":" }.map(String.init)
        if words.first == "corong" { words.removeFirst() }
        if words.last == "total" { words.removeLast() }
        let sentence = words.joined(separator: " ")
        return (sentence.first.map { $0.uppercased() + sentence.dropFirst() } ?? "A metric") + "."
    }
}
