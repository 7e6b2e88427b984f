import Domain
import Hummingbird
import JSON
import Logging
import NIOCore
import NIOPosix
import Storage
import Synchronization
import Testing

@testable import Dashboard

/// A clock that stands still until it is moved.
final class ManualTime: Sendable {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp) { self.time = Mutex(time) }
    var now: Timestamp { time.withLock { $0 } }
    func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// Asks the dashboard's router without a network.
struct Probe: Sendable {
    let state: FakeState
    let time: ManualTime
    let tokens: TemporaryFile
    /// Where the keys of links are; there are none at first.
    let keys: TemporaryFile
    let context: DashboardContext
    /// What was appended, and what the fold makes of it; nil for a fold that does not come to it.
    let ledger: FakeLedger
    private let responder: any HTTPResponder<DashboardRequest>

    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var fields: HTTPFields
        var body: String

        /// The value of a header.
        func header(_ name: String) -> String? { FieldName(name).flatMap { fields[$0] } }
    }

    init(
        rows: FakeState.Rows = Samples.rows, workspace: Workspace = Samples.workspace(), reps: [Rep] = Samples.reps,
        isLoopback: Bool = true, readiness: Readiness = Readiness(), metrics: PrometheusRegistry = PrometheusRegistry(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in throw CancellationError() },
        past: PastReader? = nil, attendance: AttendanceRules = AttendanceRules(), seal: PositionSeal? = nil
    ) throws {
        let state = FakeState(rows)
        let time = ManualTime(Samples.now)
        let (tokens, keys) = (try TemporaryFile(), try TemporaryFile())
        self.state = state
        self.time = time
        self.tokens = tokens
        self.keys = keys
        let ledger = FakeLedger()
        self.ledger = ledger
        var context = DashboardContext(
            views: state, history: state, workspace: { workspace }, reps: { reps },
            tokens: TokenCheck(file: TokenFile(path: tokens.path), threads: .singleton, now: { time.now }),
            links: RepLinks(file: LinkKeyFile(path: keys.path), threads: .singleton, now: { time.now }),
            readiness: { readiness },
            ledgerTail: { () throws(StorageError) in LedgerTail(position: 62, hash: []) },
            append: { (action) async throws(StorageError) in ledger.append(action, to: state, at: time.now) },
            metrics: metrics,
            writeEvent: { event, json in
                json.beginObject()
                json.key("kind")
                json.string(event.kind.rawValue)
                json.key("text")
                json.string(event.text ?? "")
                json.endObject()
            },
            now: { time.now }, nonceBytes: { [UInt8](repeating: 0, count: 16) }, pause: pause, isLoopback: isLoopback,
            past: past)
        context.attendance = { attendance }
        context.seal = seal
        self.context = context
        responder = DashboardRouter.make(context).buildResponder()
    }

    /// Makes a token that the dashboard knows.
    func makeToken(_ name: String = "test") throws -> String {
        var random = SystemRandomNumberGenerator()
        return try TokenFile(path: tokens.path).create(name: name, now: time.now, using: &random)
    }

    /// Asks for an address; host is that of this machine unless told otherwise.
    func get(
        _ path: String, method: String = "GET", host: String = "localhost:8080",
        headers: [(String, String)] = [], body: String = ""
    ) async throws -> Answer {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(FieldName(name))] = value }
        let method = try #require(HTTPRequest.Method(rawValue: method))
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let response = try await responder.respond(
            to: request, context: DashboardRequest(logger: Logger(label: "test")))
        let sink = Sink()
        try await response.body.write(SinkWriter(sink: sink))
        return Answer(status: response.status.code, fields: response.headers, body: sink.text)
    }

    /// Asks the API with a good token.
    func api(_ path: String, method: String = "GET") async throws -> Answer {
        let token = try TokenFile(path: tokens.path).list().isEmpty ? makeToken() : Probe.spare(tokens)
        time.advance(seconds: 2)
        return try await get("/api/v1" + path, method: method, headers: [("authorization", "Bearer \(token)")])
    }

    /// Does something with a good token.
    func post(_ path: String, _ body: String, headers: [(String, String)] = []) async throws -> Answer {
        let token = try TokenFile(path: tokens.path).list().isEmpty ? makeToken() : Probe.spare(tokens)
        time.advance(seconds: 2)
        let fields = [("authorization", "Bearer \(token)"), ("content-type", "application/json")]
        return try await get("/api/v1" + path, method: "POST", headers: fields + headers, body: body)
    }

    private static func spare(_ tokens: TemporaryFile) throws -> String {
        var random = SystemRandomNumberGenerator()
        let file = TokenFile(path: tokens.path)
        return try file.create(name: "t\(try file.list().count)", now: Samples.now, using: &random)
    }

    private final class Sink: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
        func append(_ buffer: ByteBuffer) { bytes.withLock { $0 += buffer.readableBytesView } }
    }

    private struct SinkWriter: ResponseBodyWriter {
        let sink: Sink
        mutating func write(_ buffer: ByteBuffer) async throws { sink.append(buffer) }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
