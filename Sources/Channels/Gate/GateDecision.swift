/// What a gate decides about a request.
public enum GateDecision: Sendable, Hashable {
    /// It is a delivery and authentic; it gets the channel's usual answer.
    case accept
    /// It is a delivery and authentic; it gets this answer.
    case acceptAnswering(GateAnswer)
    /// It is a handshake: answer this and store nothing.
    case answer(GateAnswer)
    /// It is neither.
    case refuse(GateRefusal)
    /// It cannot be checked before the certificate at this address is known: refused as ``GateRefusal/keyPending``, so that it comes
    /// again, while somebody fetches the certificate for ``CertificateCache/insert(pem:from:)``. The address has been checked.
    case missingCertificate(url: String)

    /// Why it is not accepted; nil where it is, or is a handshake.
    public var refusal: GateRefusal? {
        switch self {
        case .accept, .acceptAnswering, .answer: nil
        case .refuse(let refusal): refusal
        case .missingCertificate: .keyPending
        }
    }
}

/// An answer to one request.
public struct GateAnswer: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The media type of the body.
    public var contentType: String
    /// The body.
    public var body: String
    /// The address that the provider wants to be called as a confirmation; https, and its host has been checked.
    public var confirm: String?

    /// An answer from its parts.
    public init(status: Int = 200, contentType: String = "text/plain", body: String = "", confirm: String? = nil) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.confirm = confirm
    }
}

/// Why a request is not accepted. A closed set, so that it can label counters.
public enum GateRefusal: String, Sendable, Hashable, CaseIterable {
    /// The channel does not take this method.
    case method
    /// The channel does not take this content type.
    case contentType = "content_type"
    /// The signature, or something that it covers, is absent.
    case missingSignature = "missing_signature"
    /// The signature is not the one that any of our secrets gives.
    case badSignature = "bad_signature"
    /// The signature is right and the time too far from ours: a replay, or a wrong clock.
    case expired
    /// The token or password is absent.
    case missingToken = "missing_token"
    /// The token or password is not ours.
    case wrongToken = "wrong_token"
    /// It is signed, and of a topic that is not ours.
    case wrongTopic = "wrong_topic"
    /// A browser sent it from a page that is not one of the channel's configured websites.
    case foreignOrigin = "foreign_origin"
    /// The handshake's token is not ours, or none is configured.
    case wrongVerifyToken = "wrong_verify_token"
    /// The channel has no secret. 503 and not 404, because it is our fault and providers drop what they get a 4xx for,
    /// while they repeat after a 5xx: nothing is lost when the secret is set in time.
    case notConfigured = "not_configured"
    /// The certificate that it is signed with is not known yet. 503 for the same reason: it comes again.
    case keyPending = "key_pending"

    /// The HTTP status to answer.
    public var status: Int {
        switch self {
        case .method: 405
        case .contentType: 415
        case .missingSignature, .badSignature, .expired, .missingToken, .wrongToken: 401
        case .wrongVerifyToken, .wrongTopic, .foreignOrigin: 403
        case .notConfigured, .keyPending: 503
        }
    }
}
