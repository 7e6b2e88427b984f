/// Where a gate finds the headers of a request, whatever the server keeps them in.
public protocol GateHeaders {
    /// Calls `body` with the bytes of the first header of that lower-case name, without surrounding blanks; nil where there is none.
    func withFirst<Result>(_ name: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result?
}

/// A request as a gate looks at it. It borrows the body: use it only inside the call that made it.
public struct GateRequest<Headers: GateHeaders> {
    /// The method, upper case.
    public var method: String
    /// What follows the `?` of the address, without it; empty where there is none.
    public var query: String
    /// The headers.
    public var headers: Headers
    /// The exact bytes. A pointer because the check must not copy what it hashes.
    public var body: UnsafeRawBufferPointer

    /// A request from its parts.
    public init(method: String, query: String, headers: Headers, body: UnsafeRawBufferPointer) {
        self.method = method
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// Headers in an array of names and values, for small numbers of requests.
public struct ListedHeaders: GateHeaders, Sendable {
    /// Names and values, in order.
    public var pairs: [(name: String, value: String)]

    /// Headers in order; names in any case.
    public init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    public func withFirst<Result>(_ name: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard var value = pairs.first(where: { $0.name.lowercased() == name })?.value else { return nil }
        return value.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}
