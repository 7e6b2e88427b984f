import CoreMetrics
import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("Metrics")
struct MetricsTests {
    @Test("counters, gauges and timers are written as Prometheus reads them")
    func text() {
        let registry = PrometheusRegistry(help: ["corong_receive_requests_total": "Requests \\ by\nanswer."])
        let counter = registry.makeCounter(label: "corong_receive_requests", dimensions: [("status", "200")])
        counter.increment(by: 2)
        registry.makeCounter(label: "corong_receive_requests", dimensions: [("status", "200")]).increment(by: 1)
        registry.makeCounter(label: "corong_receive_requests", dimensions: [("status", "a\"\\\n")]).increment(by: 1)
        counter.increment(by: -5)
        counter.reset()
        let meter = registry.makeMeter(label: "corong.queue-depth", dimensions: [])
        meter.set(4.5)
        meter.increment(by: 1)
        meter.decrement(by: 0.25)
        #expect(
            registry.text == """
                # HELP corong_queue_depth Queue depth.
                # TYPE corong_queue_depth gauge
                corong_queue_depth 5.25
                # HELP corong_receive_requests_total Requests \\\\ by\\nanswer.
                # TYPE corong_receive_requests_total counter
                corong_receive_requests_total{status="200"} 3
                corong_receive_requests_total{status="a\\"\\\\\\n"} 1
                # HELP corong_metrics_series_refused_total Requests for a metric that was not kept, because there were too many or its name was taken.
                # TYPE corong_metrics_series_refused_total counter
                corong_metrics_series_refused_total 0

                """)
    }

    @Test("a timer counts in seconds, each bucket holding those below it")
    func timer() {
        let registry = PrometheusRegistry()
        let timer = registry.makeTimer(label: "corong_fold_batch_milliseconds", dimensions: [("channel", "x")])
        timer.recordNanoseconds(1_000_000)
        timer.recordNanoseconds(3_000_000)
        timer.recordNanoseconds(60_000_000_000)
        let text = registry.text
        for line in [
            "# TYPE corong_fold_batch_seconds histogram",
            "corong_fold_batch_seconds_bucket{channel=\"x\",le=\"0.0005\"} 0",
            "corong_fold_batch_seconds_bucket{channel=\"x\",le=\"0.001\"} 1",
            "corong_fold_batch_seconds_bucket{channel=\"x\",le=\"0.005\"} 2",
            "corong_fold_batch_seconds_bucket{channel=\"x\",le=\"10\"} 2",
            "corong_fold_batch_seconds_bucket{channel=\"x\",le=\"+Inf\"} 3",
            "corong_fold_batch_seconds_sum{channel=\"x\"} 60.004", "corong_fold_batch_seconds_count{channel=\"x\"} 3",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
    }

    @Test("the number of series is bounded, and what is refused is counted")
    func bounded() {
        let registry = PrometheusRegistry()
        for number in 0..<(PrometheusRegistry.seriesPerNameMax + 3) {
            registry.makeCounter(label: "corong_a", dimensions: [("n", "\(number)")]).increment(by: 1)
        }
        registry.makeMeter(label: "corong_a_total", dimensions: []).set(Int64(1))
        let lines = registry.text.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("corong_a_total{") } == PrometheusRegistry.seriesPerNameMax)
        #expect(lines.contains("corong_metrics_series_refused_total 4"))
    }

    @Test(
        "labels count in any order, and names are made fit",
        arguments: [("9a-b", "_9a_b"), ("", "_"), ("a:b", "a:b"), ("\u{e9}", "__")])
    func names(raw: String, fit: String) {
        #expect(MetricName.sanitized(raw) == fit)
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "x", dimensions: [("a", "1"), ("b", "2")]).increment(by: 1)
        registry.makeCounter(label: "x", dimensions: [("b", "2"), ("a", "1")]).increment(by: 1)
        #expect(registry.text.contains("x_total{a=\"1\",b=\"2\"} 2\n"))
    }

    @Test("threads that count at once lose nothing")
    func concurrent() async {
        let registry = PrometheusRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        registry.makeCounter(label: "c", dimensions: []).increment(by: 1)
                        registry.makeMeter(label: "g", dimensions: []).increment(by: 1)
                        registry.makeTimer(label: "t", dimensions: []).recordNanoseconds(1)
                    }
                }
            }
        }
        let text = registry.text
        #expect(text.contains("c_total 8000\n"))
        #expect(text.contains("g 8000\n"))
        #expect(text.contains("t_seconds_count 8000\n"))
    }

    @Test("the business's numbers come from the state, with its position")
    func business() async throws {
        let probe = try Probe()
        let answer = try await probe.get("/metrics")
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
        for line in [
            "corong_events_total{channel=\"whatsapp\",outcome=\"counted\"} 10",
            "corong_events_total{channel=\"whatsapp\",outcome=\"duplicate\"} 2",
            "corong_leads_total{channel=\"whatsapp\",stage=\"sales_qualified\"} 1",
            "corong_leads_total{channel=\"webform\",stage=\"new\"} 1", "corong_leads{stage=\"sales_qualified\"} 1",
            "corong_leads{stage=\"won\"} 0", "corong_deliveries_total{channel=\"whatsapp\"} 9",
            "corong_dead_letters_open 1", "corong_waiting_leads 1", "corong_state_position 60",
            "corong_ledger_position 62", "corong_fold_lag_entries 2", "corong_outbox_items 4",
            "corong_state_readable 1",
        ] {
            #expect(answer.body.contains(line + "\n"), "\(line)")
        }
    }

    @Test("the state is read at most every few seconds, and a state that cannot be read leaves the rest")
    func sparing() async throws {
        let probe = try Probe()
        _ = try await probe.get("/metrics")
        probe.state.change { $0.position = 61 }
        #expect(try await probe.get("/metrics").body.contains("corong_state_position 60\n"))
        probe.time.advance(seconds: 5)
        #expect(try await probe.get("/metrics").body.contains("corong_state_position 61\n"))
        probe.time.advance(seconds: 5)
        probe.state.change { $0.failure = .busy(detail: "x") }
        let answer = try await probe.get("/metrics")
        #expect(answer.status == 200)
        #expect(answer.body.contains("corong_state_readable 0\n"))
        #expect(!answer.body.contains("corong_state_position"))
    }
}
