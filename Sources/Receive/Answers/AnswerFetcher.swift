public import Channels
public import Domain
public import Logging
public import ServiceLifecycle
public import Storage
import Synchronization
public import Transfer

/// Asks providers' APIs for what deliveries only announced, and puts the answers into the ledger.
///
/// What is asked stands in the state, and so does the answer once its entry is folded: a crash in between asks once more, and the second
/// answer is recognised as a repetition. Replaying needs no network.
public final class AnswerFetcher: Service {
    /// How an API may be asked on behalf of a channel.
    public struct Access: Sendable {
        /// What the channel file says.
        public var rules: FetchRules
        /// The configured token; nil: none.
        public var token: String?
        /// What takes the place of scheme and host; nil: the provider's own.
        public var address: String?

        /// Access from its parts.
        public init(rules: FetchRules, token: String?, address: String?) {
            self.rules = rules
            self.token = token
            self.address = address
        }
    }

    /// Questions asked at once, of all channels and of one: a provider that hangs holds up its own questions only.
    private static let concurrentMax = 16
    private static let concurrentOfChannelMax = 4
    /// Between two looks at the state.
    private static let pause = Duration.seconds(1)
    /// Rows looked at; more wait for these.
    private static let rowsMax = 10_000
    /// Of what a provider says instead of an answer.
    private static let problemBytesMax = 300

    private let views: any Views
    private let commit: GroupCommit
    private let sender: any HTTPSending
    private let access: @Sendable (FetchRecord) -> Access?
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger
    /// Questions that are being asked, with their channels.
    private let asking = Mutex<[EventID: String]>([:])

    /// A fetcher; it does nothing until it runs.
    ///
    /// - Parameter access: How a question may be asked under the configuration of now; nil: its channel is off or asks no longer.
    public init(
        views: any Views, commit: GroupCommit, sender: any HTTPSending,
        access: @escaping @Sendable (FetchRecord) -> Access?, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.views = views
        self.commit = commit
        self.sender = sender
        self.access = access
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }

    /// Asks until the service is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                var schedule = FetchSchedule()
                while !Task.isCancelled {
                    await self.round(&schedule, in: &group)
                    do { try await self.sleep(Self.pause) } catch { return }
                }
            }
        }
    }

    /// Begins to ask every question whose time has come and that there is room for; does not wait for the answers.
    func round(_ schedule: inout FetchSchedule, in group: inout DiscardingTaskGroup) async {
        let rows: [FetchRecord]
        do throws(StorageError) {
            rows = try await views.fetches(includingAnswered: false, limit: Self.rowsMax)
        } catch {
            logger.warning("Open questions could not be read", metadata: ["error": "\(error)"])
            return
        }
        for record in schedule.due(rows.filter(\.isWaiting), at: now()) where begins(record) {
            schedule.asked(record.event, at: now())
            group.addTask {
                await self.ask(record)
                _ = self.asking.withLock { $0.removeValue(forKey: record.event) }
            }
        }
    }

    /// Whether there is room for the question now; it is taken then.
    private func begins(_ record: FetchRecord) -> Bool {
        asking.withLock { asking in
            guard asking[record.event] == nil, asking.count < Self.concurrentMax,
                asking.values.count(where: { $0 == record.channel }) < Self.concurrentOfChannelMax
            else { return false }
            asking[record.event] = record.channel
            return true
        }
    }

    private func ask(_ record: FetchRecord) async {
        // A channel that is off is no failure of the provider's: the question waits until it is on again.
        guard let access = access(record) else { return }
        let outcome = await outcome(of: record, access)
        if Task.isCancelled { return }
        let isLast = FetchSchedule.isLast(record, at: now())
        switch outcome {
        case .success(let body): append(record, body: body, problem: nil, isLast: isLast)
        case .failure(let problem):
            logger.warning(
                "A provider's API gave no answer",
                metadata: ["channel": "\(record.channel)", "event": "\(record.event)", "problem": "\(problem.text)"])
            // The same complaint is not written down again and again.
            guard isLast || problem.text != record.problem else { return }
            append(record, body: [], problem: problem.text, isLast: isLast)
        }
    }

    private struct Problem: Error {
        let text: String
    }

    private func outcome(of record: FetchRecord, _ access: Access) async -> Result<[UInt8], Problem> {
        guard access.rules.token == nil || access.token != nil else {
            return .failure(Problem(text: "There is no access token; set `access_token` of channel \(record.channel)"))
        }
        do throws(TransferError) {
            let response = try await sender.send(access.request(for: record.request))
            if (200..<300).contains(response.status) {
                guard FetchRules.canRead(response.body) else { return .failure(Problem(text: "The answer is no JSON")) }
                return .success(response.body)
            }
            let said = String(decoding: response.body.prefix(Self.problemBytesMax), as: UTF8.self)
            return .failure(Problem(text: "\(response.status) \(said)".singleLine))
        } catch {
            return .failure(Problem(text: error.problem.singleLine))
        }
    }

    private func append(_ record: FetchRecord, body: [UInt8], problem: String?, isLast: Bool) {
        var headers = ""
        HeaderText.append(AnswerHeaders.name, record.request.name, to: &headers)
        HeaderText.append(AnswerHeaders.asked, "\(record.event)", to: &headers)
        if let problem { HeaderText.append(AnswerHeaders.problem, problem, to: &headers) }
        if isLast { HeaderText.append(AnswerHeaders.last, "yes", to: &headers) }
        let draft = EntryDraft(
            kind: .delivery, receivedAt: now(), channel: record.channel, headers: headers, body: body)
        commit.enqueue([draft], of: Forgotten.shared)
    }
}

/// Sends HTTP requests.
public protocol HTTPSending: Sendable {
    /// The whole answer, also one with an error status.
    func send(_ request: TransferRequest) async throws(TransferError) -> TransferResponse
}

extension HTTPTransfer: HTTPSending {}

/// Nobody waits: an answer that could not be stored is asked for again.
private final class Forgotten: CommitOwner {
    static let shared = Forgotten()

    func settled(_ count: Int, _ outcome: CommitOutcome) {}
}

extension AnswerFetcher.Access {
    /// The request for a question, with the token where it belongs.
    func request(for question: FetchRequest) -> TransferRequest {
        var url = question.url
        if let address, let start = url.firstRange(of: "://")?.upperBound {
            let path = url[start...].firstIndex { $0 == "/" || $0 == "?" }.map { url[$0...] } ?? ""
            url = address + path
        }
        var headers = [TransferRequest.Header("Accept", "application/json")]
        switch (rules.token, token) {
        case (.header(let name, let prefix), let token?): headers.append(TransferRequest.Header(name, prefix + token))
        case (.query(let name), let token?):
            url += (url.contains("?") ? "&" : "?") + "\(name)=\(token.percentEncoded)"
        default: break
        }
        return TransferRequest(
            .get, url, headers: headers, addresses: address == nil ? .publicOnly : .any,
            allowsUnencrypted: address?.hasPrefix("http://") == true)
    }
}

extension String {
    /// With every byte but letters, digits and `-._~` as `%41`.
    fileprivate var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            let isPlain = byte | 32 &- 97 < 26 || byte &- 48 < 10 || [45, 46, 95, 126].contains(byte)
            if isPlain {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    /// With blanks in the place of line breaks and other control characters.
    fileprivate var singleLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }
}
