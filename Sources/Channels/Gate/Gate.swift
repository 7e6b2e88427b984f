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
    public func check(_ request: GateRequest, nowSeconds: Int64) -> GateDecision {
        let headers = request.headers
        let decision = checkHead(method: request.method, query: request.query) { headers.first($0) }
        guard decision == .accept else { return decision }
        let refusal = verify(query: request.query, body: request.body, nowSeconds: nowSeconds) { headers.first($0) }
        return refusal.map { .refuse($0) } ?? .accept
    }

    /// What can be decided before the body is there. `.accept` means: read the body, then ``verify(query:body:nowSeconds:header:)``.
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

    /// Checks the proof of a complete request.
    ///
    /// - Parameters:
    ///   - query: What follows the `?` of the address; only asked for where the proof stands there.
    ///   - body: The exact bytes. A pointer because the check must not copy what it hashes.
    ///   - nowSeconds: Our time, in seconds since the epoch.
    ///   - header: As in ``checkHead(method:query:header:)``.
    /// - Returns: nil when it is authentic.
    /// - Complexity: One hash over the body for each live secret until one fits.
    public func verify(
        query: @autoclosure () -> String, body: UnsafeRawBufferPointer, nowSeconds: Int64,
        header: (_ name: String) -> String?
    ) -> GateRefusal? {
        switch verifier {
        case .hmac(let scheme): keys.verify(body, scheme: scheme, nowSeconds: nowSeconds, header: header)
        case .token(let scheme): verifyToken(scheme.place, query: query, header: header)
        case .basic: verifyBasic(header("authorization"))
        case .none: nil
        }
    }

    private func verifyToken(
        _ place: TokenScheme.Place, query: () -> String, header: (String) -> String?
    ) -> GateRefusal? {
        switch place {
        case .header(let name, let prefix):
            guard var value = header(name) else { return .missingToken }
            let fits = value.withBytes { bytes in bytes.dropping(prefix: prefix).map { keys.contains($0) } ?? false }
            return fits ? nil : .wrongToken
        case .query(let name):
            guard var value = QueryText.value(of: name, in: query()) else { return .missingToken }
            return value.withBytes { keys.contains($0) } ? nil : .wrongToken
        }
    }

    private func verifyBasic(_ header: String?) -> GateRefusal? {
        guard var value = header else { return .missingToken }
        let fits = value.withBytes { bytes -> Bool in
            guard let encoded = bytes.dropping(prefix: "basic ") else { return false }
            return encoded.withBase64Decoded(capacity: 1024) { keys.contains($0) } ?? false
        }
        return fits ? nil : .wrongToken
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
        return .answer(status: 200, contentType: "text/plain", body: challenge)
    }
}
