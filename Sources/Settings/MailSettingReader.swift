import Domain

/// Reads the parts `mail` and `notify`: how mails go out, and how reps are told of things.
struct MailSettingReader {
    let findings: Findings

    /// Where mails are handed in; nil where the part is absent or after findings.
    func mail(from root: inout Fields) -> MailSetting? {
        let place = root.place(of: "mail")
        guard var fields = root.fields("mail", of: "the mail") else { return nil }
        defer { fields.finish() }
        let host = host(&fields)
        let security = fields.oneOf("security", MailSetting.Security.self, default: .starttls)
        let port = fields.int(
            "port", in: UInt16(1)...UInt16.max, default: security == .tls ? 465 : security == .starttls ? 587 : 25)
        let authorities = fields.optionalString("ca_file")
        let user = fields.optionalString("user")
        let password = fields.node("password").flatMap {
            ChannelSettingsReader(findings: findings).source(at: $0, "password")
        }
        let from = from(&fields)
        let allowsPrivate = fields.bool("allow_private", default: false)
        if (user == nil) != (fields.node("password") == nil) {
            fields.error(at: "user", "`user` and `password` stand together, or neither does")
        }
        let isLocal = host.map { ["localhost", "127.0.0.1", "::1"].contains($0) } ?? true
        if security == .none, user != nil, !isLocal {
            fields.error(
                at: "security",
                "`security`: without encryption anybody on the way can read the password; use `starttls` or `tls`")
        }
        if isLocal, host != nil, !allowsPrivate {
            fields.warning(
                at: "host", "`host`: it is this machine, where no mail is handed in without `allow_private: true`")
        }
        guard let host, let from else { return nil }
        return MailSetting(
            host: host, port: port, security: security, authorities: authorities, user: user, password: password,
            from: from, allowsPrivate: allowsPrivate, place: place)
    }

    /// How reps are told; the usual where the part is absent.
    func notify(from root: inout Fields) -> NotifySetting {
        var setting = NotifySetting()
        guard var fields = root.fields("notify", of: "the notices") else { return setting }
        if fields.node("topics") != nil {
            setting.topics = TopicReader(findings: findings).topics("topics", from: &fields)
        }
        setting.tellsCustomer = fields.bool("customer_name", default: false)
        setting.telegram = access("telegram", from: &fields) { _ in }
        setting.slack = access("slack", from: &fields) { _ in }
        setting.whatsapp = access("whatsapp", from: &fields) { fields in
            let sender = fields.string("sender")
            let name = fields.string("template")
            let language = fields.optionalString("language") ?? "id"
            guard let sender, let name else { return }
            if sender.isEmpty || !sender.utf8.allSatisfy({ (48...57).contains($0) }) {
                fields.error(at: "sender", "`sender`: expected the number's id of digits that the provider shows")
            }
            setting.template = NotifySetting.Template(sender: sender, name: name, language: language)
        }
        fields.finish()
        return setting
    }

    private func access(
        _ name: String, from fields: inout Fields, _ more: (inout Fields) -> Void
    ) -> NotifySetting.Access? {
        guard var inner = fields.fields(name, of: "`\(name)`") else { return nil }
        let token = inner.requiredNode("token").flatMap {
            ChannelSettingsReader(findings: findings).source(at: $0, "token")
        }
        let address = inner.address("api_address")
        more(&inner)
        inner.finish()
        return token.map { NotifySetting.Access(token: $0, address: address) }
    }

    private func host(_ fields: inout Fields) -> String? {
        guard let text = fields.string("host") else { return nil }
        let host = text.lowercased()
        let isPlain = host.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || [45, 46, 58].contains($0)
        }
        guard (1...253).contains(host.utf8.count), isPlain, host.split(separator: ":").count != 2 else {
            fields.error(
                at: "host",
                "`host`: expected the name of the server like smtp.example.com; the port stands in `port`, got \"\(shortened(text))\""
            )
            return nil
        }
        return host
    }

    private func from(_ fields: inout Fields) -> String? {
        guard let text = fields.string("from") else { return nil }
        let address = text.hasSuffix(">") ? text.split(separator: "<").last?.dropLast() ?? "" : text[...]
        let parts = address.utf8.split(separator: 64, omittingEmptySubsequences: false)
        let isAddress =
            parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && address.utf8.allSatisfy { (33...126).contains($0) }
        guard isAddress, text.utf8.count <= 300, !text.contains(where: \.isNewline) else {
            fields.error(
                at: "from",
                "`from`: expected an address like sales@example.com or Toko <sales@example.com>, got \"\(shortened(text))\""
            )
            return nil
        }
        return text
    }
}
