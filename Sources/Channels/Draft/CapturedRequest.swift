import Domain

/// What somebody kept of a delivery: a whole request, or the body alone.
public struct CapturedRequest: Sendable {
    /// Method, path and query; `POST` and empty where only the body was kept.
    public var address: CalledAddress
    /// The headers that were kept; at least the content type.
    public var headers: ListedHeaders
    /// The exact bytes of the body.
    public var body: [UInt8]

    /// Headers that are looked at; more are left out.
    private static let headersMax = Limits.headersMax

    /// Takes a capture apart.
    ///
    /// A whole request is a request line (`POST /in/demo HTTP/1.1`), headers, an empty line and the body; a single line feed at its very
    /// end is not part of the body. Anything else is a body.
    ///
    /// - Parameters:
    ///   - bytes: At most ``Limits/bodyBytesMax``.
    ///   - contentType: Of a body alone, or over that of the request; without it the body's beginning tells.
    public init(_ bytes: [UInt8], contentType: String? = nil) throws(DraftError) {
        guard bytes.count <= Limits.bodyBytesMax else {
            throw .tooLarge(bytes: bytes.count, bytesMax: Limits.bodyBytesMax)
        }
        address = CalledAddress(method: "POST", target: "")
        headers = ListedHeaders([])
        body = bytes
        if let request = try Self.request(bytes) { self = request }
        if let contentType {
            headers.pairs.removeAll { $0.name.lowercased() == "content-type" }
            headers.pairs.insert(("Content-Type", contentType), at: 0)
        }
        if headers.first("content-type") == nil {
            guard let type = Self.contentType(of: body) else { throw .unknownBody }
            headers.pairs.insert(("Content-Type", type), at: 0)
        }
    }

    private init(address: CalledAddress, headers: ListedHeaders, body: [UInt8]) {
        self.address = address
        self.headers = headers
        self.body = body
    }

    /// The media type without parameters.
    var mediaType: String { MediaType(headers.first("content-type") ?? "").name }

    /// The request as a gate sees it, under the address that its headers tell.
    var gate: GateRequest { GateRequest(address: address, headers: headers, body: body) }

    /// nil where the bytes do not begin with a request line.
    private static func request(_ bytes: [UInt8]) throws(DraftError) -> CapturedRequest? {
        var rest = bytes[...]
        guard let first = line(&rest), let (method, target) = requestLine(first) else { return nil }
        var pairs: [(name: String, value: String)] = []
        while let text = line(&rest), !text.isEmpty {
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { throw .notRequest }
            let value = String(text[text.index(after: colon)...]).trimmed
            if pairs.count < headersMax { pairs.append((String(text[..<colon]), value)) }
        }
        if rest.last == 10 { rest = rest.dropLast() }
        let headers = ListedHeaders(pairs)
        let host = headers.first("x-forwarded-host") ?? headers.first("host")
        let scheme = headers.first("x-forwarded-proto") ?? "https"
        let address = CalledAddress(method: method, origin: host.map { "\(scheme)://\($0)" } ?? "", target: target)
        return CapturedRequest(address: address, headers: headers, body: Array(rest))
    }

    private static func requestLine(_ text: String) -> (method: String, target: String)? {
        let words = text.split(separator: " ")
        guard words.count == 2 || words.count == 3, ["POST", "PUT", "GET"].contains(words[0]),
            words[1].hasPrefix("/") || words[1].contains("://")
        else { return nil }
        guard let scheme = words[1].firstRange(of: "://") else { return (String(words[0]), String(words[1])) }
        let path = words[1][scheme.upperBound...].firstIndex(of: "/")
        return (String(words[0]), path.map { String(words[1][$0...]) } ?? "/")
    }

    /// The next line without its end; nil where there is none.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let end = rest.prefix(Limits.headBytesMax).firstIndex(of: 10) else { return nil }
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }

    private static func contentType(of body: [UInt8]) -> String? {
        guard let first = body.first(where: { $0 > 0x20 }) else { return nil }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return "application/json" }
        let start = body.prefix(200)
        if start.starts(with: Array("--".utf8)), let end = start.firstIndex(where: { $0 < 0x20 }), end > 2 {
            return "multipart/form-data; boundary=\(String(decoding: body[2..<end], as: UTF8.self))"
        }
        let name = start.prefix { $0 != UInt8(ascii: "=") }
        guard name.count < start.count, !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "<") }) else {
            return nil
        }
        return "application/x-www-form-urlencoded"
    }
}
