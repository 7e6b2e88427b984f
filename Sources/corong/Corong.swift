import ArgumentParser

/// The command line: one verb a file in `Commands`.
@main
struct Corong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corong",
        abstract: "From what customers write to counted, scored and assigned leads.",
        discussion: """
            Deliveries enter a ledger, the ledger is folded into a state, and everything else reads the state.
            Start with: corong serve --config deploy/sample/corong.yaml
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(name: "Receiving", subcommands: [Serve.self, Ingest.self, ChannelsCommand.self]),
            CommandGroup(
                name: "Reading",
                subcommands: [
                    Leads.self, ShowLead.self, Explain.self, RouteCommand.self, ContactsCommand.self, KPI.self,
                    AttendanceCommand.self,
                ]),
            CommandGroup(
                name: "Working",
                subcommands: [
                    Accept.self, Reject.self, Opportunity.self, Won.self, Lost.self, Disqualify.self, Reopen.self,
                    Note.self, ReplyCommand.self, ConsentCommand.self, PresenceCommand.self,
                ]),
            CommandGroup(
                name: "Clearing",
                subcommands: [QuarantineCommand.self, DeadLetters.self, Gaps.self, Fetches.self]),
            CommandGroup(name: "Delivering", subcommands: [OutboxCommand.self, WebhooksCommand.self]),
            CommandGroup(
                name: "Configuring",
                subcommands: [ConfigCommand.self, Simulate.self, TokenCommand.self, RepsCommand.self]),
            CommandGroup(
                name: "Recounting", subcommands: [Replay.self, AuditCommand.self, Snapshot.self, Version.self]),
        ])
}
