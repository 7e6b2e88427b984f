import Domain
import JSON

/// Decides whether a request is a delivery of its channel, and what it gets: method, content type, handshake, proof of origin, answer.
///
/// Made once per channel and configuration; keys are prepared then. Secrets are compared over raw bytes and in constant time; all live ones
/// are tried. Pure but for the certificates of the cache: the time comes in.
public struct Gate: Sendable {
    /// What it was made from.
    public let rules: ReceiveRules
    /// How deliveries prove their origin.
    public let verifier: Verifier
    private let proof: Proof
    private let verifyToken: SecretDigest?

    /// Longest challenge that is sent back.
    static let challengeBytesMax = 1024

    /// A gate with its secrets.
    ///
    /// - Parameter certificates: Where schemes with fetched certificates find them; nil: they accept configured ones only.
    public init(
        rules: ReceiveRules, verifier: Verifier, secrets: ChannelSecrets, certificates: CertificateCache? = nil
    ) {
        self.rules = rules
        self.verifier = verifier
        self.proof = Proof(verifier, secrets: secrets.secrets, certificates: certificates)
        self.verifyToken = secrets.verifyToken.map(SecretDigest.init)
    }

    /// Whether deliveries can be accepted at all: there is a secret that can be used, or none is needed.
    public var isConfigured: Bool { !proof.isEmpty }

    /// The whole check: first what the head tells, then proof and answer.
    public func check(_ request: GateRequest, nowSeconds: Int64) -> GateDecision {
        let headers = request.headers
        let address = request.address
        let decision = checkHead(method: address.method, query: String(address.query)) { headers.first($0) }
        guard decision == .accept else { return decision }
        return check(body: request.body, nowSeconds: nowSeconds, address: { address }, header: { headers.first($0) })
    }

    /// What can be decided before the body is there. `.accept` means: read the body, then ``check(body:nowSeconds:address:header:)``.
    ///
    /// - Parameter header: Gives the first header of a lower-case name, without surrounding blanks. A closure, because servers keep headers
    ///   each in their own way, and a generic parameter would not be specialised across modules.
    public func checkHead(
        method: String, query: @autoclosure () -> String, header: (_ name: String) -> String?
    ) -> GateDecision {
        if method == "GET", let answer = handshake(query()) { return answer }
        guard rules.methods.contains(method) else { return .refuse(.method) }
        guard isConfigured else { return .refuse(.notConfigured) }
        guard rules.contentTypes.isEmpty || acceptsContentType(header("content-type")) else {
            return .refuse(.contentType)
        }
        return .accept
    }

    /// Checks the proof of a complete request, and finds what an authentic one gets.
    ///
    /// - Parameters:
    ///   - body: The exact bytes.
    ///   - nowSeconds: Our time, in seconds since the epoch.
    ///   - address: What was called; only asked for where the scheme needs it.
    ///   - header: As in ``checkHead(method:query:header:)``.
    /// - Complexity: One hash over the body for each live secret until one fits. Schemes over headers and body take no memory; others read
    ///   forms, JSON and addresses once.
    public func check(
        body: [UInt8], nowSeconds: Int64, address: () -> CalledAddress, header: (_ name: String) -> String?
    ) -> GateDecision {
        let plain = proof.verifyPlainly(body, nowSeconds: nowSeconds, address: address, header: header)
        if let plain, plain != nil || rules.answers.isEmpty { return plain.map { .refuse($0) } ?? .accept }
        return withContext(body, nowSeconds, address, header) { context in
            if plain == nil, let refusal = proof.verify(in: context) {
                guard let url = context.missingCertificate else { return .refuse(refusal) }
                return .missingCertificate(url: url)
            }
            return answer(in: context)
        }
    }

    /// When a request says that it was sent, in seconds since the epoch: what its signature covers, but not verified. nil where the scheme
    /// knows no time.
    public func signedSeconds(of request: GateRequest) -> Int64? {
        withContext(request.body, 0, { request.address }, { request.headers.first($0) }) { context in
            proof.signedSeconds(in: context)
        }
    }

    private func withContext<Result>(
        _ body: [UInt8], _ nowSeconds: Int64, _ address: () -> CalledAddress, _ header: (String) -> String?,
        _ use: (ProofContext) -> Result
    ) -> Result {
        withoutActuallyEscaping(address) { address in
            withoutActuallyEscaping(header) { header in
                use(ProofContext(body: body, nowSeconds: nowSeconds, address: address, header: header))
            }
        }
    }

    private func answer(in context: ProofContext) -> GateDecision {
        guard !rules.answers.isEmpty, let document = document(in: context) else { return .accept }
        return document.withRoot { root in
            for rule in rules.answers {
                guard let answer = rule.answer(to: root) else { continue }
                return rule.isStored ? .acceptAnswering(answer) : .answer(answer)
            }
            return .accept
        }
    }

    /// The body as conditions read it; nil where it cannot be read, which becomes a dead letter later.
    private func document(in context: ProofContext) -> JSONDocument? {
        switch rules.format {
        case .json: return context.json
        case .form:
            var headers = ""
            HeaderText.append("content-type", context.header("content-type") ?? "", to: &headers)
            let delivery = DeliveryInput(channel: "", headers: headers, body: context.body, receivedAt: .epoch)
            return try? FormBody(delivery).document(JSONParser())
        case .mime: return nil
        }
    }

    private func acceptsContentType(_ header: String?) -> Bool {
        guard var value = header else { return false }
        return value.withBytes { bytes in
            let end = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
            let type = UnsafeRawBufferPointer(rebasing: bytes[..<end]).trimmingBlanks
            return rules.contentTypes.contains { type.equalsIgnoringCase($0) }
        }
    }

    /// nil when the query is not a handshake's.
    private func handshake(_ query: String) -> GateDecision? {
        guard case .challengeQuery(let modeName, let tokenName, let challengeName) = rules.handshake,
            let mode = QueryText.value(of: modeName, in: query)
        else { return nil }
        guard var token = QueryText.value(of: tokenName, in: query), let verifyToken,
            token.withBytes({ verifyToken.matches($0) }), mode == "subscribe",
            let challenge = QueryText.value(of: challengeName, in: query),
            challenge.utf8.count <= Gate.challengeBytesMax
        else { return .refuse(.wrongVerifyToken) }
        return .answer(GateAnswer(body: challenge))
    }
}
