import JSON

/// How the captured request seems to prove who sent it.
struct ProofGuess: Sendable {
    /// Lines of the `verify` block.
    let lines: [String]
    /// How sure it is, for people.
    let finding: String
    let certainty: Certainty

    enum Certainty: Sendable, Hashable {
        /// The given secret fits the request.
        case verified
        /// It looks like that.
        case likely
        /// Nothing in the request looks like a proof.
        case none
    }

    /// - Parameter secret: Tried on everything that could be a proof.
    init(_ request: CapturedRequest, secret: String?, document: PayloadNode) {
        let secret = secret.flatMap { $0.isEmpty ? nil : $0 }
        if let secret,
            let proof = SignatureSearch(request).verified(by: secret) ?? Self.token(request, secret, document)
        {
            self = proof
            return
        }
        let likely = SignatureSearch(request).likely() ?? Self.likelyToken(request, document)
        guard let likely else {
            self = .none(secret)
            return
        }
        lines = likely.lines
        certainty = .likely
        finding = secret == nil ? likely.finding : "the secret does not fit; " + likely.finding
    }

    /// Nothing that proves anything.
    static func none(_ secret: String? = nil) -> ProofGuess {
        let reason = "drafted: no header of the capture looks like a signature or a token"
        return ProofGuess(
            lines: [
                "# Replace this before you go live: `hmac`, `token` or `basic`, as the provider documents it (docs/channels.md).",
                "insecure: \"\(reason)\"",
            ],
            finding: secret == nil
                ? "nothing in the capture proves who sent it" : "the secret fits nothing in the capture",
            certainty: .none)
    }

    init(lines: [String], finding: String, certainty: Certainty) {
        self.lines = lines
        self.finding = finding
        self.certainty = certainty
    }

    /// The place where the secret stands as it is.
    private static func token(_ request: CapturedRequest, _ secret: String, _ document: PayloadNode) -> ProofGuess? {
        for (name, value) in request.headers.pairs where value.hasSuffix(secret) {
            let prefix = String(value.dropLast(secret.count))
            guard prefix.isEmpty || prefix.hasSuffix(" ") || prefix.hasSuffix("="), prefix.utf8.count <= 30 else {
                continue
            }
            return header(name, prefix: prefix, certainty: .verified)
        }
        if let value = request.headers.first("authorization"), value.lowercased().hasPrefix("basic "),
            Secrets([secret]).verifyBasic(value) == nil
        {
            return basic(.verified)
        }
        for (name, value) in parameters(of: request) where value == secret {
            return query(name, certainty: .verified)
        }
        let leaf = document.leaves(under: PayloadPath(origin: "$"), level: 0).first { $0.text == secret }
        return leaf.flatMap { body($0, certainty: .verified) }
    }

    private static func likelyToken(_ request: CapturedRequest, _ document: PayloadNode) -> ProofGuess? {
        for (name, value) in request.headers.pairs where !value.isEmpty {
            let plain = DraftWords.plain(name)
            if plain == "authorization", value.lowercased().hasPrefix("basic ") { return basic(.likely) }
            let isToken = ["token", "apikey", "secret", "authorization", "accesskey", "webhookkey", "password"].contains
            {
                plain.contains($0)
            }
            guard isToken, !plain.contains("idempotency"), !plain.contains("csrf") else { continue }
            let prefix = value.firstIndex(of: " ").map { String(value[...$0]) } ?? ""
            return header(name, prefix: prefix.utf8.count <= 30 ? prefix : "", certainty: .likely)
        }
        let names: Set<String> = [
            "token", "secret", "key", "apikey", "googlekey", "webhooksecret", "accesstoken", "authtoken", "verifytoken",
        ]
        for (name, _) in parameters(of: request) where names.contains(DraftWords.plain(name)) {
            return query(name, certainty: .likely)
        }
        let leaf = document.leaves(under: PayloadPath(origin: "$"), level: 0).first { leaf in
            let name = DraftWords.plain(leaf.name)
            return leaf.path.depth <= 2 && names.contains(name) && name != "key" && ValueShape(leaf.scalar).isID
        }
        return leaf.flatMap { body($0, certainty: .likely) }
    }

    private static func header(_ name: String, prefix: String, certainty: Certainty) -> ProofGuess? {
        guard isHeaderName(name) else { return nil }
        let tail = prefix.isEmpty ? "" : ", prefix: \(DraftYAML.quoted(prefix))"
        return ProofGuess(
            lines: ["token: {header: \(DraftYAML.scalar(name))\(tail)}"], finding: "a token in the header \(name)",
            certainty: certainty)
    }

    private static func basic(_ certainty: Certainty) -> ProofGuess {
        ProofGuess(lines: ["basic: {}"], finding: "user and password", certainty: certainty)
    }

    private static func query(_ name: String, certainty: Certainty) -> ProofGuess {
        ProofGuess(
            lines: ["token: {query: \(DraftYAML.scalar(name))}"], finding: "a token in the address",
            certainty: certainty)
    }

    private static func body(_ leaf: PayloadLeaf, certainty: Certainty) -> ProofGuess? {
        if leaf.parents == ["fields"] {
            return ProofGuess(
                lines: ["token: {field: \(DraftYAML.scalar(leaf.name))}"], finding: "a token in a form field",
                certainty: certainty)
        }
        guard leaf.parents.first != "fields" else { return nil }
        return ProofGuess(
            lines: ["token: {body: \(DraftYAML.scalar(leaf.path.text))}"], finding: "a token in the body",
            certainty: certainty)
    }

    private static func parameters(of request: CapturedRequest) -> [(name: String, value: String)] {
        URLEncoding.pairs(of: Array(request.address.query.utf8)[...]).prefix(30).map { pair in
            (
                String(decoding: URLEncoding.decoded(pair.name), as: UTF8.self),
                String(decoding: URLEncoding.decoded(pair.value), as: UTF8.self)
            )
        }
    }

    /// What RFC 9110 allows in a name.
    static func isHeaderName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 100
            && name.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == 45 || $0 == 95 }
    }
}
