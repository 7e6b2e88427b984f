import ArgumentParser
import Channels
import Domain
import Foundation
import Pipeline
import Settings
import Stages
import Storage
import StorageSQLite

/// Where the configuration lies.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: "Configuration of the workspace (also CORONG_CONFIG).")
    var config: String = ProcessInfo.processInfo.environment["CORONG_CONFIG"] ?? "corong.yaml"

    @Option(help: "Folder with one folder for each channel (also CORONG_CHANNELS).")
    var channels: String = ProcessInfo.processInfo.environment["CORONG_CHANNELS"] ?? "channels"

    @Option(help: "Folder with the lists that rules can name (also CORONG_LISTS).")
    var lists: String = ProcessInfo.processInfo.environment["CORONG_LISTS"] ?? "lists"

    /// Reads and checks the configuration and the channels that it switches on; prints every finding.
    ///
    /// - Throws: `ExitCode.failure` when there is an error among the findings.
    func load() throws -> LoadedConfiguration {
        var findings: [Diagnostic] = []
        let text = try Files.text(at: config)
        let checked = WorkspaceSettings.parse(text: text, file: config, lists: try listTexts())
        findings += checked.diagnostics
        guard let settings = checked.value else { throw Findings.report(findings) }
        findings += settings.remarks(on: settings.workspace.zone.day(of: SystemClock.now()), file: config)
        var texts: [String: String] = [:]
        var compiled: [String: CompiledChannel] = [:]
        for setting in settings.channels {
            let file = channelFile(setting.id)
            // because: the finding below says what is wrong, at the place where the person wrote it
            guard let text = try? channelText(setting.id) else {
                findings.append(missingChannel(setting, file: file))
                continue
            }
            let channel = CompiledChannel.compile(text: text, file: file)
            findings += channel.diagnostics
            texts[setting.id] = text
            compiled[setting.id] = channel.value
            if let channel = channel.value { findings += remarks(on: channel, setting, settings.workspace) }
        }
        if findings.contains(where: { $0.severity == .error }) { throw Findings.report(findings) }
        Findings.show(findings)
        return LoadedConfiguration(settings: settings, settingsText: text, channelTexts: texts, channels: compiled)
    }

    /// What a channel needs and its settings do not give: it would start, and refuse what comes.
    private func remarks(on channel: CompiledChannel, _ setting: ChannelSetting, _ workspace: Workspace) -> [Diagnostic]
    {
        var remarks: [(Diagnostic.Severity, String)] = []
        if channel.id != setting.id {
            remarks.append(
                (.error, "its file says `channel: \(channel.id)`; the folder and this name have to be the same"))
        }
        if channel.verifier.needsSecret, setting.secrets.isEmpty {
            remarks.append((.warning, "it has no `secrets`; every delivery is answered 503 until it has"))
        }
        if channel.receive.handshake != nil, setting.verifyToken == nil {
            remarks.append((.warning, "it has no `verify_token`; the provider cannot register the webhook"))
        }
        if channel.fetches.values.contains(where: { $0.token != nil }), setting.accessToken == nil {
            remarks.append((.warning, "it has no `access_token`; what its webhooks only announce cannot be read"))
        }
        let parameters = channel.reply?.parameters.map(\.name) ?? []
        for name in setting.replyParameters.keys.sorted() where !parameters.contains(name) {
            let hint = nearest(to: name, among: parameters).map { "; did you mean `\($0)`?" } ?? ""
            remarks.append((.error, "its file has no parameter `\(name)` under `reply`\(hint)"))
        }
        if setting.accessToken != nil {
            for (name, meaning) in channel.reply?.parameters ?? [] where setting.replyParameters[name] == nil {
                remarks.append((.warning, "it cannot answer without `reply: {\(name): …}`, \(meaning)"))
            }
        }
        if channel.verifier.coversAddress, workspace.publicAddress == nil {
            remarks.append(
                (
                    .warning,
                    "its signatures cover the address; set `public_address` of the workspace, or whoever can choose "
                        + "`X-Forwarded-Host` chooses the address that is checked"
                ))
        }
        return remarks.map { severity, text in
            Diagnostic(
                severity, file: config, line: setting.place.line, column: setting.place.column,
                message: "channel `\(setting.id)`: \(text)")
        }
    }

    /// The path of a channel's file.
    func channelFile(_ id: String) -> String { "\(channels)/\(id)/channel.yaml" }

    /// The text of a channel's file, with those of the channels that it extends.
    func channelText(_ id: String) throws -> String {
        ChannelSource.complete(try Files.text(at: channelFile(id))) { try? Files.text(at: channelFile($0)) }
    }

    /// The texts of all lists in the folder, by name; none where there is no folder: who needs one learns of it where it is named.
    func listTexts() throws -> [String: String] {
        var texts: [String: String] = [:]
        // because: a configuration may do without lists
        for name in (try? FileManager.default.contentsOfDirectory(atPath: lists)) ?? [] where name.hasSuffix(".txt") {
            let text = try Files.text(at: "\(lists)/\(name)")
            guard text.utf8.count <= Limits.configurationBytesMax else {
                throw CommandError(
                    problem: "\(lists)/\(name) is larger than \(Limits.configurationBytesMax >> 20) MiB",
                    advice: "Split it, or move it out of the folder of lists")
            }
            texts[String(name.dropLast(4))] = text
        }
        return texts
    }

    /// Ids of all channels in the folder, in order.
    func channelIDs() throws -> [String] {
        // because: the error below says more than the system's
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: channels) else {
            throw CommandError(
                problem: "There is no folder \(channels)", advice: "Name the folder of channels with --channels")
        }
        return names.filter { FileManager.default.fileExists(atPath: channelFile($0)) }.sorted()
    }

    private func missingChannel(_ setting: ChannelSetting, file: String) -> Diagnostic {
        let known = (try? channelIDs()) ?? []  // because: without the folder there is simply nothing to suggest
        let hint = nearest(to: setting.id, among: known).map { "; did you mean `\($0)`?" } ?? ""
        return Diagnostic(
            file: config, line: setting.place.line, column: setting.place.column,
            message: "channel `\(setting.id)` has no file \(file)\(hint)")
    }
}

/// A configuration that was read and found good.
struct LoadedConfiguration {
    let settings: WorkspaceSettings
    let settingsText: String
    let channelTexts: [String: String]
    let channels: [String: CompiledChannel]

    /// Appends the configuration to the ledger unless the last one there is the same.
    ///
    /// The first of a workspace makes its seed, which all later ones keep: only one process can be the first, however many start at once.
    ///
    /// - Returns: Whether it was appended.
    @discardableResult
    func apply(to stores: Stores, at now: Timestamp) throws -> Bool {
        while true {
            guard let last = try stores.lastConfiguration() else {
                var random = SystemRandomNumberGenerator()
                let seed = SipHash.Key(low: random.next(), high: random.next())
                if try stores.ledger.append([draft(bundle(seed), at: now)], ifEndsAt: 0) != nil { return true }
                continue
            }
            let bundle = bundle(last.seed)
            guard bundle != last else { return false }
            _ = try stores.ledger.append([draft(bundle, at: now)])
            return true
        }
    }

    private func bundle(_ seed: SipHash.Key) -> ConfigurationBundle {
        ConfigurationBundle(
            settingsText: settingsText, channelTexts: channelTexts, listTexts: settings.lists,
            zone: settings.workspace.zone, otherZones: settings.otherZones, seed: seed)
    }

    private func draft(_ bundle: ConfigurationBundle, at now: Timestamp) -> EntryDraft {
        EntryDraft(kind: .config, receivedAt: now, channel: "", headers: "", body: bundle.encode())
    }
}

extension Stores {
    /// The last configuration of the ledger, folded already or not.
    func lastConfiguration() throws -> ConfigurationBundle? {
        try ledger.lastConfiguration().map { try ConfigurationBundle(decoding: $0.draft.body) }
    }

    /// The rules in force, made ready.
    func rulesInForce() throws -> RulesInForce? {
        guard let position = try state.configurations().last?.position, let bundle = try configuration(at: position)
        else {
            return nil
        }
        return try RulesInForce(bundle, at: position)
    }

    /// The configuration of an entry; nil for an entry of another kind.
    func configuration(at position: Position) throws -> ConfigurationBundle? {
        guard let entry = try ledger.read(after: position - 1, limit: 1, bytesMax: 1).first, entry.draft.kind == .config
        else { return nil }
        return try ConfigurationBundle(decoding: entry.draft.body)
    }
}
