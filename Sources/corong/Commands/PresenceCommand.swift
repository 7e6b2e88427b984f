import ArgumentParser
import Dashboard
import Domain
import Pipeline
import Settings
import Stages
import Storage

/// `corong presence`.
struct PresenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presence", abstract: "Takes down that a rep comes, goes or visits somebody.",
        subcommands: [CheckIn.self, CheckOut.self, Visit.self, Seen.self, Agree.self])

    /// What every report takes.
    struct Options: ParsableArguments {
        @OptionGroup var action: ActionOptions
        @Argument(help: "The rep's id.") var rep: String
        @Option(help: "When, if not now: 2024-06-10T13:45:00+07:00; at most 24 hours ago.") var at: Timestamp?
        @Option(help: "Where, in degrees: -6.175392,106.827153.") var place: String?
        @Option(help: "Metres of uncertainty of the place.") var accuracy: Double?

        func validate() throws {
            if let place, Place(place) == nil {
                throw ValidationError("'\(place)' is no place; write latitude,longitude such as -6.175392,106.827153.")
            }
            if let accuracy, !(0...1e9).contains(accuracy) {
                throw ValidationError("--accuracy takes metres from 0.")
            }
            if accuracy != nil, place == nil { throw ValidationError("--accuracy needs a --place.") }
        }

        func perform(_ kind: PresenceReport.Kind, lead: String? = nil) async throws {
            let stores = try action.store.open(.folding)
            let settings = try stores.requireRep(rep)
            let report = PresenceReport(
                rep: rep, kind: kind, lead: try await id(of: lead, in: stores), doneAt: at)
            let desk = PresenceDesk(
                views: stores.views, history: stores.history, rules: settings.attendance,
                zone: settings.workspace.zone,
                seal: PositionSeal(PositionKeyFile(path: action.store.positionKeysPath)))
            let told = place.flatMap { Place($0) }.map { ReportedPlace($0, accuracyMetres: accuracy) }
            let judged = try await desk.report(report, at: told, source: "cli", now: SystemClock.now())
            try await action.perform(.presence(judged), in: stores)
        }

        private func id(of lead: String?, in stores: Stores) async throws -> LeadID? {
            guard let lead else { return nil }
            return try await stores.lead(lead).lead.id
        }
    }

    /// `corong presence check-in`.
    struct CheckIn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes down that a rep comes to work.")
        @OptionGroup var options: Options
        func run() async throws { try await options.perform(.checkIn) }
    }

    /// `corong presence check-out`.
    struct CheckOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes down that a rep stops working.")
        @OptionGroup var options: Options
        func run() async throws { try await options.perform(.checkOut) }
    }

    /// `corong presence visit`.
    struct Visit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes down that a rep visits somebody.")
        @OptionGroup var options: Options
        @Option(help: "The lead that the visit is for, for example L41.") var lead: String?
        func run() async throws { try await options.perform(.visit, lead: lead) }
    }

    /// `corong presence seen`.
    struct Seen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes down that a rep is there.")
        @OptionGroup var options: Options
        func run() async throws { try await options.perform(.seen) }
    }

    /// `corong presence consent`.
    struct Agree: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "consent", abstract: "Takes down that a rep agrees to tell where he is, or no longer does.")

        @OptionGroup var action: ActionOptions
        @Argument(help: "The rep's id.") var rep: String
        @Flag(help: "It is withdrawn.") var withdrawn = false
        @Option(help: "The words that the rep agreed to (default: those of the configuration).") var wording: String?

        func run() async throws {
            let stores = try action.store.open(.folding)
            let settings = try stores.requireRep(rep)
            let texts = settings.attendance.consent
            let usual = settings.workspace.languages.lazy.compactMap { texts[$0] }.first ?? ""
            try await action.perform(
                .repConsent(rep, isGiven: !withdrawn, wording: wording ?? (withdrawn ? "" : usual)), in: stores)
        }
    }
}

extension Stores {
    /// What the entries say.
    var history: LedgerHistory { LedgerHistory(ledger: ledger, state: state) }

    /// The settings in force, which name a rep.
    fileprivate func requireRep(_ id: RepID) throws -> WorkspaceSettings {
        guard let settings = try rulesInForce()?.settings else {
            throw CommandError(
                problem: "The ledger holds no configuration yet", advice: "Apply one with `corong config apply`")
        }
        guard settings.routing.reps.contains(where: { $0.id == id }) else {
            let hint = nearest(to: id, among: settings.routing.reps.map(\.id)).map { "; did you mean \($0)?" } ?? ""
            throw CommandError(problem: "There is no rep \(id)\(hint)", advice: "See `corong reps`")
        }
        return settings
    }
}
