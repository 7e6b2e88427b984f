import Domain
import JSON

/// A request as a line of `channels try` describes it.
struct TryRequest {
    /// What a gate sees of it.
    let gate: GateRequest
    /// Secrets and public keys that stand in for the configured ones.
    let secrets: [String]
    let verifyToken: String?
    let now: Timestamp?

    init(gate: GateRequest, secrets: [String], verifyToken: String?, now: Timestamp?) {
        self.gate = gate
        self.secrets = secrets
        self.verifyToken = verifyToken
        self.now = now
    }

    /// nil where the body is not base64.
    init?(_ root: JSONValue) {
        guard let body = Self.base64(root["body"]?.string ?? "") else { return nil }
        let (origin, target) = Self.parts(of: root["url"]?.string ?? "")
        let address = CalledAddress(
            method: root["method"]?.string?.uppercased() ?? "POST", origin: String(origin), target: String(target))
        var headers: [(name: String, value: String)] = []
        root["headers"]?.forEachMember { key, value in
            if let name = key.string, let text = value.scalarText { headers.append((name, text)) }
        }
        gate = GateRequest(address: address, headers: ListedHeaders(headers), body: body)
        secrets = ["secret", "public_key"].compactMap { root[$0]?.string?.presence }
        verifyToken = root["verify_token"]?.string
        now = root["now"]?.string.flatMap { Timestamp(rfc3339: $0, assumingUTC: true) }
    }

    /// The headers that an entry would keep.
    func keptHeaders(of channel: CompiledChannel) -> String {
        var text = ""
        for name in ["content-type"] + channel.receive.keptHeaders + channel.verifier.keptHeaders {
            if let value = gate.headers.first(name) { HeaderText.append(name, value, to: &text) }
        }
        return text
    }

    /// Scheme and host, and path and query.
    private static func parts(of url: String) -> (origin: Substring, target: Substring) {
        guard let scheme = url.firstRange(of: "://") else { return ("", url[...]) }
        let end = url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex
        return (url[..<end], url[end...])
    }

    private static func base64(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        if bytes.isEmpty { return [] }
        return bytes.withUnsafeBytes { $0.withBase64Decoded(capacity: bytes.count) { Array($0) } }
    }
}

/// The line that answers a line of `channels try`.
struct TryAnswer {
    /// Repeated in the answer; nil: left out.
    let id: String?

    private func writeID(to writer: inout JSONWriter) {
        guard let id else { return }
        writer.key("id")
        writer.string(id)
    }

    func failing(with problem: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writeID(to: &writer)
        writer.key("error")
        writer.string(problem)
        writer.endObject()
        return writer.text
    }

    func written(
        status: Int, response: String, location: String? = nil, confirm: String? = nil,
        result: Normalised = Normalised(), deadLetter: String? = nil
    ) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writeID(to: &writer)
        writer.key("status")
        writer.int(Int64(status))
        writer.key("response")
        writer.string(response)
        for (name, text) in [("location", location), ("confirm", confirm), ("dead_letter", deadLetter)] {
            guard let text else { continue }
            writer.key(name)
            writer.string(text)
        }
        result.writeMembers(identity: .hidden, to: &writer)
        writer.endObject()
        return writer.text
    }
}

extension Normalised {
    /// `"events": [...]`, and `"ignored": [...]` where there are any.
    func writeMembers(identity: EventJSON.Identity, to writer: inout JSONWriter) {
        writer.key("events")
        writer.beginArray()
        for event in events { EventJSON.write(event, identity: identity, to: &writer) }
        writer.endArray()
        guard !ignored.isEmpty else { return }
        writer.key("ignored")
        writer.beginArray()
        for item in ignored {
            writer.beginObject()
            writer.key("item")
            writer.int(Int64(item.item))
            writer.key("reason")
            writer.string(item.reason)
            writer.endObject()
        }
        writer.endArray()
    }
}
