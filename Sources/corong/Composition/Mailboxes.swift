import Domain
import Logging
import Receive
import ServiceLifecycle
import Settings
import Storage
import StorageSQLite
import Synchronization
import Transfer

/// Reads the mailboxes of the configuration while the program runs.
final class Mailboxes: Service {
    private let ledger: MailboxEntries
    private let logger: Logger
    private let current: Mutex<[MailboxOptions]>
    private let changed = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(_ options: [MailboxOptions], ledger: MailboxEntries, logger: Logger) {
        self.ledger = ledger
        self.logger = logger
        current = Mutex(options)
    }

    /// Reads other mailboxes, or the same in another way, from now on.
    func replace(_ options: [MailboxOptions]) {
        let isNew = current.withLock { current in
            defer { current = options }
            return current != options
        }
        if isNew { changed.continuation.yield() }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // Each configuration has its readers; those of the one before have ended when the next begin.
            var reading = self.read()
            for await _ in self.changed.stream {
                reading.cancel()
                await reading.value
                reading = self.read()
            }
            reading.cancel()
            await reading.value
        }
    }

    private func read() -> Task<Void, Never> {
        let poller = MailboxPoller(
            mailboxes: current.withLock { $0 }, ledger: ledger, now: SystemClock.now, logger: logger)
        return Task { await poller.run() }
    }

    /// The mailboxes with their passwords.
    static func options(_ loaded: LoadedConfiguration) throws -> [MailboxOptions] {
        let settings = loaded.settings.mailboxes
        let passwords = try SecretResolver.system.passwords(of: settings)
        return settings.compactMap { setting in
            passwords[setting.name].map { MailboxOptions(setting, password: $0) }
        }
    }
}

extension MailboxOptions {
    fileprivate init(_ setting: MailboxSetting, password: Secret) {
        let encryption: MailServer.Encryption =
            switch setting.encryption {
            case .required: .immediate
            case .starttls: .upgraded
            case .off: .none
            }
        let since: Since =
            switch setting.since {
            case .start: .start
            case .day(let second): .instant(second)
            }
        self.init(
            name: setting.name, channel: setting.channel,
            server: MailServer(
                host: setting.host, port: setting.port, encryption: encryption,
                trust: setting.authorities.map { .file($0) } ?? .system, user: setting.user,
                password: String(decoding: password.bytes, as: UTF8.self)),
            folder: setting.folder, since: since, pollSeconds: Int(setting.pollSeconds), idles: setting.idle,
            bodyBytesMax: setting.bodyBytesMax)
    }
}

/// The ledger as mailboxes see it.
struct MailboxEntries: MailboxLedger {
    private let stores: Stores
    private let commit: GroupCommit

    init(_ stores: Stores, _ commit: GroupCommit) {
        self.stores = stores
        self.commit = commit
    }

    /// The state knows the cursors; what stands in the ledger and is not folded yet would be read once more, so that is waited for.
    func cursor(of mailbox: String) async throws -> MailboxCursor? {
        let end = try stores.ledger.tail().position
        while try stores.state.position() < end { try await Task.sleep(for: .milliseconds(20)) }
        return try stores.state.cursor(of: mailbox)
    }

    func append(_ drafts: [EntryDraft]) async throws { _ = try commit.append(drafts) }
}
