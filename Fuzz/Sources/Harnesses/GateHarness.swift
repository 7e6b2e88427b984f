import Channels

/// By the channel's id. The texts stand for secrets, the digits for a public key.
private let gates: [String: Gate] = Dictionary(
    uniqueKeysWithValues: ChannelFiles.all.map { channel in
        let secrets = ChannelSecrets(
            secrets: ["kunci-satu", "user:kunci-dua", String(repeating: "3c", count: 32)], verifyToken: "token-kunci")
        return (channel.id, Gate(rules: channel.receive, verifier: channel.verifier, secrets: secrets))
    })

/// A request as text: the channel, the method, the target and the headers line by line, an empty line, the body. An
/// input without a secret in it is not let in where one is needed.
func runGate(_ input: [UInt8]) {
    var rest = input[...]
    var lines: [String] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        if line.isEmpty, lines.count > 2 { break }
        lines.append(String(decoding: line, as: UTF8.self))
        if lines.count == 64 { break }
    }
    let headers = lines.dropFirst(3).map { line in
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (name: String(parts[0]), value: String(parts.count > 1 ? parts[1] : ""))
    }
    guard lines.count > 2, let gate = gates[ChannelFiles.chosen(by: Array(lines[0].utf8)).id] else { return }
    let request = GateRequest(
        address: CalledAddress(method: lines[1], origin: "https://in.toko.example", target: lines[2]),
        headers: ListedHeaders(headers), body: Array(rest))
    let decision = gate.check(request, nowSeconds: 1_751_328_000)
    require(gate.check(request, nowSeconds: 1_751_328_000) == decision, "a gate decides the same again")
    // Encoded in base64 or with percent signs a secret looks different, and then nothing is said here.
    let text = String(decoding: input, as: UTF8.self)
    let saysSecret = text.contains("kunci") || text.contains("%") || text.lowercased().contains("basic")
    switch decision {
    case .accept: require(saysSecret || !gate.verifier.needsSecret, "a gate lets in only who knows a secret")
    case .answer(let answer), .acceptAnswering(let answer):
        require(saysSecret || !gate.verifier.needsSecret, "a gate answers only who knows a secret")
        require(!answer.contentType.utf8.contains { $0 < 0x20 }, "an answer's content type fits into a header")
        if let confirm = answer.confirm { require(confirm.hasPrefix("https://"), "confirmations go over TLS") }
    case .missingCertificate(let url): require(url.hasPrefix("https://"), "certificates come over TLS")
    case .refuse: break
    }
}
