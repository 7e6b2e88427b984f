import Transfer

/// How a reader gets to its mails, and how it waits: with libcurl in the program, with a script in tests.
protocol MailboxConnector: Sendable {
    associatedtype Wire: MailWire

    /// Connects and logs in. Blocks.
    func connect() throws(IMAPError) -> IMAPSession<Wire>

    /// Blocks for that long, or until the end has come.
    func pause(milliseconds: Int)

    /// Whether the end has come.
    var isStopped: Bool { get }
}

/// The connector of the program.
struct ServerConnector: MailboxConnector {
    let server: MailServer
    let stop: StopSignal

    func connect() throws(IMAPError) -> IMAPSession<CurlWire> { try server.connect(stop: stop) }

    func pause(milliseconds: Int) { stop.pause(milliseconds: milliseconds) }

    var isStopped: Bool { stop.isStopped }
}
