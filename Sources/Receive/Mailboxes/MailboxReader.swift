import Domain
import Logging
import Transfer

/// Reads one mailbox for as long as the program runs, on a thread of its own.
///
/// Everything it knows about how far it has come is in the ledger; what it holds in memory only saves asking again. A mail is passed only after
/// it is durable, so a crash at any moment makes the same mails come again, at most.
actor MailboxReader<Connector: MailboxConnector> {
    private let options: MailboxOptions
    private let ledger: any MailboxLedger
    private let connector: Connector
    private let state: MailboxState
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let thread: MailboxThread

    private var cursor: MailboxCursor?
    private var backoff = MailboxBackoff()
    /// Mails up to this one are fetched alone: a group with one of them failed.
    private var singlesThrough: UInt32 = 0
    private var attempts = MailAttempts()

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        options: MailboxOptions, ledger: any MailboxLedger, connector: Connector, state: MailboxState,
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.options = options
        self.ledger = ledger
        self.connector = connector
        self.state = state
        self.now = now
        self.logger = logger
        thread = MailboxThread(name: options.name)
    }

    /// Reads until the end has come; failures are waited out.
    func run() async {
        var random = SystemRandomNumberGenerator()
        while !connector.isStopped {
            let floor: Int
            let problem: String
            do {
                try await read()
                continue
            } catch let error as any ActionableError {
                floor = error.verdict.retrySeconds * 1000
                problem = error.description
            } catch {
                floor = 1000
                problem = "\(error)"
            }
            guard !connector.isStopped else { break }
            let wait = backoff.next(atLeast: floor, using: &random)
            state.update { ($0.problem, $0.isConnected) = (problem, false) }
            logger.warning(
                "The mailbox cannot be read at the moment",
                metadata: [
                    "mailbox": "\(options.name)", "error": "\(problem)", "again_in": "\(wait / 1000) s",
                ])
            connector.pause(milliseconds: wait)
        }
        state.update { $0.isConnected = false }
    }

    /// One connection: what has come in so far, then what comes in.
    private func read() async throws {
        if cursor == nil { cursor = try await ledger.cursor(of: options.name) }
        var session = try connector.connect()
        let folder = try session.examine(options.folder)
        var cursor = try await begin(folder, &session)
        state.update { ($0.problem, $0.isConnected) = (nil, true) }
        var windows = MailboxWindows(after: cursor.uid, through: (folder.uidNext ?? 1) - 1)
        while !connector.isStopped, let window = windows.window() {
            let mails = try session.list(from: window.lowerBound, through: window.upperBound)
            windows.held(mails.count)
            try await take(mails, &cursor, &session)
            if !connector.isStopped { pass(window.upperBound, &cursor) }
        }
        // What came in since the folder was opened, and where the server names no next UID, everything.
        while !connector.isStopped {
            if cursor.uid < .max {
                try await take(try session.list(from: cursor.uid + 1, through: nil), &cursor, &session)
            }
            backoff.reset()
            if !session.hasNews, !connector.isStopped { try wait(&session) }
        }
        session.logout()
    }

    /// Finds where to go on, and remembers where a new mailbox begins.
    private func begin(
        _ folder: IMAPFolder, _ session: inout IMAPSession<Connector.Wire>
    ) async throws -> MailboxCursor {
        let last = folder.uidNext == nil ? try session.last()?.uid ?? 0 : 0
        let time = now()
        let progress = MailboxProgress(
            known: cursor, folder: folder, last: last, since: options.since, now: time.seconds)
        let metadata: Logger.Metadata = [
            "mailbox": "\(options.name)", "mails": "\(folder.exists)", "behind_uid": "\(progress.cursor.uid)",
        ]
        switch progress {
        case .begins(let cursor):
            try await ledger.append([
                MailboxDelivery(mailbox: options.name, cursor: cursor).beginning(at: time)
            ])
            logger.info("The mailbox is read from now on", metadata: metadata)
        case .goesOn: logger.info("The mailbox is read again", metadata: metadata)
        case .beginsAnew:
            logger.notice("The server numbers its mails anew; all of them are read once more", metadata: metadata)
            (singlesThrough, attempts) = (0, MailAttempts())
        }
        cursor = progress.cursor
        return progress.cursor
    }

    /// Waits until there may be something new.
    private func wait(_ session: inout IMAPSession<Connector.Wire>) throws {
        if options.idles, session.canIdle {
            try session.idle(milliseconds: MailboxTimes.idleMilliseconds)
        } else {
            connector.pause(milliseconds: options.pollSeconds * 1000)
            if !connector.isStopped { try session.noop() }
        }
    }

    /// Fetches listed mails and appends them.
    private func take(
        _ mails: [IMAPMail], _ cursor: inout MailboxCursor, _ session: inout IMAPSession<Connector.Wire>
    ) async throws {
        let since = cursor.since
        let wanted = mails.filter { $0.arrived.map { $0 >= since } ?? true }
        if wanted.count < mails.count {
            logger.debug(
                "Mails are older than wanted",
                metadata: ["mailbox": "\(options.name)", "mails": "\(mails.count - wanted.count)"])
        }
        for group in MailboxGroups.groups(wanted, singlesThrough: singlesThrough) where !connector.isStopped {
            let contents = try fetch(group, &session)
            let time = now()
            let drafts = contents.map { uid, content in
                let place = MailboxCursor(uidValidity: cursor.uidValidity, uid: uid, since: since)
                return MailboxDelivery(mailbox: options.name, cursor: place)
                    .draft(content, channel: options.channel, at: time)
            }
            if !drafts.isEmpty { try await ledger.append(drafts) }
            report(contents)
            backoff.reset()
            if let last = group.last { pass(last.uid, &cursor) }
        }
    }

    /// The mails of a group that are still there, in order.
    private func fetch(
        _ group: [IMAPMail], _ session: inout IMAPSession<Connector.Wire>
    ) throws(IMAPError) -> [(uid: UInt32, content: MailboxDelivery.Content)] {
        var contents: [(UInt32, MailboxDelivery.Content)] = []
        let fetch = MailFetch(bodyBytesMax: options.bodyBytesMax)
        guard group.count > 1 else {
            for mail in group {
                let attempt = attempts.begin(mail.uid)
                if let content = try fetch.content(of: mail, attempt: attempt, &session) {
                    contents.append((mail.uid, content))
                }
            }
            return contents
        }
        singlesThrough = group.last?.uid ?? 0
        contents = try fetch.contents(of: group, &session)
        singlesThrough = 0
        return contents
    }

    /// Everything up to a mail is decided.
    private func pass(_ uid: UInt32, _ cursor: inout MailboxCursor) {
        cursor.uid = max(cursor.uid, uid)
        self.cursor = cursor
    }

    private func report(_ contents: [(uid: UInt32, content: MailboxDelivery.Content)]) {
        var incomplete = 0
        for (uid, content) in contents {
            let place: Logger.Metadata = ["mailbox": "\(options.name)", "uid": "\(uid)"]
            switch content {
            case .whole: continue
            case .beginning(let bytes, let size):
                logger.warning(
                    "A mail was read only in part",
                    metadata: place.merging(["read": "\(bytes.count)", "of": "\(size)"]) { $1 })
            case .unreadable(let reason):
                logger.error(
                    "A mail could not be read and was passed over", metadata: place.merging(["why": "\(reason)"]) { $1 }
                )
            }
            incomplete += 1
        }
        state.update { [incomplete] report in
            report.mails += contents.count
            report.incomplete += incomplete
        }
    }
}

/// Times that no configuration sets.
enum MailboxTimes {
    /// Between two signs of life while waiting. Servers allow 29 minutes (RFC 2177), routers that forget quiet connections about five.
    static let idleMilliseconds = 240_000
}
