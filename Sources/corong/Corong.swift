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
        subcommands: [
            Serve.self, Ingest.self, Leads.self, ContactsCommand.self, ShowLead.self, Explain.self, KPI.self,
            Accept.self, Reject.self, Opportunity.self, Won.self, Lost.self, Disqualify.self, Reopen.self, Note.self,
            ConsentCommand.self, DeadLetters.self, QuarantineCommand.self, Gaps.self, Fetches.self, Simulate.self,
            Snapshot.self, Replay.self,
            AuditCommand.self, ChannelsCommand.self, ConfigCommand.self, TokenCommand.self, Version.self,
        ])
}
