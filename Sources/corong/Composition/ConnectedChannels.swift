import Channels
import Deliver
import Domain
import Receive
import Settings

/// The channels that are switched on, with their secrets: what comes in and what is asked goes through them.
struct ConnectedChannels: Sendable {
    private struct Connection: Sendable {
        let setting: ChannelSetting
        let channel: CompiledChannel
        let secrets: ResolvedSecrets
    }

    private let connections: [Connection]

    /// Finds every secret, or says which are missing.
    init(_ loaded: LoadedConfiguration) throws(MissingSecrets) {
        let secrets = try SecretResolver.system.secrets(of: loaded.settings.channels)
        connections = loaded.settings.channels.compactMap { setting in
            guard let channel = loaded.channels[setting.id], let found = secrets[setting.id] else { return nil }
            return Connection(setting: setting, channel: channel, secrets: found)
        }
    }

    /// What the intake takes in.
    func intake(_ certificates: CertificateCache) -> IntakeChannels {
        IntakeChannels(
            connections.map { connection in
                let gate = Gate(
                    rules: connection.channel.receive, verifier: connection.channel.verifier,
                    secrets: ChannelSecrets(
                        secrets: connection.secrets.live.map(\.text), verifyToken: connection.secrets.verifyToken?.text),
                    certificates: certificates)
                return IntakeChannel(id: connection.setting.id, gate: gate, origins: connection.setting.origins)
            })
    }

    /// How the API of a channel's provider may be asked; nil where the channel is off or asks for this no longer.
    func access(for record: FetchRecord) -> AnswerFetcher.Access? {
        guard let connection = connections.first(where: { $0.setting.id == record.channel }),
            let rules = connection.channel.fetches[record.request.name]
        else { return nil }
        return AnswerFetcher.Access(
            rules: rules, token: connection.secrets.accessToken?.text, address: connection.setting.apiAddress)
    }

    /// How customers of a channel are answered; nil where the channel is off or cannot answer.
    func reply(on channel: String) -> CustomerReply.Access? {
        guard let connection = connections.first(where: { $0.setting.id == channel }),
            let reply = connection.channel.reply
        else { return nil }
        return CustomerReply.Access(
            reply: reply, parameters: connection.setting.replyParameters,
            token: connection.secrets.accessToken?.text, address: connection.setting.apiAddress)
    }
}

extension Secret {
    /// As a text, for what goes into headers and compares as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
