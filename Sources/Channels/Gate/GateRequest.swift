/// A whole request as a gate looks at it.
public struct GateRequest: Sendable {
    /// Method and address.
    public var address: CalledAddress
    /// The headers.
    public var headers: ListedHeaders
    /// The exact bytes.
    public var body: [UInt8]

    /// A request from its parts.
    public init(address: CalledAddress, headers: ListedHeaders, body: [UInt8]) {
        self.address = address
        self.headers = headers
        self.body = body
    }
}

/// What was called, and how. Signatures that cover the address need it as the sender wrote it.
public struct CalledAddress: Sendable, Hashable {
    /// The method, upper case.
    public var method: String
    /// Scheme and host as the sender called them, such as `https://hooks.example.com`, without a slash at the end; perhaps with the beginning
    /// of the path, where a proxy takes it away.
    public var origin: String
    /// Path and query as they came.
    public var target: String

    /// An address from its parts.
    public init(method: String, origin: String = "", target: String) {
        self.method = method
        self.origin = origin
        self.target = target
    }

    /// What follows the `?`, without it; empty where there is none.
    public var query: Substring {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return "" }
        return target[target.utf8.index(after: mark)...]
    }

    /// The whole address without a fragment, and the same with or without the standard port: senders differ in whether they sign it.
    var variants: [String] {
        let target = self.target.prefix { $0 != "#" }
        var variants = [origin + target]
        guard let mark = origin.firstRange(of: "://") else { return variants }
        let end = origin[mark.upperBound...].firstIndex(of: "/") ?? origin.endIndex
        let authority = origin[mark.upperBound..<end]
        let port = origin[..<mark.lowerBound].lowercased() == "http" ? ":80" : ":443"
        let afterHost = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority
        var other = String(origin[..<mark.upperBound])
        if authority.hasSuffix(port) {
            other += authority.dropLast(port.count)
        } else if !afterHost.contains(":") {
            other += authority + port
        } else {
            return variants
        }
        variants.append(other + origin[end...] + target)
        return variants
    }
}

/// Headers in an array of names and values.
public struct ListedHeaders: Sendable {
    /// Names and values, in order.
    public var pairs: [(name: String, value: String)]

    /// Headers in order; names in any case.
    public init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// The value of the first header of that lower-case name.
    public func first(_ name: String) -> String? { pairs.first { $0.name.lowercased() == name }?.value }
}
