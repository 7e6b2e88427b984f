import ArgumentParser
import Domain
import Pipeline
import Settings
import Storage
import StorageSQLite

/// Which moment a command looks at.
struct InstantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "As it stood at a time (2026-06-30T17:00:00+07:00), or at the end of a day (2026-06-30).",
            valueName: "time"))
    var at: String?
    @Option(help: ArgumentHelp("As it stood after an entry of the ledger.", valueName: "number"))
    var position: Position?

    func validate() throws {
        guard at == nil || position == nil else { throw ValidationError("Give either --at or --position.") }
        if let position, position < 0 { throw ValidationError("--position takes 0 or more.") }
    }

    /// The moment; nil for now.
    ///
    /// - Parameter zone: In which a day ends.
    func instant(in zone: Zone) throws -> Instant? {
        if let position { return .position(position) }
        return try at.map { .time(try InstantOptions.time($0, in: zone, isEnd: true)) }
    }

    /// A time as people write it: RFC 3339, or a day, of which the first or the last moment is meant.
    static func time(_ text: String, in zone: Zone, isEnd: Bool) throws -> Timestamp {
        if let day = CivilDate(text) { return isEnd ? zone.end(of: day) : zone.start(of: day) }
        guard let time = Timestamp(rfc3339: text) else {
            throw CommandError(
                problem: "'\(text)' is no time", advice: "Write it as 2026-06-30T17:00:00+07:00, or a day as 2026-06-30"
            )
        }
        return time
    }
}

extension StoreOptions {
    /// Opens what the folder holds as it stood at a moment; as it stands where none is named.
    func open(at options: InstantOptions) throws -> Stores {
        let live = try open(.reading)
        guard options.at != nil || options.position != nil else { return live }
        guard let instant = try options.instant(in: try live.zone()) else { return live }
        let past = pastStates(of: live.ledger)
        let position = try past.position(at: instant)
        let state = try past.open(at: position, progress: Terminal.progress(through: position))
        Terminal.endProgress()
        return Stores(
            ledger: live.ledger, state: state.state, views: state.views, time: try past.time(of: instant))
    }

    /// The past of the folder's ledger.
    func pastStates(of ledger: SQLiteLedger) -> PastStates {
        PastStates(
            ledger: ledger, archive: SQLiteArchive(folder: snapshotsPath, live: data + "/state.sqlite"))
    }

    /// The folder of kept states.
    var snapshotsPath: String { data + "/snapshots" }
}

extension Stores {
    /// The zone of the last configuration.
    func zone() throws -> Zone { try lastConfiguration()?.zone ?? .utc }
}
