import Domain
import Logging
import ServiceLifecycle
import Testing

@testable import Dashboard

@Suite("The server")
struct ServerTests {
    @Test("listens at a free port, answers, and ends its live feeds when it shuts down", .timeLimit(.minutes(1)))
    func serves() async throws {
        // The feed never tires: only the shutdown can end it.
        let probe = try Probe(pause: { _ in await Task.yield() })
        let (ports, found) = AsyncStream<Int>.makeStream()
        let server = DashboardServer(
            context: probe.context, host: "127.0.0.1", port: 0, logger: Logger(label: "test"),
            onBound: { _, port in found.yield(port) })
        let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            #expect(port > 0)
            let health = try await exchange(
                port, "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            #expect(health.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(health.hasSuffix("{\"status\":\"up\"}\n"))
            let head = try await exchange(
                port, "HEAD /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            #expect(head.lowercased().contains("content-length: 16\r\n"))
            #expect(head.hasSuffix("\r\n\r\n"))
            #expect(try await exchange(port, "\u{0}\u{1}nonsense\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
            let live = try await RawClient(port: port)
            defer { live.end() }
            try await live.send("GET /live HTTP/1.1\r\nhost: localhost\r\n\r\n")
            #expect(try await live.receive(until: "data: 60").contains("event: position"))
            await group.triggerGracefulShutdown()
            _ = try await live.receive()
            try await tasks.waitForAll()
        }
    }

    /// Sends bytes and reads until the other side closes.
    private func exchange(_ port: Int, _ text: String) async throws -> String {
        let client = try await RawClient(port: port)
        defer { client.end() }
        try await client.send(text)
        return try await client.receive()
    }
}
