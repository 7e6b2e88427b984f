import Channels
import Domain
import Logging
import Storage
import Testing

@testable import Receive

let now = Timestamp(microseconds: 1_760_000_000_000_000)

/// The channels that the tests talk to: `chat` with a token, `form` for browsers, `open` for those of any site, `bare` without its secret, `hook` with a token in the address.
func testChannels(chatSecret: String = "abc") -> IntakeChannels {
    func channel(
        _ id: String, _ rules: ReceiveRules, _ verifier: Verifier, secrets: [String] = [], origins: [String] = []
    ) -> IntakeChannel {
        IntakeChannel(
            id: id,
            gate: Gate(
                rules: rules, verifier: verifier, secrets: ChannelSecrets(secrets: secrets, verifyToken: "verify")),
            origins: origins)
    }
    let token = Verifier.token(TokenScheme(place: .header(name: "X-Token", prefix: "")))
    return IntakeChannels([
        channel(
            "chat",
            ReceiveRules(
                contentTypes: ["application/json"], bodyBytesMax: 100_000, answer: .init(body: "RECEIVED"),
                handshake: .challengeQuery(mode: "hub.mode", token: "hub.verify_token", challenge: "hub.challenge"),
                keptHeaders: ["Origin"]),
            token, secrets: [chatSecret]),
        channel(
            "form",
            ReceiveRules(
                bodyBytesMax: 100_000, answer: .init(status: 202, body: "thanks"), redirectField: "_next", cors: true),
            .none(because: "a public form"), origins: ["https://shop.example"]),
        channel(
            "open", ReceiveRules(bodyBytesMax: 100_000, answer: .init(status: 202), redirectField: "_next"),
            .none(because: "a public form")),
        channel("bare", ReceiveRules(bodyBytesMax: 1000), token),
        channel(
            "hook", ReceiveRules(bodyBytesMax: 1000), .token(TokenScheme(place: .query(name: "key"))), secrets: ["s3"]),
    ])
}

/// Runs an intake on a free port while `body` runs, then stops it and waits for its end.
func withIntake(
    ledger: any Ledger, options: IntakeOptions = IntakeOptions(), channels: IntakeChannels = testChannels(),
    reached: @escaping @Sendable (Position) -> Void = { _ in },
    _ body: @escaping @Sendable (Intake, Int) async throws -> Void
) async throws {
    var options = options
    options.port = 0
    // Time passes when a test says so, however busy the machine is.
    options.runsWithClock = false
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let intake = Intake(
        options: options, channels: channels, commit: GroupCommit(ledger: ledger, reached: reached), now: { now },
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, bound: { _, port in continuation.yield(port) })
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await intake.run() }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next(isolation: nil))
        do {
            try await body(intake, port)
        } catch {
            group.cancelAll()
            throw error
        }
        group.cancelAll()
        try await group.waitForAll()
    }
    #expect(intake.admitted == (0, 0), "what was admitted was not given back")
}

/// A delivery for `chat`.
func delivery(
    _ body: String, path: String = "/in/chat", token: String? = "abc", contentType: String? = "application/json",
    method: String = "POST", headers: String = ""
) -> String {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    if let token { text += "X-Token: \(token)\r\n" }
    if let contentType { text += "Content-Type: \(contentType)\r\n" }
    return text + headers + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
}
