public import Domain
public import Logging
import Metrics
import NIOCore
import NIOHTTP1
import NIOPosix
public import ServiceLifecycle
import Synchronization

/// Receives deliveries over HTTP/1.1: checks them, makes them durable, and only then answers 2xx.
///
/// `/in/<channel>` and `/w/<workspace>/in/<channel>` take deliveries, `/healthz` answers 200 while it listens. Bind it to a private address and
/// let a reverse proxy do TLS. On graceful shutdown it stops listening, finishes what is being received, and returns.
public final class Intake: Service {
    private let options: IntakeOptions
    private let commit: GroupCommit
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let bound: @Sendable (_ host: String, _ port: Int) -> Void
    private let state: Mutex<State>
    private let connectionCount = Atomic(0)
    private let counters = IntakeCounters()
    private let admission: Admission

    private struct State {
        var channels: IntakeChannels
        var desks: [LoopDesk] = []
    }

    /// An intake; it listens while ``run()`` runs.
    ///
    /// - Parameters:
    ///   - commit: Where accepted deliveries go.
    ///   - now: Our time, asked once per delivery: the entry's time and the clock of signature tolerances.
    ///   - bound: Told where it listens, as soon as it does.
    public init(
        options: IntakeOptions, channels: IntakeChannels, commit: GroupCommit,
        now: @escaping @Sendable () -> Timestamp, logger: Logger,
        bound: @escaping @Sendable (_ host: String, _ port: Int) -> Void = { _, _ in }
    ) {
        self.options = options
        self.commit = commit
        self.now = now
        self.logger = logger
        self.bound = bound
        self.state = Mutex(State(channels: channels))
        self.admission = Admission(requestsMax: options.requestsMax, bytesMax: options.bodyBytesInFlightMax)
    }

    /// Puts other channels in force. Requests whose head has been read go on under the old ones.
    public func replace(_ channels: IntakeChannels) {
        warnOfUnconfigured(channels)
        state.withLock { state in
            state.channels = channels
            for desk in state.desks { desk.loop.execute { desk.channels = channels } }
        }
    }

    /// Listens until graceful shutdown or cancellation.
    ///
    /// - Throws: What the system says when the address cannot be bound.
    public func run() async throws {
        let threads = max(1, options.threads ?? max(1, System.coreCount / 4))
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        do {
            try await serve(on: group)
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    private func serve(on group: MultiThreadedEventLoopGroup) async throws {
        let desks = makeDesks(group)
        let listener = try await bootstrap(group, desks).bind(host: options.host, port: options.port).get()
        let address = listener.localAddress
        warnOfUnconfigured(state.withLock { $0.channels })
        logger.info(
            "receiving", metadata: ["host": "\(options.host)", "port": "\(address?.port ?? 0)"])
        let timers = desks.map { desk in
            desk.loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
                desk.advance(seconds: 1)
            }
        }
        bound(address?.ipAddress ?? options.host, address?.port ?? options.port)
        await withTaskCancellationOrGracefulShutdownHandler {
            try? await listener.closeFuture.get()  // because a listener that ends with an error has ended all the same
        } onCancelOrGracefulShutdown: {
            listener.close(promise: nil)
        }
        try await drain(desks)
        for timer in timers { timer.cancel() }
        state.withLock { $0.desks = [] }
    }

    /// Waits for what is being received, but not for ever.
    private func drain(_ desks: [LoopDesk]) async throws {
        logger.info("finishing what is being received")
        for desk in desks {
            let limit = desk.loop.scheduleTask(in: .seconds(Int64(options.drainSeconds))) { desk.closeAll() }
            try await desk.loop.flatSubmit { desk.drain() }.get()
            limit.cancel()
        }
    }

    private func makeDesks(_ group: MultiThreadedEventLoopGroup) -> [LoopDesk] {
        let answers = SharedAnswers()
        return state.withLock { state in
            state.desks = group.makeIterator().map { loop in
                LoopDesk(
                    loop: loop, options: options, channels: state.channels, commit: commit, admission: admission,
                    answers: answers, counters: counters, now: now)
            }
            return state.desks
        }
    }

    private func bootstrap(_ group: MultiThreadedEventLoopGroup, _ desks: [LoopDesk]) -> ServerBootstrap {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = options.headBytesMax
        limits.maxHeaderListSize = options.headBytesMax
        limits.maxHeaderFieldCount = options.headersMax
        let decoderLimits = limits
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16 << 10))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try self.admit(channel)
                    guard let desk = desks.first(where: { $0.loop === channel.eventLoop }) else {
                        throw ChannelError.inappropriateOperationForState
                    }
                    let decoder = HTTPRequestDecoder(
                        leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop,
                        limitConfiguration: decoderLimits)
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(decoder))
                    try channel.pipeline.syncOperations.addHandler(Connection(desk: desk))
                }
            }
    }

    /// Counts a connection, or refuses it: the bootstrap closes what its initializer throws for.
    private func admit(_ channel: any Channel) throws {
        let count = connectionCount.add(1, ordering: .relaxed).newValue
        channel.closeFuture.whenComplete { _ in
            self.counters.connections.record(self.connectionCount.subtract(1, ordering: .relaxed).newValue)
        }
        guard count <= options.connectionsMax else {
            counters.refusedConnections.increment()
            throw TooManyConnections()
        }
        counters.connections.record(count)
    }

    private func warnOfUnconfigured(_ channels: IntakeChannels) {
        let ids = channels.unconfigured
        guard !ids.isEmpty else { return }
        logger.error(
            "channels without a secret answer 503 until it is set",
            metadata: ["channels": "\(ids.joined(separator: ", "))"])
    }

    /// Lets the clock of the time-outs go on, for tests.
    func advance(seconds: Int) {
        for desk in state.withLock({ $0.desks }) { desk.loop.execute { desk.advance(seconds: seconds) } }
    }

    /// What admission counts now, for tests.
    var admitted: (requests: Int, bytes: Int) { admission.taken }
}

/// Ends the set-up of a connection beyond the limit.
private struct TooManyConnections: Error {}
