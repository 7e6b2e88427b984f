/// A verifier with the secrets that it needs, prepared: checks whether a request proves its origin.
indirect enum Proof: Sendable {
    case hmac(HMACProof)
    case signature(SignatureProof)
    case jwt(JWTProof)
    case sns(SNSProof)
    case token(TokenScheme, Secrets)
    case basic(Secrets)
    case any([Proof])
    case none

    init(_ verifier: Verifier, secrets: [String], certificates: CertificateCache?) {
        switch verifier {
        case .hmac(let scheme): self = .hmac(HMACProof(scheme, secrets: secrets))
        case .signature(let scheme): self = .signature(SignatureProof(scheme, secrets: secrets))
        case .jwt(let scheme): self = .jwt(JWTProof(scheme, secrets: secrets))
        case .sns: self = .sns(SNSProof(secrets: secrets, certificates: certificates))
        case .token(let scheme):
            self = .token(TokenScheme(place: scheme.place.withLowercasedName), Secrets(secrets))
        case .basic: self = .basic(Secrets(secrets))
        case .any(let verifiers):
            // A public key is public: where one alternative checks signatures with it, it must never count as the secret of another one,
            // or whoever knows it could sign with it.
            let own = secrets.filter { secret in !verifiers.contains { $0.readsPublicKey(secret) } }
            self = .any(
                verifiers.map { verifier in
                    Proof(verifier, secrets: verifier.takesPublicKeys ? secrets : own, certificates: certificates)
                })
        case .none: self = .none
        }
    }

    /// Whether a secret is needed and there is none that can be used.
    var isEmpty: Bool {
        switch self {
        case .hmac(let proof): proof.isEmpty
        case .signature(let proof): proof.isEmpty
        case .jwt(let proof): proof.isEmpty
        case .token(_, let secrets), .basic(let secrets): secrets.isEmpty
        case .any(let proofs): proofs.allSatisfy(\.isEmpty)
        case .sns(let proof): proof.isEmpty
        case .none: false
        }
    }

    /// The check of the schemes that need only head and bytes, without any memory of its own.
    ///
    /// - Returns: nil where the scheme needs more; otherwise the refusal, which is nil for an authentic request.
    func verifyPlainly(
        _ body: [UInt8], nowSeconds: Int64, address: () -> CalledAddress, header: (String) -> String?
    ) -> GateRefusal?? {
        switch self {
        case .hmac(let proof) where proof.scheme.isPlain:
            .some(body.withUnsafeBytes { proof.verify($0, nowSeconds: nowSeconds, header: header) })
        case .token(let scheme, let secrets):
            switch scheme.place {
            case .header(let name, let prefix): .some(secrets.verify(header(name), after: prefix))
            case .query(let name): .some(secrets.verify(QueryText.value(of: name, in: address().query), after: ""))
            case .field, .body: nil
            }
        case .basic(let secrets): .some(secrets.verifyBasic(header("authorization")))
        case .none: .some(nil)
        case .hmac, .signature, .jwt, .sns, .any: nil
        }
    }

    /// The check of any scheme; nil for an authentic request.
    func verify(in context: ProofContext) -> GateRefusal? {
        switch self {
        case .hmac(let proof): return proof.verify(in: context)
        case .signature(let proof): return proof.verify(in: context)
        case .jwt(let proof): return proof.verify(in: context)
        case .sns(let proof): return proof.verify(in: context)
        case .token(let scheme, let secrets): return secrets.verify(context.text(at: scheme.place), at: scheme.place)
        case .basic(let secrets): return secrets.verifyBasic(context.header("authorization"))
        case .any(let proofs):
            guard let proof = Self.shown(proofs, context) else { return .missingSignature }
            return proof.isEmpty ? .notConfigured : proof.verify(in: context)
        case .none: return nil
        }
    }

    /// When the request says that it was sent, in seconds since the epoch; not verified. nil where the scheme knows no time.
    func signedSeconds(in context: ProofContext) -> Int64? {
        switch self {
        case .hmac(let proof):
            proof.scheme.time.flatMap { time in
                proof.time(in: context).flatMap { time.unit.seconds(of: $0) }
            }
        case .signature(let proof):
            proof.scheme.time.flatMap { time in
                proof.time(in: context).flatMap { time.unit.seconds(of: $0) }
            }
        case .jwt(let proof): proof.seconds(in: context)
        case .any(let proofs): Self.shown(proofs, context)?.signedSeconds(in: context)
        case .sns, .token, .basic, .none: nil
        }
    }

    /// The alternative that decides: the first that the request shows evidence for, or the first of all.
    private static func shown(_ proofs: [Proof], _ context: ProofContext) -> Proof? {
        proofs.first { $0.isShown(in: context) } ?? proofs.first
    }

    private func isShown(in context: ProofContext) -> Bool {
        func holds(_ place: ProofPlace) -> Bool {
            context.text(at: place).map { place.dropPrefix(of: $0) != nil } ?? false
        }
        return switch self {
        case .hmac(let proof): holds(proof.scheme.place)
        case .signature(let proof): context.header(proof.scheme.header) != nil
        case .jwt(let proof): proof.isPresent(in: context)
        case .sns: context.header("x-amz-sns-message-type") != nil
        case .token(let scheme, _): holds(scheme.place)
        case .basic: holds(.header(name: "authorization", prefix: "basic "))
        case .any(let proofs): proofs.contains { $0.isShown(in: context) }
        case .none: true
        }
    }
}

extension Verifier {
    /// Whether its secrets are public keys.
    fileprivate var takesPublicKeys: Bool {
        switch self {
        case .signature, .sns: true
        case .hmac, .jwt, .token, .basic, .any, .none: false
        }
    }

    /// Whether it would check signatures with this secret.
    fileprivate func readsPublicKey(_ secret: String) -> Bool {
        switch self {
        case .signature(let scheme): !PublicKey.keys(in: secret, for: scheme.algorithm).isEmpty
        case .sns: !PublicKey.keys(ofCertificates: secret).isEmpty
        case .hmac, .jwt, .token, .basic, .any, .none: false
        }
    }
}
