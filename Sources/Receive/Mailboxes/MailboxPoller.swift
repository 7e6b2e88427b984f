public import Domain
public import Logging
import Transfer

/// Reads mailboxes into the ledger: each mail becomes one entry, with the bytes as they lie on the server, which is changed in nothing.
public struct MailboxPoller: Sendable {
    private let mailboxes: [MailboxOptions]
    private let states: [MailboxState]
    private let ledger: any MailboxLedger
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    /// A poller for all mailboxes of a workspace.
    ///
    /// - Parameter now: The clock, for the time that entries carry.
    public init(
        mailboxes: [MailboxOptions], ledger: any MailboxLedger, now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.mailboxes = mailboxes
        self.ledger = ledger
        self.now = now
        self.logger = logger
        states = mailboxes.map { _ in MailboxState() }
    }

    /// What each mailbox is doing, by name. Any thread may ask.
    public var reports: [(mailbox: String, report: MailboxReport)] {
        zip(mailboxes, states).map { ($0.name, $1.value) }
    }

    /// Reads until the task is cancelled, then ends within about a second; what is being appended is finished.
    public func run() async {
        let stop = StopSignal()
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for (options, state) in zip(mailboxes, states) {
                    group.addTask {
                        let reader = MailboxReader(
                            options: options, ledger: ledger,
                            connector: ServerConnector(server: options.server, stop: stop), state: state, now: now,
                            logger: logger)
                        await reader.run()
                    }
                }
            }
        } onCancel: {
            stop.stop()
        }
    }
}
