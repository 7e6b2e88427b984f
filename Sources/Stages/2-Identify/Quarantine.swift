import Domain

/// Whether a statement is held back as spam, and why.
///
/// Everything depends on the entries and their order alone: what is counted is counted here, in the windows of the state. Who has written
/// before is only held back for writing too much; what a provider vouches for, only where the rules say so.
struct Quarantine: Sendable {
    private let rules: QuarantineRules
    private let links: LinkReader
    private let throwaways: ThrowawayMail
    private let keys: WindowKeys
    /// So many held back on one form, within the time of the form's rate, are an attack.
    private static let attackMin: Int64 = 10

    /// Detectors under the rules of a configuration.
    ///
    /// - Parameters:
    ///   - rules: Limits and reaches.
    ///   - own: Mail addresses of the business, whose domains are its own website, too.
    ///   - seed: The key of the windows' hashes.
    init(_ rules: QuarantineRules, own: [String], seed: SipHash.Key) {
        self.rules = rules
        links = LinkReader(known: rules.knownLinks + own.compactMap { $0.split(separator: "@").last.map(String.init) })
        throwaways = ThrowawayMail(
            domains: rules.disposableMail ? rules.disposableDomains : [], but: rules.allowedMailDomains)
        keys = WindowKeys(seed: seed)
    }

    /// The windows that a statement may count in.
    func gather(_ event: Event, into needs: inout Needs) {
        guard event.kind.isCustomerStatement else { return }
        if needs.windows.isEmpty { needs.windows.append(keys.sweep) }
        if rules.senderRate != nil, let sender = event.sender.identifiers.first {
            needs.windows.append(keys.sender(sender))
        }
        guard let doubt = Doubt(event.sender.identifiers.first) else { return }
        if let form = form(of: event, doubt) { needs.windows += [form, keys.caught(on: form)] }
        if let text = text(of: event, doubt) { needs.windows.append(text) }
    }

    /// Why the statement is held back; nil where it counts. Counts it in its windows in either case.
    func reason(for arrival: Arrival, _ work: inout Work) -> String? {
        sweep(at: arrival.receivedAt, &work)
        let event = arrival.event
        if let reason = haste(arrival, &work) { return reason }
        guard let doubt = Doubt(event.sender.identifiers.first),
            work.contact(forFirstOf: event.sender.identifiers) == nil,
            !event.sender.identifiers.contains(where: { work.window(keys.sender($0))?.isReleased == true })
        else { return nil }
        let form = form(of: event, doubt)
        let reason =
            nothingButLinks(event, doubt) ?? throwaway(event, doubt, form, at: arrival.receivedAt, work)
            ?? repetition(event, doubt, at: arrival.receivedAt, &work)
        guard let form, let rate = rules.formRate?.widened(for: event) else { return reason }
        if reason != nil { work.countUp(keys.caught(on: form), at: arrival.receivedAt, rate) }
        return reason ?? rush(on: form, at: arrival.receivedAt, rate, &work)
    }

    /// Remembers that somebody looked at the sender's statement and found it real.
    func welcome(_ sender: Event.Sender, _ work: inout Work) {
        for identifier in sender.identifiers { work.put(SourceWindow.released(keys.sender(identifier))) }
    }
}

// MARK: Detectors

extension Quarantine {
    /// Too many statements of one sender. A first one counts nothing: it says nothing about haste, and most senders write but once.
    private func haste(_ arrival: Arrival, _ work: inout Work) -> String? {
        guard let rate = rules.senderRate, let sender = arrival.event.sender.identifiers.first else { return nil }
        let key = keys.sender(sender)
        let known = work.window(key)
        if known?.isReleased == true { return nil }
        // The time of a mail is its sender's, so that it says nothing about how long ago the last one came.
        if known.map({ $0.until <= arrival.receivedAt }) ?? true, arrival.event.thread == nil {
            guard let contact = work.contact(forFirstOf: [sender]),
                let last = work.conversation(.init(contact: contact, channel: arrival.channel))?.lastAt,
                last.adding(seconds: rate.withinSeconds) > arrival.receivedAt
            else { return nil }
            // This one and the one before.
            work.countUp(key, at: arrival.receivedAt, rate)
        }
        guard work.countUp(key, at: arrival.receivedAt, rate) > rate.most else { return nil }
        return "more than \(rate.most) statements of this sender within \(rate.time)"
    }

    private func nothingButLinks(_ event: Event, _ doubt: Doubt) -> String? {
        guard doubt.isWithin(rules.linkOnly), event.answers.isEmpty, let text = event.text,
            !links.saysSomething(event.subject), links.isOnlyLinks(text, at: event.account)
        else { return nil }
        return "nothing but links, from somebody who never wrote before"
    }

    /// A throw-away address alone. Where a telephone number stands beside it, somebody can be called, so that a second doubt is needed.
    private func throwaway(
        _ event: Event, _ doubt: Doubt, _ form: SipHash.Digest?, at: Timestamp, _ work: borrowing Work
    ) -> String? {
        guard doubt == .stated, let domain = throwaways.domain(of: event.sender) else { return nil }
        let reason = "a throw-away mail address (\(domain.cut(toBytes: 60)))"
        guard event.sender.identifiers.contains(where: { $0.kind != .email }) else { return reason }
        if let text = event.text, links.hasLink(text, at: event.account) { return reason + " and a link" }
        if let text = self.text(of: event, doubt), work.count(in: text, at: at) > 1 {
            return reason + " and a text that others sent, too"
        }
        guard let form else { return nil }
        if work.count(in: form, at: at) >= rules.busyForm { return reason + " in a rush of new senders" }
        if work.count(in: keys.caught(on: form), at: at) >= Self.attackMin { return reason + " among much spam" }
        return nil
    }

    private func repetition(_ event: Event, _ doubt: Doubt, at: Timestamp, _ work: inout Work) -> String? {
        guard let key = text(of: event, doubt) else { return nil }
        let hasLink = links.hasLink(event.text ?? "", at: event.account)
        guard let rate = (hasLink ? rules.repeatedWithLink : rules.repeatedPlain)?.widened(for: event),
            work.countUp(key, at: at, rate) > rate.most
        else { return nil }
        // Until nobody has sent it for so long: who sends a text for days begins anew each time otherwise.
        work.prolong(key, at: at, rate)
        return
            "the same text\(hasLink ? " with a link" : "") from more than \(rate.most) new senders within \(rate.time)"
    }

    private func rush(
        on form: SipHash.Digest, at: Timestamp, _ rate: QuarantineRules.Rate, _ work: inout Work
    ) -> String? {
        guard work.countUp(form, at: at, rate) > rate.most else { return nil }
        return "more than \(rate.most) new senders of this form within \(rate.time)"
    }
}

// MARK: What is counted

extension Quarantine {
    /// The window of an account's forms; nil for what is no form of somebody who only states a name.
    private func form(of event: Event, _ doubt: Doubt) -> SipHash.Digest? {
        guard rules.formRate != nil, doubt == .stated, event.kind == .leadForm else { return nil }
        return keys.form(of: event)
    }

    /// The window of a text; nil for one that is too short to be anybody's in particular.
    private func text(of event: Event, _ doubt: Doubt) -> SipHash.Digest? {
        guard doubt.isWithin(rules.repeatedText), let text = event.text, text.utf8.count >= rules.repeatedBytesMin
        else { return nil }
        var folding = TextFolding()
        folding.append(text, bytesMax: Limits.matchedTextBytesMax)
        guard folding.bytes.count >= rules.repeatedBytesMin else { return nil }
        return keys.text(folding.bytes)
    }

    /// Takes out what is over, once a day.
    private func sweep(at: Timestamp, _ work: inout Work) {
        if let last = work.window(keys.sweep), at < last.until { return }
        work.sweep(at)
        work.put(SourceWindow(digest: keys.sweep, until: at.adding(seconds: 86_400), count: 1))
    }
}

/// How a sender goes by what is said of him.
private enum Doubt {
    /// By nothing but what he states.
    case stated
    /// By an account that a provider gave him.
    case vouched

    /// nil for nobody.
    init?(_ strongest: Identifier?) {
        guard let strongest else { return nil }
        self = strongest.kind.isAccount ? .vouched : .stated
    }

    func isWithin(_ reach: QuarantineRules.Reach) -> Bool {
        switch reach {
        case .off: false
        case .stated: self == .stated
        case .everybody: true
        }
    }
}

extension QuarantineRules.Rate {
    /// The same with more room for what an advertisement led to.
    fileprivate func widened(for event: Event) -> QuarantineRules.Rate {
        guard event.touch.isAdvertised else { return self }
        return QuarantineRules.Rate(most: most * QuarantineRules.advertisedFactor, withinSeconds: withinSeconds)
    }

    fileprivate var time: String {
        withinSeconds % 3600 == 0
            ? "\(withinSeconds / 3600) h" : withinSeconds % 60 == 0 ? "\(withinSeconds / 60) min" : "\(withinSeconds) s"
    }
}

extension Touch {
    private static let advertising: Set<TouchField> = [
        .ctwaClid, .gclid, .gbraid, .wbraid, .fbclid, .ttclid, .msclkid, .adID, .adsetID, .adgroupID, .creativeID,
        .campaignID, .utmCampaign,
    ]

    /// Whether an advertisement or a campaign led here.
    fileprivate var isAdvertised: Bool { values.contains { Touch.advertising.contains($0.field) } }
}
