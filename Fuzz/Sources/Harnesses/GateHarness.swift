import Channels

private let gates: [Gate] = ChannelFiles.all.map {
    Gate(
        rules: $0.receive, verifier: $0.verifier,
        secrets: ChannelSecrets(secrets: ["kunci-satu", "user:kunci-dua"], verifyToken: "token"))
}

/// A request as text: the channel in the first byte, then method, query and headers line by line, an empty line, the
/// body. Nobody knows the secrets, so nothing that needs one is let in.
func runGate(_ input: [UInt8]) {
    guard let first = input.first else { return }
    var rest = input.dropFirst()
    var lines: [String] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        if line.isEmpty { break }
        lines.append(String(decoding: line, as: UTF8.self))
        if lines.count == 64 { break }
    }
    let headers = lines.dropFirst(2).map { line in
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (name: String(parts[0]), value: String(parts.count > 1 ? parts[1] : ""))
    }
    let gate = gates[Int(first) % gates.count]
    let method = lines.first ?? ""
    let query = lines.count > 1 ? lines[1] : ""
    Array(rest).withUnsafeBytes { body in
        let request = GateRequest(method: method, query: query, headers: ListedHeaders(headers), body: body)
        let decision = gate.check(request, nowSeconds: 1_751_328_000)
        require(gate.check(request, nowSeconds: 1_751_328_000) == decision, "a gate decides the same again")
        let saysSecret = lines.contains { $0.contains("kunci") } || lines.contains { $0.lowercased().contains("basic") }
        if decision == .accept, gate.verifier.needsSecret { require(saysSecret, "a gate lets in only who knows a secret") }
        if case .answer(_, _, let answer) = decision {
            require(query.contains("token"), "a handshake repeats the verify token")
            require(answer.utf8.count <= 1024, "a handshake's answer is short")
        }
    }
}
