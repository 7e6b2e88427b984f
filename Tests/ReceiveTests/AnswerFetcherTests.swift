import Channels
import Domain
import Logging
import Storage
import Synchronization
import Testing
import Transfer

@testable import Receive

@Suite("Answers of providers' APIs")
final class AnswerFetcherTests: Sendable {
    private static let channel = """
        channel: ads
        name: Ads
        version: 1
        receive: {content_types: [application/json]}
        verify: {token: {header: X-Token}}
        decode: json
        key: [$.id]
        fetches:
          lead:
            url: "https://api.example/v1/{id}?fields=all"
            values: {id: $.id}
            token: {header: Authorization, prefix: "Bearer "}
            answer: {key: [$.id], cases: [{kind: lead_form}]}
        cases:
          - {kind: lead_form, fetch: lead}
        """

    private static let start = Timestamp(microseconds: 1_750_000_000_000_000)
    private let ledger = MemoryLedger()
    private let state = MemoryStateStore()
    private let clock = Mutex(AnswerFetcherTests.start)
    private let event = EventID(position: 1, item: 0)

    private func fetcher(
        _ sender: any HTTPSending, token: String? = "t0k", address: String? = nil, isOn: Bool = true
    ) throws -> (AnswerFetcher, GroupCommit, CompiledChannel) {
        let channel = try #require(CompiledChannel.compile(text: Self.channel, file: "channel.yaml").value)
        let rules = try #require(channel.fetches["lead"])
        let commit = GroupCommit(ledger: ledger)
        let now: @Sendable () -> Timestamp = { [self] in clock.withLock { $0 } }
        let fetcher = AnswerFetcher(
            views: state, commit: commit, sender: sender,
            access: { _ in isOn ? AnswerFetcher.Access(rules: rules, token: token, address: address) : nil },
            now: now, sleep: { _ in }, logger: Logger(label: "test"))
        return (fetcher, commit, channel)
    }

    private func ask(problem: String = "", at: Timestamp = AnswerFetcherTests.start) throws {
        let from = try state.position()
        var changes = Changes(from: from, through: from + 1)
        changes.fetches = [
            FetchRecord(
                event: event, channel: "ads",
                request: FetchRequest(name: "lead", url: "https://api.example/v1/7?fields=all"),
                at: at, problem: problem)
        ]
        try state.commit(changes)
    }

    /// One round, with all answers.
    private func ask(_ fetcher: AnswerFetcher, _ schedule: FetchSchedule) async -> FetchSchedule {
        var schedule = schedule
        await withDiscardingTaskGroup { group in await fetcher.round(&schedule, in: &group) }
        return schedule
    }

    private func entries() throws -> [Entry] { try ledger.read(after: 0, limit: 100, bytesMax: 1 << 20) }

    @Test("an answer becomes an entry that names the question, and the token goes where the file says")
    func answered() async throws {
        let sender = FakeSender([.success((200, #"{"id": 7}"#))])
        let (fetcher, commit, _) = try fetcher(sender)
        try ask()
        var schedule = FetchSchedule()
        schedule = await ask(fetcher, schedule)
        await commit.settled()
        let entry = try #require(try entries().first)
        #expect(entry.draft.headers == ":answer: lead\n:asked: 1\n")
        #expect(entry.draft.channel == "ads" && entry.draft.kind == .delivery)
        #expect(String(decoding: entry.draft.body, as: UTF8.self) == #"{"id": 7}"#)
        let request = try #require(sender.requests.first)
        #expect(request.url == "https://api.example/v1/7?fields=all")
        #expect(request.headers.contains(TransferRequest.Header("Authorization", "Bearer t0k")))
        #expect(!request.allowsUnencrypted && request.addresses == .publicOnly)
    }

    @Test("an address of one's own takes the place of the provider's")
    func gateway() async throws {
        let sender = FakeSender([.success((200, "{}"))])
        let (fetcher, _, _) = try fetcher(sender, address: "http://127.0.0.1:9")
        try ask()
        var schedule = FetchSchedule()
        schedule = await ask(fetcher, schedule)
        #expect(sender.requests.first?.url == "http://127.0.0.1:9/v1/7?fields=all")
        #expect(sender.requests.first?.allowsUnencrypted == true)
    }

    @Test(
        "what goes wrong is written down once, in words, and asked again later",
        arguments: [
            ("200", nil as String?, "There is no access token; set `access_token` of channel ads"),
            ("400", "t", "400 {\"error\": \"expired\"}"), ("200", "t", "The answer is no JSON"),
            ("unreachable", "t", "api.example cannot be reached: no route"),
        ])
    func problems(_ kind: String, _ token: String?, _ problem: String) async throws {
        let answer: FakeSender.Answer =
            kind == "unreachable"
            ? .failure(TransferError(.unreachable("no route"), host: "api.example"))
            : .success((Int(kind) ?? 0, kind == "200" ? "<html>" : "{\"error\":\n\"expired\"}"))
        let (fetcher, commit, _) = try fetcher(FakeSender([answer, answer, answer]), token: token)
        try ask()
        var schedule = FetchSchedule()
        schedule = await ask(fetcher, schedule)
        await commit.settled()
        #expect(try entries().map(\.draft.headers) == [":answer: lead\n:asked: 1\n:problem: \(problem)\n"])
        try ask(problem: problem)
        clock.withLock { $0 = $0.adding(seconds: 60) }
        schedule = await ask(fetcher, schedule)
        await commit.settled()
        #expect(try entries().count == 1)
    }

    @Test("a channel that is off asks nothing and writes nothing; its questions wait")
    func off() async throws {
        let sender = FakeSender([])
        let (fetcher, commit, _) = try fetcher(sender, isOn: false)
        try ask()
        _ = await ask(fetcher, FetchSchedule())
        await commit.settled()
        #expect(try entries().isEmpty && sender.requests.isEmpty)
    }

    @Test("the waits double up to an hour, and after seven days nobody asks any more")
    func waits() async throws {
        let failure = FakeSender.Answer.success((500, ""))
        let sender = FakeSender(Array(repeating: failure, count: 1000))
        let (fetcher, commit, _) = try fetcher(sender)
        try ask()
        var schedule = FetchSchedule()
        var asked: [Int64] = []
        for second in 0..<20_000 as Range<Int64> {
            clock.withLock { $0 = Self.start.adding(seconds: second) }
            let before = sender.requests.count
            if second % 5 == 0 { schedule = await ask(fetcher, schedule) }
            if sender.requests.count > before { asked.append(second) }
        }
        #expect(Array(asked.prefix(6)) == [0, 5, 15, 35, 75, 155])
        #expect(zip(asked.dropFirst(12), asked.dropFirst(11)).allSatisfy { $0 - $1 == 3600 })
        clock.withLock { $0 = Self.start.adding(seconds: FetchSchedule.askedSeconds + 1) }
        schedule = await ask(fetcher, schedule)
        await commit.settled()
        #expect(try entries().last?.draft.headers.hasSuffix(":last: yes\n") == true)
    }

    @Test("a question that is answered is asked no more")
    func done() async throws {
        let sender = FakeSender(Array(repeating: .success((200, "{}")), count: 9))
        let (fetcher, _, _) = try fetcher(sender)
        try ask()
        var schedule = FetchSchedule()
        schedule = await ask(fetcher, schedule)
        var changes = Changes(from: 1, through: 2)
        changes.fetches = [
            FetchRecord(
                event: event, channel: "ads", request: FetchRequest(name: "lead", url: "u"), at: Self.start,
                answeredBy: 2)
        ]
        try state.commit(changes)
        clock.withLock { $0 = $0.adding(seconds: 9_999) }
        schedule = await ask(fetcher, schedule)
        #expect(sender.requests.count == 1)
    }
}

/// Answers requests in order from a list.
private final class FakeSender: HTTPSending {
    typealias Answer = Result<(status: Int, body: String), TransferError>

    private struct State {
        var answers: [Answer]
        var requests: [TransferRequest] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    var requests: [TransferRequest] { state.withLock { $0.requests } }

    func send(_ request: TransferRequest) async throws(TransferError) -> TransferResponse {
        let answer: Answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty
                ? .failure(TransferError(.stopping, host: "")) : state.answers.removeFirst()
        }
        let (status, body) = try answer.get()
        return TransferResponse(status: status, headers: [], body: Array(body.utf8))
    }
}
