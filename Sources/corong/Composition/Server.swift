import Channels
import Dashboard
import Deliver
import Domain
import Foundation
import Logging
import Metrics
import NIOCore
import NIOPosix
import Pipeline
import Receive
import ServiceLifecycle
import Settings
import Storage
import StorageSQLite
import Synchronization
import Transfer
import UnixSignals

/// The whole program, wired: intake → ledger → fold → state → page, API, metrics.
struct Server {
    private let command: Serve
    private let stores: Stores
    private let configuration: Shared<LoadedConfiguration>
    private let logger: Logger
    private let registry: PrometheusRegistry
    private let connected: Shared<ConnectedChannels>
    private let certificates = CertificateCache()
    private let mailboxes: [MailboxOptions]
    private let outboxSecrets: Shared<OutboxSecrets>

    /// Reads the configuration and opens the stores; nothing runs yet.
    init(_ command: Serve) throws {
        self.command = command
        let loaded = try command.configuration.load()
        registry = PrometheusRegistry(help: MetricHelp.texts)
        MetricsSystem.bootstrap(registry)
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "corong")
        logger.logLevel = command.log
        self.logger = logger
        // Before anything is written: a server without its secrets would only leave empty files behind.
        connected = Shared(try ConnectedChannels(loaded))
        mailboxes = try loaded.mailboxes()
        outboxSecrets = Shared(try loaded.outboxSecrets())
        stores = try command.store.open(.folding)
        configuration = Shared<LoadedConfiguration>(loaded)
    }

    /// Runs until the process is told to stop.
    func run() async throws {
        let loaded = configuration.value
        try loaded.apply(to: stores, at: SystemClock.now())
        let worker = FoldWorker(ledger: stores.ledger, state: stores.state, logger: logger)
        let commit = GroupCommit(
            ledger: stores.ledger, reached: { _ in worker.ledgerDidGrow() },
            failed: { error, entries in
                logger.error(
                    "Deliveries could not be stored", metadata: ["error": "\(error)", "entries": "\(entries)"])
            })
        let isBound = Shared<Bool>(false)
        let watch = Watch(stores: stores, commit: commit, worker: worker, isBound: isBound)
        let transfer = HTTPTransfer()
        // Of its own: what goes out may be slow without keeping questions to providers from being asked.
        let outgoing = HTTPTransfer(TransferOptions(concurrentMax: 64))
        let mails = MailTransfer(lanes: 4)
        let calls = ProviderCalls(
            sender: transfer, certificates: certificates, now: SystemClock.now, logger: logger)
        let intake = Intake(
            options: IntakeOptions(
                host: command.intake.host, port: command.intake.port, threads: command.threads,
                workspace: loaded.settings.workspace.name, publicAddress: loaded.settings.workspace.publicAddress,
                onConfirm: { calls.confirm(channel: $0, url: $1) },
                onMissingCertificate: { calls.fetchCertificate(channel: $0, url: $1) }),
            channels: connected.value.intake(certificates), commit: commit, now: SystemClock.now, logger: logger
        ) { host, port in
            isBound.value = true
            Printing.line("receiving on http://\(Endpoint(host: host, port: port))")
        }
        let reader = Mailboxes(
            mailboxes, ledger: LedgerOfMailboxes(stores: stores, commit: commit), logger: logger)
        let reload = Reload(logger: logger) { try await self.reload(intake, worker, reader) }
        let receiving = Listening(service: intake, endpoint: command.intake, option: "--in")
        var services: [any Service] = [receiving, reload]
        if command.only == nil {
            let showing = Listening(service: dashboard(watch, commit), endpoint: command.web, option: "--web")
            let keeper = SnapshotKeeper(past: command.store.pastStates(of: stores.ledger), logger: logger)
            services = [
                worker, showing, fetcher(commit, transfer), ticker(commit), try deliverer(commit, outgoing, mails),
                keeper, forgetting(), receiving, reader, reload,
            ]
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        await transfer.stop()
        await outgoing.stop()
        await mails.stop()
    }

    private func deliverer(
        _ commit: GroupCommit, _ outgoing: HTTPTransfer, _ mails: MailTransfer
    ) throws -> DeliverWorker {
        let delivering = Delivering(
            stores: stores, desk: ActionDesk(commit: commit), configuration: configuration, secrets: outboxSecrets,
            links: links, connected: connected, logger: logger)
        let origin = try stores.origin(named: configuration.value.settings.workspace.name)
        return delivering.worker(
            Carriers(http: outgoing, mail: mails), origin: origin, from: try stores.ledger.tail().position)
    }

    private var links: RepLinks {
        RepLinks(
            file: LinkKeyFile(path: command.store.linkKeyPath), threads: NIOThreadPool.singleton, now: SystemClock.now)
    }

    private func fetcher(_ commit: GroupCommit, _ transfer: HTTPTransfer) -> AnswerFetcher {
        let connected = connected
        return AnswerFetcher(
            views: stores.views, commit: commit, sender: transfer, access: { connected.value.access(for: $0) },
            now: SystemClock.now, logger: logger)
    }

    private func ticker(_ commit: GroupCommit) -> Ticker {
        let desk = ActionDesk(commit: commit)
        return Ticker(
            state: stores.state, append: { (draft) async throws(StorageError) in try await desk.append(draft) },
            now: SystemClock.now, logger: logger)
    }

    private func forgetting() -> PositionKeyKeeper {
        let configuration = configuration
        return PositionKeyKeeper(
            PositionKeyFile(path: command.store.positionKeysPath),
            rules: { configuration.value.settings.attendance }, zone: { configuration.value.settings.workspace.zone },
            now: SystemClock.now, logger: logger)
    }

    private func dashboard(_ watch: Watch, _ commit: GroupCommit) -> DashboardServer {
        let stores = stores
        let configuration = configuration
        let threads = NIOThreadPool.singleton
        let past = PastDesk(command.store.pastStates(of: stores.ledger))
        var context = DashboardContext(
            views: stores.views, history: LedgerHistory(ledger: stores.ledger, state: stores.state),
            workspace: { configuration.value.settings.workspace },
            reps: { configuration.value.settings.routing.reps },
            tokens: TokenCheck(
                file: TokenFile(path: command.store.tokensPath), threads: threads, now: SystemClock.now),
            links: links,
            readiness: { await watch.readiness() },
            ledgerTail: { () async throws(StorageError) in try await watch.ledgerTail() },
            append: { (action) async throws(StorageError) in try await ActionDesk(commit: commit).append(action) },
            metrics: registry, writeEvent: { EventJSON.write($0, to: &$1) }, now: SystemClock.now,
            isLoopback: command.web.isLoopback, past: { try await past.views(at: $0) })
        context.attendance = { configuration.value.settings.attendance }
        context.seal = PositionSeal(PositionKeyFile(path: command.store.positionKeysPath))
        return DashboardServer(context: context, host: command.web.host, port: command.web.port, logger: logger) {
            host, port in
            Printing.line("dashboard on http://\(Endpoint(host: host, port: port))")
        }
    }

    /// Takes over a changed configuration: all of it, or nothing where it has a mistake.
    private func reload(_ intake: Intake, _ worker: FoldWorker, _ reader: Mailboxes) async throws {
        let loaded = try command.configuration.load()
        let name = configuration.value.settings.workspace.name
        guard loaded.settings.workspace.name == name else {
            throw CommandError(
                problem: "The workspace is called \(name) while the program runs",
                advice: "Restart to give it another name, because the addresses of its webhooks change with it")
        }
        let connected = try ConnectedChannels(loaded)
        let mailboxes = try loaded.mailboxes()
        let secrets = try loaded.outboxSecrets()
        // What was accepted for a channel that goes away stands in the ledger before the configuration without it.
        let isNew = try await intake.replace(connected.intake(certificates)) {
            try loaded.apply(to: stores, at: SystemClock.now())
        }
        configuration.value = loaded
        outboxSecrets.value = secrets
        self.connected.value = connected
        reader.replace(mailboxes)
        worker.ledgerDidGrow()
        logger.info("Configuration read again", metadata: ["changed": "\(isNew)"])
    }
}

/// A service that listens: what keeps it from doing so is said in words that name its address.
struct Listening: Service {
    let service: any Service
    let endpoint: Endpoint
    let option: String

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            let reason = error.errnoCode == EADDRINUSE ? "another program listens there" : "\(error)"
            throw CommandError(
                problem: "Nothing can listen at \(endpoint): \(reason)", advice: "Choose another address with \(option)"
            )
        }
    }
}

/// Reads the configuration again on SIGHUP.
struct Reload: Service {
    let logger: Logger
    let reload: @Sendable () async throws -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            do {
                try await reload()
            } catch {
                logger.error("The configuration stays as it was", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// A value that several parts of the program share and one of them changes.
final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value {
        get { mutex.withLock { $0 } }
        set { mutex.withLock { $0 = newValue } }
    }
}

/// What each metric of the process means, for Prometheus.
enum MetricHelp {
    static let texts = [
        "corong_fold_entries_total": "Entries folded by this process.",
        "corong_fold_events_total": "Events in the entries folded by this process.",
        "corong_fold_batches_total": "Commits of the fold by this process.",
        "corong_outbox_waiting": "Items of the outbox that wait, by destination; counted up to 1000.",
        "corong_outbox_oldest_seconds": "How long the oldest of them has waited.",
        "corong_deliver_attempts_total": "Attempts to deliver, by destination and result.",
        "corong_receive_requests_total": "Requests to the intake by channel and result.",
        "corong_receive_bytes_total": "Bytes of accepted bodies by channel.",
        "corong_receive_commit_entries": "Entries in one durable write of the ledger.",
        "corong_receive_unacknowledged_total":
            "Verified deliveries that could not be made durable and were answered 503.",
    ]
}
