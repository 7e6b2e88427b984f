import Domain
import JSON

/// A request as a line of `channels try` describes it.
struct TryRequest {
    let method: String
    /// Path and query.
    let target: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]
    let secret: String?
    let verifyToken: String?
    let now: Timestamp?

    /// nil where the body is not base64.
    init?(_ root: JSONValue) {
        guard let body = Self.base64(root["body"]?.string ?? "") else { return nil }
        self.body = body
        method = root["method"]?.string?.uppercased() ?? "POST"
        target = Self.target(of: root["url"]?.string ?? "")
        var headers: [(name: String, value: String)] = []
        root["headers"]?.forEachMember { key, value in
            if let name = key.string, let text = value.scalarText { headers.append((name, text)) }
        }
        self.headers = headers
        secret = root["secret"]?.string
        verifyToken = root["verify_token"]?.string
        now = root["now"]?.string.flatMap { Timestamp(rfc3339: $0, assumingUTC: true) }
    }

    /// What follows the `?` of the address.
    var query: String {
        guard let mark = target.firstIndex(of: "?") else { return "" }
        return String(target[target.index(after: mark)...])
    }

    /// The headers that an entry would keep.
    func keptHeaders(of channel: CompiledChannel) -> String {
        var text = ""
        for name in ["content-type"] + channel.receive.keptHeaders + channel.verifier.keptHeaders {
            guard let header = headers.first(where: { $0.name.lowercased() == name }) else { continue }
            HeaderText.append(name, header.value, to: &text)
        }
        return text
    }

    /// The time that the sender signed, where the verifier knows one.
    func signedSeconds(_ verifier: Verifier) -> Int64? {
        guard case .hmac(let scheme) = verifier, let name = scheme.timestampHeader?.lowercased() else { return nil }
        return headers.first { $0.name.lowercased() == name }.flatMap { Int64($0.value) }
    }

    private static func target(of url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        return rest.firstIndex { $0 == "/" || $0 == "?" }.map { String(rest[$0...]) } ?? ""
    }

    private static func base64(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        if bytes.isEmpty { return [] }
        return bytes.withUnsafeBytes { $0.withBase64Decoded(capacity: bytes.count) { Array($0) } }
    }
}

/// The line that answers a line of `channels try`.
struct TryAnswer {
    let id: String

    func failing(with problem: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("id")
        writer.string(id)
        writer.key("error")
        writer.string(problem)
        writer.endObject()
        return writer.text
    }

    func written(
        status: Int, response: String, location: String? = nil, result: Normalised = Normalised(),
        deadLetter: String? = nil
    ) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("id")
        writer.string(id)
        writer.key("status")
        writer.int(Int64(status))
        writer.key("response")
        writer.string(response)
        for (name, text) in [("location", location), ("dead_letter", deadLetter)] {
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
