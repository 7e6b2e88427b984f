/// A public-key signature with the live keys: checks whether a request carries it.
struct SignatureProof: Sendable {
    let scheme: SignatureScheme
    private let keys: [PublicKey]

    init(_ scheme: SignatureScheme, secrets: [String]) {
        self.scheme = scheme.withLowercasedNames
        keys = secrets.flatMap { PublicKey.keys(in: $0, for: scheme.algorithm) }
    }

    var isEmpty: Bool { keys.isEmpty }

    func verify(in context: ProofContext) -> GateRefusal? {
        guard var value = context.header(scheme.header) else { return .missingSignature }
        let time = time(in: context)
        let signature = value.withBytes { text in
            text.withDecoded(scheme.encoding, capacity: PublicKey.signatureBytesMax) { Array($0) }
        }
        guard let signature else { return .badSignature }
        for address in scheme.signed.contains(.url) ? context.address.variants : [""] {
            for key in keys {
                let fits = key.verifies(signature, hash: hash) { use in
                    context.feed(scheme.signed, time: time, address: address, to: use)
                }
                guard let fits else { return .missingSignature }
                guard fits else { continue }
                let isExpired = scheme.time?.isExpired(time, nowSeconds: context.nowSeconds) ?? false
                return isExpired ? .expired : nil
            }
        }
        return .badSignature
    }

    /// The text of the signed time; nil where there is none.
    func time(in context: ProofContext) -> String? { scheme.time.flatMap { context.text(at: $0.place) } }

    private var hash: HMACScheme.Algorithm {
        if case .rsa(let hash) = scheme.algorithm { hash } else { .sha256 }
    }
}
