import CoreMetrics
import Glibc
import Testing

@testable import Dashboard

@Suite("Prometheus's own linter")
struct PromtoolTests {
    static let isInstalled = system("command -v promtool > /dev/null 2>&1") == 0

    @Test("accepts the metrics", .enabled(if: isInstalled, "promtool is not on PATH"))
    func lint() async throws {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "corong_receive_requests", dimensions: [("status", "2\"x\\\n00")]).increment(by: 1)
        registry.makeTimer(label: "corong_fold_batch", dimensions: []).recordNanoseconds(5)
        registry.makeMeter(label: "corong_receive_open_connections", dimensions: []).set(Int64(3))
        registry.makeRecorder(label: "corong_fold_batch_entries", dimensions: [], aggregate: true).record(Int64(3))
        let text = try await Probe(metrics: registry).get("/metrics").body
        let pipe = try #require(popen("promtool check metrics > /dev/null 2>&1", "w"))
        #expect(fputs(text, pipe) >= 0)
        #expect(pclose(pipe) == 0)
    }
}
