/// The secrets of what leaves the system.
public struct OutboxSecrets: Sendable, Hashable {
    /// Of each destination, by its name.
    public var destinations: [String: [Secret]] = [:]
    /// The password that mails are handed in with.
    public var mail: Secret?
    /// Of the Telegram bot.
    public var telegram: Secret?
    /// Of the Slack bot.
    public var slack: Secret?
    /// Of WhatsApp's API.
    public var whatsapp: Secret?
}

extension SecretResolver {
    /// The secrets of destinations, mail and notices, or every one that is missing.
    ///
    /// - Throws: ``MissingSecrets`` with all of them; nothing should start then.
    public func outboxSecrets(of settings: WorkspaceSettings) throws(MissingSecrets) -> OutboxSecrets {
        var missing: [SecretError] = []
        func resolve(_ source: SecretSource?, _ owner: String, _ purpose: SecretError.Purpose) -> Secret? {
            guard let source else { return nil }
            switch bytes(of: source) {
            case .success(let bytes): return Secret(bytes: bytes)
            case .failure(let reason):
                missing.append(SecretError(channel: owner, purpose: purpose, source: source, reason: reason))
                return nil
            }
        }
        var secrets = OutboxSecrets()
        for destination in settings.destinations {
            secrets.destinations[destination.name] = destination.secrets.compactMap {
                resolve($0, destination.name, .signing)
            }
        }
        secrets.mail = resolve(settings.mail?.password, "mail", .handingIn)
        secrets.telegram = resolve(settings.notify.telegram?.token, "telegram", .telling)
        secrets.slack = resolve(settings.notify.slack?.token, "slack", .telling)
        secrets.whatsapp = resolve(settings.notify.whatsapp?.token, "whatsapp", .telling)
        guard missing.isEmpty else { throw MissingSecrets(errors: missing) }
        return secrets
    }
}
