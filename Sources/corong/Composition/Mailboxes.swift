import Domain
import Logging
import Receive
import ServiceLifecycle
import Settings
import Storage
import StorageSQLite
import Synchronization
import Transfer

/// Reads the configured mailboxes beside the fold, and others when the configuration changes.
final class Mailboxes: Service {
    private let ledger: LedgerOfMailboxes
    private let logger: Logger
    private let changes: AsyncStream<[MailboxOptions]>
    private let change: AsyncStream<[MailboxOptions]>.Continuation

    /// Nothing is read before it runs.
    init(_ mailboxes: [MailboxOptions], ledger: LedgerOfMailboxes, logger: Logger) {
        self.ledger = ledger
        self.logger = logger
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        change.yield(mailboxes)
    }

    /// Reads these from now on; those that stay the same go on.
    func replace(_ mailboxes: [MailboxOptions]) { change.yield(mailboxes) }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                var running: Task<Void, Never>?
                var current: [MailboxOptions] = []
                for await mailboxes in self.changes where mailboxes != current {
                    current = mailboxes
                    let before = running
                    before?.cancel()
                    let poller = MailboxPoller(
                        mailboxes: mailboxes, ledger: self.ledger, now: SystemClock.now, logger: self.logger)
                    let next = Task {
                        // One reader a mailbox: the next one begins where the one before has ended.
                        await before?.value
                        if !Task.isCancelled { await poller.run() }
                    }
                    running = next
                    group.addTask {
                        await withTaskCancellationHandler {
                            await next.value
                        } onCancel: {
                            next.cancel()
                        }
                    }
                }
                running?.cancel()
            }
        }
    }
}

/// What mailboxes need of the stores: cursors from the state, which follows the ledger, and durable appends.
struct LedgerOfMailboxes: MailboxLedger {
    let stores: Stores
    let commit: GroupCommit

    /// Waits until the state has seen everything that is in the ledger now: the cursor stands in the entries.
    func cursor(of mailbox: String) async throws -> MailboxCursor? {
        let end = try stores.ledger.tail().position
        while try stores.state.position() < end { try await Task.sleep(for: .milliseconds(50)) }
        return try stores.state.cursor(of: mailbox)
    }

    func append(_ drafts: [EntryDraft]) async throws {
        for start in stride(from: 0, to: drafts.count, by: Limits.appendEntriesMax) {
            _ = try commit.append(Array(drafts[start..<min(start + Limits.appendEntriesMax, drafts.count)]))
        }
    }
}

extension MailboxOptions {
    /// The options of a setting, with its password.
    init(_ setting: MailboxSetting, password: Secret) {
        let encryption: MailServer.Encryption =
            switch setting.encryption {
            case .required: .immediate
            case .starttls: .upgraded
            case .off: .none
            }
        let since: Since =
            switch setting.since {
            case .start: .start
            case .day(let seconds): .instant(seconds)
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

extension LoadedConfiguration {
    /// The mailboxes with their passwords, or every password that is missing.
    func mailboxes() throws(MissingSecrets) -> [MailboxOptions] {
        let passwords = try SecretResolver.system.passwords(of: settings.mailboxes)
        return settings.mailboxes.compactMap { setting in
            passwords[setting.name].map { MailboxOptions(setting, password: $0) }
        }
    }
}
