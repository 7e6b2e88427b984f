import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// Serves the page, the API and the metrics on a port of their own.
public struct DashboardServer: Service {
    private let context: DashboardContext
    private let host: String
    private let port: Int
    private let logger: Logger
    private let onBound: @Sendable (_ host: String, _ port: Int) async -> Void

    /// Seconds after which a connection without any traffic is closed; the live feed gives a sign of life more often.
    static let idleSeconds: Int64 = 60

    /// A server that is not listening yet.
    ///
    /// - Parameters:
    ///   - context: What it shows.
    ///   - host: The address to listen at; ``DashboardContext/isLoopback`` must say whether others can reach it.
    ///   - port: The port; 0 takes any free one.
    ///   - logger: Gets one line a failure.
    ///   - onBound: Told the real address once the server listens.
    public init(
        context: DashboardContext, host: String, port: Int, logger: Logger,
        onBound: @escaping @Sendable (_ host: String, _ port: Int) async -> Void = { _, _ in }
    ) {
        self.context = context
        self.host = host
        self.port = port
        self.logger = logger
        self.onBound = onBound
    }

    /// Listens until the service group shuts down; open answers are finished, live feeds end within a second.
    ///
    /// - Throws: When the address cannot be bound.
    public func run() async throws {
        let application = Application(
            router: DashboardRouter.make(context),
            server: .http1(
                configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(DashboardServer.idleSeconds))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { [host, port, onBound] channel in
                let address = channel.localAddress
                await onBound(address?.ipAddress ?? host, address?.port ?? port)
            },
            logger: logger)
        try await application.run()
    }
}
