import Domain

/// Reads the part `mailboxes`. Findings about passwords never show what stands there.
struct MailboxSettingsReader {
    /// Mailboxes of one workspace; each takes a thread.
    static let countMax = 100

    let findings: Findings
    /// Channels that are switched on.
    let channels: [String]
    /// Where days begin; nil when it could not be read.
    let zone: Zone?

    /// The mailboxes in the order of the file, as far as they could be read.
    func mailboxes(from root: inout Fields) -> [MailboxSetting] {
        let nodes = root.nodes("mailboxes")
        if nodes.count > Self.countMax {
            root.error(at: "mailboxes", "at most \(Self.countMax) mailboxes, got \(nodes.count); use more workspaces")
        }
        var names: Set<String> = []
        return nodes.compactMap { node in
            guard var fields = Fields(node, of: "a mailbox", in: findings) else { return nil }
            let name = fields.string("name")
            if let name {
                _ = findings.isName(name, at: fields.place(of: "name"), "the mailbox's name")
                if !names.insert(name).inserted {
                    fields.error(
                        at: "name", "two mailboxes are called \(name); the ledger could not tell their mails apart")
                }
            }
            let mailbox = mailbox(name, &fields)
            fields.finish()
            return mailbox
        }
    }

    private func mailbox(_ name: String?, _ fields: inout Fields) -> MailboxSetting? {
        let host = host(&fields)
        let encryption = fields.oneOf("tls", MailboxSetting.Encryption.self, default: .required)
        if encryption == .off, let host, !host.isLoopbackName {
            fields.error(
                at: "tls",
                "`tls`: without encryption anybody on the way can read the password; `off` is only for a server on this machine. "
                    + "Use `required`, or `starttls` on port 143")
        }
        let port = fields.int("port", in: UInt16(1)...UInt16.max, default: encryption == .required ? 993 : 143)
        let authorities = fields.optionalString("ca_file")
        let user = text("user", example: "the name that logs in", &fields)
        let password = password(&fields)
        let folder = fields.node("folder") == nil ? "INBOX" : text("folder", example: "a folder like INBOX", &fields)
        let channel = channel(&fields)
        let since = since(&fields)
        let poll = fields.duration("poll", in: 5...900, default: 60)
        let idle = fields.bool("idle", default: true)
        let limit = fields.bytes("body_limit", in: 64 << 10...Limits.bodyBytesMax, default: Limits.bodyBytesMax)
        guard let name, let host, let user, let password, let folder else { return nil }
        return MailboxSetting(
            name: name, host: host, port: port, encryption: encryption, authorities: authorities, user: user,
            password: password, folder: folder, channel: channel, since: since, pollSeconds: poll, idle: idle,
            bodyBytesMax: limit, place: fields.node.place)
    }

    /// Letters, digits, dots and hyphens, or an address; lower case, without brackets.
    private func host(_ fields: inout Fields) -> String? {
        guard let text = fields.string("host") else { return nil }
        var host = text.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let isName = host.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        let isAddress =
            host.utf8.contains(UInt8(ascii: ":"))
            && host.utf8.allSatisfy {
                (97...102).contains($0) || (48...58).contains($0) || $0 == UInt8(ascii: ".")
            }
            && host.utf8.filter { $0 == UInt8(ascii: ":") }.count > 1
        guard (1...253).contains(host.utf8.count), isName || isAddress else {
            let hint = text.contains(":") ? "; the port stands in `port`, and there is no scheme" : ""
            fields.error(
                at: "host",
                "`host`: expected the name of the server like imap.example.com, got \"\(shortened(text))\"\(hint)")
            return nil
        }
        return host
    }

    private func text(_ name: String, example: String, _ fields: inout Fields) -> String? {
        guard let text = fields.string(name) else { return nil }
        if (1...255).contains(text.utf8.count), text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) {
            return text
        }
        fields.error(
            at: name,
            "`\(name)`: expected \(example), at most 255 bytes and without line breaks, got \"\(shortened(text))\"")
        return nil
    }

    private func password(_ fields: inout Fields) -> SecretSource? {
        guard let node = fields.requiredNode("password") else { return nil }
        if let elements = node.elements {
            findings.error(at: node, "`password`: expected one password, got a list of \(elements.count)")
            return nil
        }
        return ChannelSettingsReader(findings: findings).source(at: node, "password")
    }

    private func channel(_ fields: inout Fields) -> String {
        let isGiven = fields.node("channel") != nil
        let channel = fields.optionalString("channel") ?? "email"
        if !channels.contains(channel) {
            let near = suggestion(for: channel, among: channels)
            let what =
                isGiven ? "no channel `\(shortened(channel))` is switched on" : "the channel `email` is not switched on"
            fields.error(
                at: "channel",
                "`channel`: \(what), where this mailbox's mails would come in; add it to `channels`.\(near)")
        }
        return channel
    }

    private func since(_ fields: inout Fields) -> MailboxSetting.Since {
        guard let text = fields.optionalString("since"), text != "start" else { return .start }
        guard let day = CivilDate(text) else {
            let near = suggestion(for: text, among: ["start"])
            fields.error(
                at: "since", "`since`: expected start or a day like 2026-01-31, got \"\(shortened(text))\".\(near)")
            return .start
        }
        return .day((zone ?? .utc).start(of: day).seconds)
    }
}

extension String {
    /// Whether it means this machine, before anybody resolves it.
    fileprivate var isLoopbackName: Bool {
        self == "localhost" || self == "::1"
            || hasPrefix("127.") && split(separator: ".").count == 4
                && split(separator: ".").allSatisfy { UInt8($0) != nil }
    }
}
