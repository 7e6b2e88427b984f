public import ArgumentParser
import Domain
public import Logging
import Metrics

/// `corong serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Receives deliveries, folds them, and shows what has become of them.",
        discussion: """
            Prints the addresses it listens at, one a line, and logs to standard error. SIGTERM and SIGINT finish what is at
            work and stop; SIGHUP reads the configuration again.
            """)

    /// What one process does.
    enum Part: String, ExpressibleByArgument, CaseIterable {
        /// Takes deliveries into the ledger and leaves folding to others.
        case receive
    }

    @OptionGroup var store: StoreOptions
    @OptionGroup var configuration: ConfigurationOptions
    @Option(name: .customLong("in"), help: "Where providers deliver: HOST:PORT, port 0 for any free one.")
    var intake = Endpoint(host: "127.0.0.1", port: 8080)
    @Option(help: "Where page, API and metrics are: HOST:PORT.") var web = Endpoint(host: "127.0.0.1", port: 8081)
    @Option(help: "Threads that receive (default: one for every four cores).") var threads: Int?
    @Option(help: "Only this part of the work: receive.") var only: Part?
    @Option(help: "Least level that is logged: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
    var log: Logger.Level = .info

    func validate() throws {
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256.") }
    }

    func run() async throws {
        let server = try Server(self)
        try await server.run()
    }
}

/// HOST:PORT as written on the command line; IPv6 addresses in brackets.
struct Endpoint: ExpressibleByArgument, CustomStringConvertible {
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = argument[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine can reach it.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
