import Domain

/// Reads the part `destinations`. Findings about secrets never show what stands there.
struct DestinationSettingsReader {
    /// Destinations of one workspace.
    static let countMax = 100

    let findings: Findings

    /// The destinations in the order of the file, as far as they could be read.
    func destinations(from root: inout Fields) -> [DestinationSetting] {
        let members = root.members("destinations")
        if members.count > Self.countMax {
            root.error(at: "destinations", "at most \(Self.countMax) destinations, got \(members.count)")
        }
        return members.compactMap { member in
            guard findings.isName(member.key, at: member.keyPlace, "the destination's name"),
                var fields = Fields(member.value, of: "destination \(member.key)", in: findings)
            else { return nil }
            let setting = destination(member, &fields)
            fields.finish()
            return setting
        }
    }

    private func destination(_ member: YAMLNode.Member, _ fields: inout Fields) -> DestinationSetting? {
        let allowsUnencrypted = fields.bool("allow_http", default: false)
        let url = url(&fields, allowsUnencrypted)
        let secrets = secrets(&fields)
        let topics = TopicReader(findings: findings).topics("topics", from: &fields)
        let hosts = fields.texts("allow_hosts").map { host, place in
            let isHost =
                (1...253).contains(host.utf8.count)
                && host.utf8.allSatisfy { $0 > 32 && $0 < 127 && ![47, 64, 91, 93].contains($0) }
            if !isHost {
                findings.error(
                    at: place,
                    "`allow_hosts`: expected hosts like crm.internal without scheme and port, got \"\(shortened(host))\""
                )
            }
            return host.lowercased()
        }
        let timeout = fields.duration("timeout", in: 1...120, default: 15)
        let concurrency = fields.int("concurrency", in: 1...32, default: 4)
        let giveUp = fields.duration("give_up_after", in: 60...2_592_000, default: 259_200)
        guard let url else { return nil }
        if url.isLocal, hosts.isEmpty {
            fields.warning(
                at: "url",
                "`url`: \(shortened(url.host)) is this machine, where nothing is sent unless `allow_hosts` names it")
        }
        return DestinationSetting(
            name: member.key, url: url.text, secrets: secrets, topics: topics, allowedHosts: hosts,
            allowsUnencrypted: allowsUnencrypted, timeoutSeconds: timeout, concurrency: concurrency,
            giveUpSeconds: giveUp, place: member.keyPlace)
    }

    private struct Address {
        let text: String
        let host: String

        var isLocal: Bool { ["localhost", "127.0.0.1", "::1"].contains(host) }
    }

    private func url(_ fields: inout Fields, _ allowsUnencrypted: Bool) -> Address? {
        guard let text = fields.string("url") else { return nil }
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        let rest = text.dropFirst(scheme?.count ?? 0)
        let authority = rest.prefix { !["/", "?", "#"].contains($0) }
        let isPlain = text.utf8.count <= 2048 && text.utf8.allSatisfy { (33...126).contains($0) }
        guard let scheme, isPlain, !authority.isEmpty else {
            fields.error(
                at: "url",
                "`url`: expected an address like https://crm.example.com/hooks, percent-encoded, got \"\(shortened(text))\""
            )
            return nil
        }
        guard !authority.contains("@") else {
            fields.error(at: "url", "`url`: user and password do not stand in addresses; the signature says who sends")
            return nil
        }
        if scheme == "http://", !allowsUnencrypted {
            fields.error(
                at: "url",
                "`url`: anybody on the way can read what goes over http://; use https://, or write `allow_http: true`")
        }
        var host = authority.lowercased()
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            host = String(host[host.index(after: host.startIndex)..<end])
        } else if let colon = host.lastIndex(of: ":") {
            host = String(host[..<colon])
        }
        return Address(text: text, host: host)
    }

    private func secrets(_ fields: inout Fields) -> [SecretSource] {
        guard let node = fields.requiredNode("secrets") else { return [] }
        let reader = ChannelSettingsReader(findings: findings)
        let secrets = (node.elements ?? [node]).compactMap { reader.source(at: $0, "secrets") }
        if secrets.isEmpty, node.elements?.isEmpty == true {
            findings.error(
                at: node, "`secrets`: nothing is sent without a signature; `corong webhooks secret` makes one")
        }
        if secrets.count > 2 {
            findings.error(at: node, "`secrets`: at most two can be live, got \(secrets.count); remove the old ones")
        }
        if Set(secrets).count < secrets.count {
            findings.error(at: node, "`secrets`: the same secret stands here twice; keep one")
        }
        return secrets
    }
}

/// Reads what somebody wants to hear of.
struct TopicReader {
    /// Everything that the program tells of. Patterns that fit none of these are most likely misspelt.
    static let known = [
        "lead.accepted", "lead.assigned", "lead.disqualified", "lead.escalated", "lead.follow_up_breached", "lead.lost",
        "lead.marketing_qualified", "lead.opportunity", "lead.rejected", "lead.reopened", "lead.responded",
        "lead.response_breached", "lead.returned", "lead.sales_qualified", "lead.visited", "lead.withdrawn", "lead.won",
    ]

    let findings: Findings

    /// The topics of a field.
    func topics(_ name: String, from fields: inout Fields) -> [String] {
        fields.texts(name).map { topic, place in
            let stem = topic.hasSuffix("*") ? topic.dropLast() : topic[...]
            let isTopic = stem.utf8.allSatisfy { (97...122).contains($0) || $0 == 46 || $0 == 95 } && !topic.isEmpty
            if !isTopic || topic.utf8.count > 64 {
                findings.error(
                    at: place,
                    "`\(name)`: expected topics like lead.assigned, or lead.* for all that begin so, got \"\(shortened(topic))\""
                )
            } else if !Self.known.contains(where: { topic.hasSuffix("*") ? $0.hasPrefix(stem) : $0 == topic }) {
                let near = suggestion(for: topic, among: Self.known)
                findings.warning(at: place, "`\(name)`: nothing is ever told under `\(topic)`.\(near)")
            }
            return topic
        }
    }
}
