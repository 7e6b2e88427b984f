/// What a gate decides about a request.
public enum GateDecision: Sendable, Hashable {
    /// It is a delivery and authentic.
    case accept
    /// It is a handshake: answer this and store nothing.
    case answer(status: Int, contentType: String, body: String)
    /// It is neither.
    case refuse(GateRefusal)
}

/// Why a request is not accepted. A closed set, so that it can label counters.
public enum GateRefusal: String, Sendable, Hashable, CaseIterable {
    /// The channel does not take this method.
    case method
    /// The channel does not take this content type.
    case contentType = "content_type"
    /// The header with the signature, or one that it covers, is absent.
    case missingSignature = "missing_signature"
    /// The signature is not the one that any of our secrets gives.
    case badSignature = "bad_signature"
    /// The signature is right and the time too far from ours: a replay, or a wrong clock.
    case expired
    /// The token or password is absent.
    case missingToken = "missing_token"
    /// The token or password is not ours.
    case wrongToken = "wrong_token"
    /// A browser sent it from a page that is not one of the channel's configured websites.
    case foreignOrigin = "foreign_origin"
    /// The handshake's token is not ours, or none is configured.
    case wrongVerifyToken = "wrong_verify_token"
    /// The channel has no secret. 503 and not 404, because it is our fault and providers drop what they get a 4xx for,
    /// while they repeat after a 5xx: nothing is lost when the secret is set in time.
    case notConfigured = "not_configured"

    /// The HTTP status to answer.
    public var status: Int {
        switch self {
        case .method: 405
        case .contentType: 415
        case .missingSignature, .badSignature, .expired, .missingToken, .wrongToken: 401
        case .wrongVerifyToken, .foreignOrigin: 403
        case .notConfigured: 503
        }
    }
}
