import Domain

/// Reads how one rep is told of things.
struct NotifyAddressReader {
    let findings: Findings

    /// The addresses of a rep, each way once.
    func addresses(from rep: inout Fields) -> [NotifyAddress] {
        rep.members("notify").compactMap { member in
            guard let way = NotifyWay(rawValue: member.key) else {
                let all = NotifyWay.allCases.map(\.rawValue)
                findings.error(
                    at: member.keyPlace,
                    "`notify`: expected one of \(all.joined(separator: ", ")), got \"\(shortened(member.key))\"."
                        + suggestion(for: member.key, among: all))
                return nil
            }
            guard let text = member.value.text, !member.value.isNull else {
                findings.error(at: member.value, "`\(way.rawValue)`: expected a text, got \(member.value.summary)")
                return nil
            }
            if let expected = Self.expected(way, text) {
                findings.error(
                    at: member.value, "`\(way.rawValue)`: expected \(expected), got \"\(shortened(text))\"")
            }
            return NotifyAddress(way, text)
        }
    }

    /// What is expected instead; nil where the text will do.
    private static func expected(_ way: NotifyWay, _ text: String) -> String? {
        let isPrintable = (1...300).contains(text.utf8.count) && text.utf8.allSatisfy { (33...126).contains($0) }
        let digits = text.utf8.filter { (48...57).contains($0) }.count
        switch way {
        case .telegram: return isPrintable ? nil : "the number of a chat, which the bot shows"
        case .whatsapp:
            return text.hasPrefix("+") && digits >= 8
                ? nil : "a phone number with its country like \"+62 812 3456 789\""
        case .slack:
            return isPrintable && (!text.contains("/") || text.hasPrefix("https://"))
                ? nil : "the id of a channel like C0123, or the address of an incoming webhook"
        case .email:
            return isPrintable && text.utf8.split(separator: 64, omittingEmptySubsequences: false).count == 2
                && text.first != "@" && text.last != "@" ? nil : "a mail address"
        case .webhook: return text.isName ? nil : "the name of one of the `destinations`"
        }
    }
}

/// What the outbox needs of a configuration as a whole.
struct OutboxSettings {
    let destinations: [DestinationSetting]
    let notify: NotifySetting
    let mail: MailSetting?
    let reps: [Rep]

    /// Who wants to hear of what.
    var subscriptions: [Subscription] {
        let systems = destinations.filter { !$0.topics.isEmpty }.map {
            Subscription(destination: "webhook/\($0.name)", topics: $0.topics)
        }
        let people = reps.flatMap { rep in
            rep.notify.map {
                Subscription(destination: "rep/\(rep.id)/\($0.way.rawValue)", topics: notify.topics, rep: rep.id)
            }
        }
        return systems + people
    }

    /// Notes what reps should be told by and nothing is set up for.
    func check(_ findings: Findings, at place: YAMLNode.Place) {
        let missing: [(NotifyWay, Bool, String)] = [
            (.telegram, notify.telegram == nil, "`notify.telegram` with the token of a bot"),
            (.whatsapp, notify.whatsapp == nil, "`notify.whatsapp` with a token and a template"),
            (.email, mail == nil, "`mail`"),
        ]
        for (way, isMissing, part) in missing where isMissing {
            let told = reps.filter { $0.notify.contains { $0.way == way } }.map(\.id)
            guard let first = told.first else { continue }
            let who = told.count == 1 ? "rep `\(first)` is" : "\(told.count) reps, `\(first)` among them, are"
            findings.warning(
                at: place, "\(who) to be told by \(way.rawValue), which needs \(part); it waits until then")
        }
        if notify.slack == nil,
            let rep = reps.first(where: { $0.notify.contains { $0.way == .slack && !$0.address.hasPrefix("https://") } }
            )
        {
            findings.warning(
                at: place,
                "rep `\(rep.id)` is to be told in a Slack channel, which needs `notify.slack` with the token of a bot")
        }
        let names = destinations.map(\.name)
        for rep in reps {
            for target in rep.notify where target.way == .webhook && !names.contains(target.address) {
                findings.error(
                    at: place,
                    "rep `\(rep.id)`: no destination is called `\(shortened(target.address))`."
                        + suggestion(for: target.address, among: names))
            }
        }
    }
}
