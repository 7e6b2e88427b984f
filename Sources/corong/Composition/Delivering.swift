import Channels
import Dashboard
import Deliver
import Domain
import Logging
import NIOPosix
import Pipeline
import Settings
import Storage
import StorageSQLite
import Transfer

/// Sends what waits in the outbox, beside the fold.
struct Delivering: Sendable {
    let stores: Stores
    let desk: ActionDesk
    let configuration: Shared<LoadedConfiguration>
    let secrets: Shared<OutboxSecrets>
    let links: RepLinks
    let connected: Shared<ConnectedChannels>
    let logger: Logger

    /// Rows of a destination that are looked at, from the oldest on.
    private static let rowsMax = 1000

    /// The worker, with how far the state has to be before anything is sent: as long as entries of earlier runs are not folded, rows that were
    /// sent long ago look as if they waited.
    func worker(_ carriers: Carriers, origin: Origin, from start: Position) -> DeliverWorker {
        let (stores, desk, configuration) = (stores, desk, configuration)
        return DeliverWorker(
            desk: DeliverWorker.Desk(
                waiting: { () async throws(StorageError) in
                    guard try await stores.views.position() >= start else { return [] }
                    return try await stores.views.outboxWaiting(perDestination: Self.rowsMax)
                },
                append: { (draft) async throws(StorageError) in _ = try await desk.append(draft) },
                outgoings: { self.destinations(origin) }),
            carriers: carriers,
            schedule: Schedule(
                patience: { item in
                    let own = configuration.value.settings.destination(of: item.destination)
                    return own.map { Patience(giveUpSeconds: $0.giveUpSeconds, triesOnce: true) }
                        ?? Patience.usual(for: item)
                },
                concurrency: { configuration.value.settings.destination(of: $0)?.concurrency }),
            now: SystemClock.now, logger: logger)
    }

    /// Everything that rows can be for, under the configuration of now.
    private func destinations(_ origin: Origin) -> Destinations {
        let settings = configuration.value.settings
        let (secrets, stores, links) = (secrets.value, stores, links)
        let page = settings.workspace.pageAddress
        return Destinations(
            webhooks: settings.webhooks(secrets),
            notifier: Notifier(
                access: settings.notifyAccess(secrets), origin: origin, languages: settings.workspace.languages),
            reps: Dictionary(settings.routing.reps.map { ($0.id, $0.notify) }) { first, _ in first },
            replies: replies(settings.notifyAccess(secrets).mail, origin),
            customer: { lead in
                guard settings.notify.tellsCustomer else { return nil }
                // because: a notice without the name is better than none
                return (try? await stores.views.lead(lead))?.contact.name
            },
            link: { rep, lead in
                guard let page else { return nil }
                // because: a notice without the link is better than none
                return (try? await Self.path(links, rep, lead)).map { page + $0 }
            },
            page: { lead in page.map { $0 + "/m" + (lead.map { "#L\($0)" } ?? "") } })
    }

    /// Answers customers as their channels say.
    private func replies(_ mail: (server: SMTPServer, from: MailAddress)?, _ origin: Origin) -> CustomerReply {
        let (stores, configuration, connected) = (stores, configuration, connected)
        let history = LedgerHistory(ledger: stores.ledger, state: stores.state)
        return CustomerReply(
            access: { id in
                let connected = connected.value
                if let access = connected.reply(on: id) { return access }
                // Mails come in from a mailbox, and need no token to be answered.
                guard let reply = configuration.value.channels[id]?.reply, reply.isMail else { return nil }
                return CustomerReply.Access(reply: reply, parameters: [:], token: nil, address: nil)
            }, mail: mail, origin: origin,
            present: { key in
                // because: without it what was known at the reply counts
                let detail = try? await stores.views.contact(key.contact)
                return detail?.conversations.first { $0.key == key }
            },
            answered: { event in
                // because: a mail without the headers of the thread is better than none
                guard let mail = (try? await history.events([event]))?[event] else { return nil }
                return ReplyContext.AnsweredMail(
                    subject: mail.subject, id: mail.messageID, references: mail.thread?.references ?? [])
            })
    }

    /// On a thread that may wait: the key stands in a file.
    private static func path(_ links: RepLinks, _ rep: RepID, _ lead: LeadID?) async throws -> String {
        try await NIOThreadPool.singleton.runIfActive { try links.path(to: rep, lead: lead) }
    }
}

extension WorkspaceSettings {
    /// The destination that rows are for; nil for people.
    fileprivate func destination(of text: String) -> DestinationSetting? {
        guard text.hasPrefix("webhook/") else { return nil }
        let name = text.dropFirst("webhook/".count)
        return destinations.first { $0.name == name }
    }

    /// The other systems by name; who has no usable secret is left out.
    fileprivate func webhooks(_ secrets: OutboxSecrets) -> [String: Webhook] {
        var webhooks: [String: Webhook] = [:]
        for setting in destinations {
            let keys = (secrets.destinations[setting.name] ?? []).compactMap { WebhookSecret($0.text) }
            guard !keys.isEmpty else { continue }
            webhooks[setting.name] = Webhook(
                url: setting.url, secrets: keys, privateHosts: setting.allowedHosts,
                allowsUnencrypted: setting.allowsUnencrypted,
                timeoutMilliseconds: Int(setting.timeoutSeconds) * 1000)
        }
        return webhooks
    }

    /// With what reps are told.
    fileprivate func notifyAccess(_ secrets: OutboxSecrets) -> NotifyAccess {
        var access = NotifyAccess()
        func api(_ setting: NotifySetting.Access?, _ token: Secret?) -> NotifyAccess.API? {
            guard let setting, let token else { return nil }
            return NotifyAccess.API(token: token.text, address: setting.address)
        }
        access.telegram = api(notify.telegram, secrets.telegram)
        access.slack = api(notify.slack, secrets.slack)
        if let api = api(notify.whatsapp, secrets.whatsapp), let template = notify.template {
            access.whatsapp = (
                api,
                NotifyAccess.Template(sender: template.sender, name: template.name, language: template.language)
            )
        }
        if let mail, let from = MailAddress(written: mail.from) {
            access.mail = (mail.server(password: secrets.mail), from)
        }
        return access
    }
}

extension MailSetting {
    /// Where mails are handed in.
    func server(password: Secret?) -> SMTPServer {
        let encryption: MailServer.Encryption =
            switch security {
            case .starttls: .upgraded
            case .tls: .immediate
            case .none: .none
            }
        return SMTPServer(
            host: host, port: port, encryption: encryption, trust: authorities.map { .file($0) } ?? .system,
            user: user ?? "", password: password?.text ?? "",
            addresses: allowsPrivate ? .publicOr(hosts: [host]) : .publicOnly)
    }
}

extension LoadedConfiguration {
    /// The secrets of what leaves the system, or every one that is missing or no secret for signing.
    func outboxSecrets() throws -> OutboxSecrets {
        let secrets = try SecretResolver.system.outboxSecrets(of: settings)
        for setting in settings.destinations {
            let isUsable = secrets.destinations[setting.name]?.allSatisfy { WebhookSecret($0.text) != nil } ?? true
            guard isUsable else {
                throw CommandError(
                    problem:
                        "A secret of destination \(setting.name) is not of the form whsec_ and base64 of 24 to 64 bytes",
                    advice: "`corong webhooks secret` makes one; the receiver gets the same")
            }
        }
        return secrets
    }
}

extension Stores {
    /// What tells this workspace from every other one.
    func origin(named workspace: String) throws -> Origin {
        Origin(workspace: workspace, firstEntry: try ledger.read(after: 0, limit: 1, bytesMax: 1).first?.draft)
    }
}
