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
        /// Channels for which nothing is accepted any more.
        var withdrawn: Set<String> = []
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
        self.options = Self.complete(options, logger)
        self.commit = commit
        self.now = now
        self.logger = logger
        self.bound = bound
        self.state = Mutex(State(channels: channels))
        self.admission = Admission(requestsMax: options.requestsMax, bytesMax: options.bodyBytesInFlightMax)
    }

    /// The options with something to do for what nobody takes care of: to say it.
    private static func complete(_ options: IntakeOptions, _ logger: Logger) -> IntakeOptions {
        var options = options
        if options.onConfirm == nil {
            options.onConfirm = { channel, url in
                logger.notice(
                    "a provider asks for a confirmation", metadata: ["channel": "\(channel)", "url": "\(url)"])
            }
        }
        if options.onMissingCertificate == nil {
            options.onMissingCertificate = { channel, url in
                logger.notice("a certificate is missing", metadata: ["channel": "\(channel)", "url": "\(url)"])
            }
        }
        return options
    }

    /// Puts other channels in force around the append of the configuration that they belong to, so that no entry of a channel stands behind
    /// a configuration without it: the fold could only make a dead letter of it.
    ///
    /// First, channels that go away answer 503, and what was accepted for them is waited for until it is durable or refused. Then `append`
    /// runs, then the new channels are in force. Other channels go on as before all the while. One call at a time.
    ///
    /// - Parameter append: Appends the configuration, durably. When it throws, the old channels stay in force, all of them.
    /// - Returns: What `append` returns.
    public func replace<Result>(_ channels: IntakeChannels, once append: () throws -> Result) async rethrows -> Result {
        let before = state.withLock { $0.withdrawn }
        let leaving = state.withLock { $0.channels.ids }.subtracting(channels.ids)
        if !leaving.isEmpty {
            await finished(withdraw(before.union(leaving)))
            await commit.settled()
        }
        let result: Result
        do {
            result = try append()
        } catch {
            await finished(withdraw(before))
            throw error
        }
        await finished(install(channels))
        return result
    }

    private func install(_ channels: IntakeChannels) -> [EventLoopFuture<Void>] {
        warnOfUnconfigured(channels)
        return state.withLock { state in
            state.withdrawn = state.withdrawn.union(state.channels.ids).subtracting(channels.ids)
            state.channels = channels
            return Self.distribute(state)
        }
    }

    /// Accepts nothing for these channels from now on, and hands over what was accepted for them.
    private func withdraw(_ ids: Set<String>) -> [EventLoopFuture<Void>] {
        state.withLock { state in
            state.withdrawn = ids
            return Self.distribute(state)
        }
    }

    /// Tells every loop what is in force, in the order of the calls; each future follows when its loop has heard it.
    private static func distribute(_ state: State) -> [EventLoopFuture<Void>] {
        let (channels, withdrawn) = (state.channels, state.withdrawn)
        return state.desks.map { desk in desk.loop.submit { desk.replace(channels, withdrawn: withdrawn) } }
    }

    private func finished(_ turns: [EventLoopFuture<Void>]) async {
        for turn in turns {
            try? await turn.get()  // because a loop that has ended accepts nothing either
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
        let ticking = options.runsWithClock ? desks : []
        let timers = ticking.map { desk in
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
        let limits = desks.map { desk in
            desk.loop.scheduleTask(in: .seconds(Int64(options.drainSeconds))) { desk.closeAll() }
        }
        let ends = desks.map { desk in desk.loop.flatSubmit { desk.drain() } }
        for end in ends { try await end.get() }
        for limit in limits { limit.cancel() }
    }

    private func makeDesks(_ group: MultiThreadedEventLoopGroup) -> [LoopDesk] {
        let answers = SharedAnswers()
        return state.withLock { state in
            state.desks = group.makeIterator().map { loop in
                LoopDesk(
                    loop: loop, options: options, channels: state.channels, withdrawn: state.withdrawn,
                    commit: commit, admission: admission, answers: answers, counters: counters, now: now)
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

    /// Lets the clock of the time-outs go on, for tests; what it ends has ended when this returns.
    func advance(seconds: Int) async {
        await finished(
            state.withLock { $0.desks }.map { desk in desk.loop.submit { desk.advance(seconds: seconds) } })
    }

    /// What admission counts now, for tests.
    var admitted: (requests: Int, bytes: Int) { admission.taken }
}

/// Ends the set-up of a connection beyond the limit.
private struct TooManyConnections: Error {}
