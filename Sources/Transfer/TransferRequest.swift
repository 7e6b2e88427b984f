/// One HTTP request.
public struct TransferRequest: Sendable {
    /// What is asked for.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// A header; names keep their case.
    public struct Header: Sendable, Hashable {
        /// As sent or received.
        public var name: String
        /// Without white space around it.
        public var value: String

        /// A header from its parts.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Bounds of one transfer.
    public struct Limits: Sendable, Hashable {
        /// Until the connection stands, with name resolution and TLS, in milliseconds.
        public var connectMilliseconds: Int
        /// Until the whole answer is there, from the moment the request has its turn, in milliseconds.
        public var totalMilliseconds: Int
        /// Of the answer's body; a longer one fails the transfer.
        public var responseBytesMax: Int
        /// Redirects that are followed; then headers other than `Authorization` and `Cookie` go to the other host, too.
        public var redirectsMax: Int

        /// The defaults fit a provider's API: 10 s, 30 s, 1 MiB, no redirect.
        public init(
            connectMilliseconds: Int = 10_000, totalMilliseconds: Int = 30_000, responseBytesMax: Int = 1 << 20,
            redirectsMax: Int = 0
        ) {
            self.connectMilliseconds = connectMilliseconds
            self.totalMilliseconds = totalMilliseconds
            self.responseBytesMax = responseBytesMax
            self.redirectsMax = redirectsMax
        }
    }

    /// The method.
    public var method: Method
    /// Absolute, percent-encoded, printable ASCII, without user and password.
    public var url: String
    /// Besides those that HTTP itself needs (`Host`, `Content-Length`).
    public var headers: [Header]
    /// Sent with every method but GET and HEAD; empty is a body of length 0 for POST, PUT and PATCH.
    public var body: [UInt8]
    /// Its bounds.
    public var limits: Limits
    /// Where it may go.
    public var addresses: AddressPolicy
    /// Whether `http://` is good enough.
    public var allowsUnencrypted: Bool

    /// A request from its parts.
    public init(
        _ method: Method = .get, _ url: String, headers: [Header] = [], body: [UInt8] = [], limits: Limits = Limits(),
        addresses: AddressPolicy = .publicOnly, allowsUnencrypted: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
        self.addresses = addresses
        self.allowsUnencrypted = allowsUnencrypted
    }
}

/// The answer to a request, whatever its status says.
public struct TransferResponse: Sendable, Hashable {
    /// 200, 404 and so on
    public var status: Int
    /// Of the last answer when redirects were followed; in their order, without trailers.
    public var headers: [TransferRequest.Header]
    /// As received.
    public var body: [UInt8]

    /// An answer from its parts.
    public init(status: Int, headers: [TransferRequest.Header], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header of that name, in any case of letters.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
