/// A whole request as a gate looks at it. It borrows the body: use it only inside the call that made it.
public struct GateRequest {
    /// The method, upper case.
    public var method: String
    /// What follows the `?` of the address, without it; empty where there is none.
    public var query: String
    /// The headers.
    public var headers: ListedHeaders
    /// The exact bytes. A pointer because the check must not copy what it hashes.
    public var body: UnsafeRawBufferPointer

    /// A request from its parts.
    public init(method: String, query: String, headers: ListedHeaders, body: UnsafeRawBufferPointer) {
        self.method = method
        self.query = query
        self.headers = headers
        self.body = body
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
