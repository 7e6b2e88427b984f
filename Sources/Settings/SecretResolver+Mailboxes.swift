extension SecretResolver {
    /// The passwords of all mailboxes by the mailbox's name, or every one that is missing.
    ///
    /// - Throws: ``MissingSecrets`` with all of them; nothing should start then.
    public func passwords(of mailboxes: [MailboxSetting]) throws(MissingSecrets) -> [String: Secret] {
        var found: [String: Secret] = [:]
        var missing: [SecretError] = []
        for mailbox in mailboxes {
            switch bytes(of: mailbox.password) {
            case .success(let bytes): found[mailbox.name] = Secret(bytes: bytes)
            case .failure(let reason):
                missing.append(
                    SecretError(channel: mailbox.name, purpose: .login, source: mailbox.password, reason: reason))
            }
        }
        guard missing.isEmpty else { throw MissingSecrets(errors: missing) }
        return found
    }
}
