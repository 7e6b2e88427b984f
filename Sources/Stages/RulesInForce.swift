public import Channels
public import Domain
public import Settings

/// Everything a configuration entry says, made ready: channels, scoring, routing.
public struct RulesInForce: Sendable {
    /// The entry that holds the configuration; also its version.
    public let position: Position
    /// As written by people.
    public let settings: WorkspaceSettings
    /// The channels that were switched on or shipped, by id.
    public let channels: [String: CompiledChannel]
    /// The secret of hashes and tie-breaks.
    public let seed: SipHash.Key
    let scoring: CompiledScoring
    let quarantine: Quarantine

    /// Rules from a configuration that lies in the ledger.
    ///
    /// - Throws: ``RulesError`` when this version of the program cannot read what an earlier or later one wrote.
    public init(_ bundle: ConfigurationBundle, at position: Position) throws(RulesError) {
        guard let settings = bundle.settings().value else { throw RulesError(position: position, file: "corong.yaml") }
        var channels: [String: CompiledChannel] = [:]
        for (id, text) in bundle.channelTexts {
            guard case .valid(let channel, _) = CompiledChannel.compile(text: text, file: "channels/\(id)/channel.yaml")
            else {
                throw RulesError(position: position, file: "channels/\(id)/channel.yaml")
            }
            channels[id] = channel
        }
        self.init(position: position, settings: settings, channels: channels, seed: bundle.seed)
    }

    init(position: Position, settings: WorkspaceSettings, channels: [String: CompiledChannel], seed: SipHash.Key) {
        self.position = position
        self.settings = settings
        self.channels = channels
        self.seed = seed
        scoring = CompiledScoring(settings.scoring, signals: settings.routing.signals, zone: settings.workspace.zone)
        quarantine = Quarantine(settings.quarantine, own: settings.workspace.ownAddresses, seed: seed)
    }

    /// What normalising needs to know of the workspace.
    public var context: NormaliseContext {
        NormaliseContext(region: settings.workspace.region, ownAddresses: settings.workspace.ownAddresses)
    }
}

/// A configuration in the ledger that this program cannot use.
public struct RulesError: ActionableError, Equatable {
    /// Its entry.
    public let position: Position
    /// The file within it.
    public let file: String

    /// The configuration of an entry, and the file in it that does not read.
    public init(position: Position, file: String) {
        self.position = position
        self.file = file
    }

    /// What happened.
    public var problem: String { "The configuration of entry \(position) does not read with this version (\(file))" }
    /// What to do about it.
    public var advice: String {
        "Install the version that wrote it"
    }
    /// What the program does.
    public var verdict: Verdict { .stop }
}
