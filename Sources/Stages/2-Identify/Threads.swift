import Domain

/// Which conversation a mail belongs to, by its headers alone, and what is remembered of messages for that.
///
/// A mail joins the conversation of a message that it answers only when its sender takes part in that message. A number in a subject proves
/// nothing: anybody can write it.
struct Threads: Sendable {
    private let seed: SipHash.Key

    init(seed: SipHash.Key) { self.seed = seed }

    /// The mails among what a batch needs to know: itself, what it answers, and to whom our own mail went.
    func gather(_ event: Event, on channel: String, into needs: inout Needs) {
        switch event.kind {
        case .status, .bounce:
            if let digest = digest(ofTarget: event, on: channel) { needs.messages.append(digest) }
        case .echo:
            if let digest = digest(of: event, on: channel) { needs.messages.append(digest) }
            needs.identifiers += event.recipients
        default:
            guard event.thread != nil, let digest = digest(of: event, on: channel) else { break }
            needs.messages.append(digest)
        }
        guard let thread = event.thread else { return }
        for id in thread.references.prefix(Limits.referencesMax) { needs.messages.append(digest(ofMail: id)) }
        if event.kind == .echo { needs.identifiers += Threads.identifiers(of: thread) }
    }

    /// The contacts that our own mail may have gone to.
    static func identifiers(of thread: EventThread) -> [Identifier] {
        thread.recipients.prefix(Limits.participantsMax).map { Identifier(.email, $0) }
    }

    /// The hash under which the event's message is remembered; nil where the provider gave it no id. Ids of mails are the same on every channel.
    func digest(of event: Event, on channel: String) -> SipHash.Digest? {
        guard let id = event.messageID else { return nil }
        return event.thread == nil ? digest(of: id, in: channel) : digest(ofMail: id)
    }

    /// The hash of the message that the event reports on: the one it names, else its own id, by which chats report.
    func digest(ofTarget event: Event, on channel: String) -> SipHash.Digest? {
        guard let id = event.target ?? event.messageID else { return nil }
        return event.thread == nil ? digest(of: id, in: channel) : digest(ofMail: id)
    }

    /// The hash of a mail by its Message-ID without angle brackets.
    func digest(ofMail id: String) -> SipHash.Digest { digest(of: id, in: "") }

    /// The hash of a message by the provider's id, which is unique on its channel.
    func digest(of id: String, in place: String) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine("message")
        hash.combine(place)
        hash.combine(id)
        return hash.digest()
    }

    private func participant(_ address: String) -> UInt64 {
        var hash = SipHash(key: seed)
        hash.combine("participant")
        hash.combine(address)
        return hash.digest().low
    }

    /// The nearest message that the mail answers and in which its sender, or the contact, takes part.
    func answered(by arrival: Arrival, from contact: ContactID, _ work: borrowing Work) -> MessageRecord? {
        guard let thread = arrival.event.thread else { return nil }
        let sender = arrival.event.sender.email.map(participant)
        for id in thread.references.prefix(Limits.referencesMax) {
            guard let message = work.message(digest(ofMail: id)), let owner = message.contact else { continue }
            // Who takes part in a message that never came in is only what somebody else claims.
            let isKnown = message.origin == .customer || message.origin == .ours
            if owner == contact || isKnown && sender.map({ message.participants.contains($0) }) == true {
                return message
            }
        }
        return nil
    }

    /// Remembers a mail as part of a conversation, with what it answers: the same person may answer that again.
    func remember(_ arrival: Arrival, as origin: MessageRecord.Origin, in contact: ContactID?, _ work: inout Work) {
        guard let thread = arrival.event.thread else { return }
        let participants = participants(of: arrival.event, thread)
        if let digest = digest(of: arrival.event, on: arrival.channel) {
            let known = work.message(digest)
            if known.map({ $0.origin == .mentioned || $0.origin == .reported }) ?? true {
                work.put(
                    MessageRecord(
                        digest: digest, channel: arrival.channel, origin: origin, event: arrival.id, contact: contact,
                        participants: participants, status: known?.status, statusAt: known?.statusAt))
            }
        }
        guard contact != nil else { return }
        for id in thread.references.prefix(Limits.referencesMax) {
            let digest = digest(ofMail: id)
            guard work.message(digest) == nil else { continue }
            work.put(
                MessageRecord(
                    digest: digest, channel: arrival.channel, origin: .mentioned, event: arrival.id, contact: contact))
        }
    }

    private func participants(of event: Event, _ thread: EventThread) -> [UInt64] {
        var addresses = thread.recipients.prefix(Limits.participantsMax - 1)
        if let sender = event.sender.email { addresses.append(sender) }
        return Set(addresses.map(participant)).sorted()
    }
}
