public import Domain
import Transfer

/// Another system that is told of events, and how it is reached.
public struct Webhook: Sendable {
    /// Absolute address.
    public var url: String
    /// One or two; every request bears a signature of each.
    public var secrets: [WebhookSecret]
    /// Hosts that may be in the own network, as they stand in the address.
    public var privateHosts: [String]
    /// Whether `http://` is good enough.
    public var allowsUnencrypted: Bool
    /// Until the whole answer is there, in milliseconds.
    public var timeoutMilliseconds: Int

    /// A webhook from its parts.
    public init(
        url: String, secrets: [WebhookSecret], privateHosts: [String] = [], allowsUnencrypted: Bool = false,
        timeoutMilliseconds: Int = 15_000
    ) {
        self.url = url
        self.secrets = secrets
        self.privateHosts = privateHosts
        self.allowsUnencrypted = allowsUnencrypted
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// The request for a row. Its id and body are the same in every attempt; the time and with it the signature are those of this one, because
    /// receivers refuse old ones.
    public func outgoing(_ item: OutboxItem, from origin: Origin, at now: Timestamp) -> Outgoing {
        let key = origin.key(of: item.id)
        let body = CloudEvent.body(of: item, from: origin)
        let request = TransferRequest(
            .post, url,
            headers: [
                TransferRequest.Header("Content-Type", CloudEvent.contentType),
                TransferRequest.Header("webhook-id", key),
                TransferRequest.Header("webhook-timestamp", String(now.seconds)),
                TransferRequest.Header(
                    "webhook-signature",
                    WebhookSignature.text(id: key, seconds: now.seconds, body: body, secrets: secrets)),
                TransferRequest.Header("Idempotency-Key", key),
            ],
            body: body,
            limits: TransferRequest.Limits(
                connectMilliseconds: min(10_000, timeoutMilliseconds), totalMilliseconds: timeoutMilliseconds,
                responseBytesMax: 256 << 10),
            addresses: .publicOr(hosts: privateHosts), allowsUnencrypted: allowsUnencrypted)
        return Outgoing(request)
    }
}
