/// Decides whether a request is a delivery of its channel: method, content type, handshake, signature.
///
/// Made once per channel and configuration; keys are prepared then. Secrets are compared over raw bytes and in constant time; both live ones
/// are tried. Pure: the time comes in.
public struct Gate: Sendable {
    /// What it was made from.
    public let rules: ReceiveRules
    /// How deliveries prove their origin.
    public let verifier: Verifier
    private let keys: GateKeys
    private let verifyToken: SecretDigest?

    /// Longest challenge that is sent back.
    static let challengeBytesMax = 1024

    /// A gate with its secrets.
    public init(rules: ReceiveRules, verifier: Verifier, secrets: ChannelSecrets) {
        self.rules = rules
        self.verifier = verifier.withLowercasedNames
        self.keys = GateKeys(verifier, secrets: secrets.secrets)
        self.verifyToken = secrets.verifyToken.map(SecretDigest.init)
    }

    /// Whether deliveries can be accepted at all: there is a secret, or none is needed.
    public var isConfigured: Bool { !keys.isEmpty }

    /// The whole check: first what the head tells, then the proof.
    public func check(_ request: GateRequest<some GateHeaders>, nowSeconds: Int64) -> GateDecision {
        let decision = checkHead(method: request.method, query: request.query, headers: request.headers)
        guard decision == .accept else { return decision }
        guard let refusal = verify(request, nowSeconds: nowSeconds) else { return .accept }
        return .refuse(refusal)
    }

    /// What can be decided before the body is there. `.accept` means: read the body, then ``verify(_:nowSeconds:)``.
    public func checkHead(method: String, query: String, headers: some GateHeaders) -> GateDecision {
        if method == "GET", let answer = handshake(query) { return answer }
        guard rules.methods.contains(method) else { return .refuse(.method) }
        guard isConfigured else { return .refuse(.notConfigured) }
        guard rules.contentTypes.isEmpty || acceptsContentType(headers) else { return .refuse(.contentType) }
        return .accept
    }

    /// Checks the proof of a complete request.
    ///
    /// - Parameter nowSeconds: Our time, in seconds since the epoch.
    /// - Returns: nil when it is authentic.
    /// - Complexity: One hash over the body for each live secret until one fits.
    public func verify(_ request: GateRequest<some GateHeaders>, nowSeconds: Int64) -> GateRefusal? {
        switch verifier {
        case .hmac(let scheme): keys.verify(request, scheme: scheme, nowSeconds: nowSeconds)
        case .token(let scheme): verifyToken(request, place: scheme.place)
        case .basic: verifyBasic(request)
        case .none: nil
        }
    }

    private func verifyToken(_ request: GateRequest<some GateHeaders>, place: TokenScheme.Place) -> GateRefusal? {
        switch place {
        case .header(let name, let prefix):
            let fits = request.headers.withFirst(name) { value in
                value.dropping(prefix: prefix).map { keys.contains($0) } ?? false
            }
            guard let fits else { return .missingToken }
            return fits ? nil : .wrongToken
        case .query(let name):
            guard var value = QueryText.value(of: name, in: request.query) else { return .missingToken }
            return value.withUTF8 { keys.contains(UnsafeRawBufferPointer($0)) } ? nil : .wrongToken
        }
    }

    private func verifyBasic(_ request: GateRequest<some GateHeaders>) -> GateRefusal? {
        let fits = request.headers.withFirst("authorization") { value -> Bool in
            guard let encoded = value.dropping(prefix: "basic ") else { return false }
            return encoded.withBase64Decoded(capacity: 1024) { keys.contains($0) } ?? false
        }
        guard let fits else { return .missingToken }
        return fits ? nil : .wrongToken
    }

    private func acceptsContentType(_ headers: some GateHeaders) -> Bool {
        headers.withFirst("content-type") { value in
            let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
            let type = UnsafeRawBufferPointer(rebasing: value[..<end]).trimmingBlanks
            return rules.contentTypes.contains { type.equalsIgnoringCase($0) }
        } ?? false
    }

    /// nil when the query is not a handshake's.
    private func handshake(_ query: String) -> GateDecision? {
        guard case .challengeQuery(let modeName, let tokenName, let challengeName) = rules.handshake,
            let mode = QueryText.value(of: modeName, in: query)
        else { return nil }
        guard var token = QueryText.value(of: tokenName, in: query), let verifyToken,
            token.withUTF8({ verifyToken.matches(UnsafeRawBufferPointer($0)) }), mode == "subscribe",
            let challenge = QueryText.value(of: challengeName, in: query),
            challenge.utf8.count <= Gate.challengeBytesMax
        else { return .refuse(.wrongVerifyToken) }
        return .answer(status: 200, contentType: "text/plain", body: challenge)
    }
}
