public import Channels

/// The channels in force, immutable; a new configuration is a new table.
public struct IntakeChannels: Sendable {
    private let byID: [String: IntakeChannel]

    /// A table of channels; of two with one id the later counts.
    public init(_ channels: [IntakeChannel]) {
        byID = Dictionary(channels.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// Channels that need a secret and have none, sorted: they answer 503 until they get one.
    public var unconfigured: [String] { byID.values.filter { !$0.gate.isConfigured }.map(\.id).sorted() }

    var ids: Set<String> { Set(byID.keys) }

    func channel(_ id: Substring) -> IntakeChannel? { byID[String(id)] }
}

/// One channel as the intake uses it: its gate, and its answers written out.
public final class IntakeChannel: Sendable {
    /// The channel's id, which is the last part of its address.
    public let id: String
    /// Decides what is a delivery.
    public let gate: Gate
    /// Where browsers may come from and be sent back to, such as `https://example.com`; lower case.
    public let origins: Set<String>
    /// Whether a browser's request must come from one of ``origins``: as soon as any was stated, even one that was left out.
    private let restrictsOrigins: Bool

    let answer: PreparedAnswer
    let counters: ChannelCounters
    /// Headers that entries keep, lower case, without repetition.
    let keptHeaders: [String]
    /// Parameters of the address that are secrets.
    let secretParameters: [String]
    private let answersByOrigin: [String: PreparedAnswer]
    private let preflightByOrigin: [String: PreparedAnswer]
    private let refusals: [GateRefusal: PreparedAnswer]
    private let allowed: PreparedAnswer

    /// Prepares a channel.
    ///
    /// - Parameter origins: Origins of the workspace's websites; what is no `scheme://host[:port]` is left out. Where any is stated, a
    ///   request whose `Origin` header names another one is refused with 403; one without that header is not from a page's script or
    ///   form and goes on.
    public init(id: String, gate: Gate, origins: [String] = []) {
        self.id = id
        self.gate = gate
        restrictsOrigins = !origins.isEmpty
        self.origins = Set(origins.compactMap { WebOrigin.origin(of: $0) })
        self.counters = ChannelCounters(channel: id)
        self.secretParameters = gate.verifier.secretParameters
        let rules = gate.rules
        let plain = rules.answer
        var kept: [String] = []
        let forRedirect = rules.redirectField == nil ? [] : ["origin", "referer"]
        for name in ["content-type"] + forRedirect + rules.keptHeaders.map({ $0.lowercased() })
            + gate.verifier.keptHeaders
        where !kept.contains(name) { kept.append(name) }
        self.keptHeaders = kept
        func answer(_ headers: [(String, String)]) -> PreparedAnswer {
            PreparedAnswer(status: plain.status, contentType: plain.contentType, body: plain.body, headers: headers)
        }
        self.answer = answer([])
        let methods = rules.methods.joined(separator: ", ")
        let allow = methods + (rules.handshake == nil ? "" : ", GET") + ", OPTIONS"
        var answers: [String: PreparedAnswer] = [:]
        var preflights: [String: PreparedAnswer] = [:]
        for origin in rules.cors ? self.origins : [] {
            let named = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
            answers[origin] = answer(named)
            preflights[origin] = PreparedAnswer(
                status: 204,
                headers: named + [
                    ("Access-Control-Allow-Methods", methods), ("Access-Control-Allow-Headers", "Content-Type"),
                    ("Access-Control-Max-Age", "600"),
                ])
        }
        answersByOrigin = answers
        preflightByOrigin = preflights
        allowed = PreparedAnswer(status: 204, headers: [("Allow", allow)])
        refusals = Dictionary(
            uniqueKeysWithValues: GateRefusal.allCases.map { ($0, Self.answer(to: $0, allow: allow)) })
    }

    /// Whether the page that a browser sent the request from is a configured one, or none is named.
    func takesOrigin(of head: RequestHead) -> Bool {
        guard restrictsOrigins, let origin = head.first("origin") else { return true }
        return origins.contains(origin) || WebOrigin.origin(of: origin).map { origins.contains($0) } ?? false
    }

    func answer(origin: String?) -> PreparedAnswer {
        guard let origin, !answersByOrigin.isEmpty else { return answer }
        return answersByOrigin[origin] ?? answer
    }

    /// An answer that belongs to one request.
    func answer(_ own: GateAnswer, origin: String?) -> PreparedAnswer {
        var headers: [(String, String)] = []
        if let origin, answersByOrigin[origin] != nil {
            headers = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
        }
        return PreparedAnswer(status: own.status, contentType: own.contentType, body: own.body, headers: headers)
    }

    func answerToOptions(origin: String?) -> PreparedAnswer {
        origin.flatMap { preflightByOrigin[$0] } ?? allowed
    }

    func answer(to refusal: GateRefusal) -> PreparedAnswer { refusals[refusal] ?? answer }

    private static func answer(to refusal: GateRefusal, allow: String) -> PreparedAnswer {
        switch refusal {
        case .method: PreparedAnswer(status: refusal.status, headers: [("Allow", allow)])
        case .notConfigured:
            PreparedAnswer(
                status: refusal.status, body: "The channel has no secret yet.\n", headers: [("Retry-After", "60")])
        case .keyPending:
            PreparedAnswer(
                status: refusal.status, body: "The certificate is not known yet; send it again.\n",
                headers: [("Retry-After", "5")])
        case .contentType, .missingSignature, .badSignature, .expired, .missingToken, .wrongToken, .wrongVerifyToken,
            .wrongTopic, .foreignOrigin:
            PreparedAnswer(status: refusal.status, body: "Not accepted: \(refusal.rawValue).\n")
        }
    }
}
