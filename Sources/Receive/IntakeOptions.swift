public import Domain

/// Where the intake listens and how much it takes.
public struct IntakeOptions: Sendable {
    /// The address to listen on.
    public var host: String
    /// The port; 0: any free one, which ``Intake`` reports.
    public var port: Int
    /// Event loop threads; nil: one up to four cores, then one for every four, because one thread takes tens of thousands of deliveries a second.
    public var threads: Int?
    /// The workspace whose channels are served: `/in/<channel>` is `/w/<workspace>/in/<channel>`.
    public var workspace: String
    /// Connections open at once; more are closed as they come.
    public var connectionsMax: Int
    /// Deliveries being received or written at once; more get 503.
    public var requestsMax: Int
    /// Bytes of bodies being received or written at once; more get 503.
    public var bodyBytesInFlightMax: Int
    /// Bytes of headers of one request; more get 431.
    public var headBytesMax: Int
    /// Headers of one request; more get 431.
    public var headersMax: Int
    /// Seconds a connection may be silent while a request is being received, and for which it may stay open unused.
    public var idleSeconds: Int
    /// Seconds from the first byte of a request's head to its end.
    public var headSeconds: Int
    /// Seconds from the end of the head to the end of the body. A body that comes with less than 1 KiB/s for 10 seconds ends before.
    public var bodySeconds: Int
    /// Scheme and host under which senders call us, such as `https://hooks.example.com`, without a slash at the end, with the beginning
    /// of the path where a proxy takes it away: signatures cover it.
    /// nil: what `X-Forwarded-Proto`, `X-Forwarded-Host` and `Host` say.
    public var publicAddress: String?
    /// Told which address a provider wants to be called as a confirmation (https, the host is one that the channel allows). Called on an
    /// event loop, so it must return at once; the same address may come again. nil: it is logged.
    public var onConfirm: (@Sendable (_ channel: String, _ url: String) -> Void)?
    /// Told where a certificate is without which deliveries are refused for now, for ``CertificateCache``. As ``onConfirm``; it comes
    /// again with every delivery until the certificate is there, and whoever sends us requests chooses how often.
    public var onMissingCertificate: (@Sendable (_ channel: String, _ url: String) -> Void)?
    /// Whether limits of time run with the clock; tests let time pass themselves.
    var runsWithClock = true
    /// Seconds that a shutdown waits for what is being received and written; requests of which something is still to come get 2 of them.
    public var drainSeconds: Int

    /// Options with defaults for one small machine.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, threads: Int? = nil, workspace: String = "main",
        connectionsMax: Int = 4096, requestsMax: Int = 8192, bodyBytesInFlightMax: Int = 256 << 20,
        headBytesMax: Int = Limits.headBytesMax, headersMax: Int = Limits.headersMax, idleSeconds: Int = 30,
        headSeconds: Int = 30, bodySeconds: Int = 120, drainSeconds: Int = 10,
        publicAddress: String? = nil, onConfirm: (@Sendable (_ channel: String, _ url: String) -> Void)? = nil,
        onMissingCertificate: (@Sendable (_ channel: String, _ url: String) -> Void)? = nil
    ) {
        self.host = host
        self.port = port
        self.threads = threads
        self.workspace = workspace
        self.connectionsMax = connectionsMax
        self.requestsMax = requestsMax
        self.bodyBytesInFlightMax = bodyBytesInFlightMax
        self.headBytesMax = headBytesMax
        self.headersMax = headersMax
        self.idleSeconds = idleSeconds
        self.headSeconds = headSeconds
        self.bodySeconds = bodySeconds
        self.drainSeconds = drainSeconds
        self.publicAddress = publicAddress
        self.onConfirm = onConfirm
        self.onMissingCertificate = onMissingCertificate
    }
}
