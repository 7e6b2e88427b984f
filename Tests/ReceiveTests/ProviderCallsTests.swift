import Channels
import Domain
import Logging
import Synchronization
import Testing
import Transfer

@testable import Receive

@Suite("Calls that providers ask for")
struct ProviderCallsTests {
    @Test("go out once for an address in ten minutes, and ten a minute in all")
    func limits() async throws {
        let sender = CountingSender()
        let clock = Clock()
        let calls = ProviderCalls(
            sender: sender, certificates: CertificateCache(), now: { clock.time }, logger: Logger(label: "test"))
        for _ in 0..<5 { calls.confirm(channel: "ses", url: "https://sns.eu-west-1.amazonaws.com/?a") }
        for number in 0..<50 {
            calls.fetchCertificate(channel: "ses", url: "https://sns.eu-west-1.amazonaws.com/\(number).pem")
        }
        try await until { sender.count == 10 }
        clock.pass(61)
        calls.confirm(channel: "ses", url: "https://sns.eu-west-1.amazonaws.com/?a")
        calls.confirm(channel: "ses", url: "https://sns.eu-west-1.amazonaws.com/?b")
        try await until { sender.count == 11 }
        clock.pass(600)
        calls.confirm(channel: "ses", url: "https://sns.eu-west-1.amazonaws.com/?a")
        try await until { sender.count == 12 }
        #expect(Set(sender.urls).count == 11)
    }

    private final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_750_000_000)

        var time: Timestamp { Timestamp(microseconds: seconds.withLock { $0 } * 1_000_000) }

        func pass(_ count: Int64) { seconds.withLock { $0 += count } }
    }

    private final class CountingSender: HTTPSending {
        private let asked = Mutex<[String]>([])

        var urls: [String] { asked.withLock { $0 } }
        var count: Int { asked.withLock { $0.count } }

        func send(_ request: TransferRequest) async throws(TransferError) -> TransferResponse {
            asked.withLock { $0.append(request.url) }
            return TransferResponse(status: 200, headers: [], body: [])
        }
    }
}
