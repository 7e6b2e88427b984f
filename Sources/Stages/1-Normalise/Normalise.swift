public import Channels
public import Domain
import Settings

/// Stage 1: what a delivery says, in our words.
///
/// One for each thread, because the engine keeps its parser's memory. The result depends on the entry and the rules alone.
public final class Normalise {
    private let engine: ChannelEngine

    /// A normaliser with its own engine.
    public init() { engine = ChannelEngine() }

    /// The events of a delivery, or the dead letter that it becomes; never fails, because the fold never stops for bad input.
    public func callAsFunction(_ entry: Entry, by rules: RulesInForce) -> NormalisedEntry {
        let draft = entry.draft
        let mailbox = MailboxRecord(headers: draft.headers)
        let answer = FetchAnswer(headers: draft.headers)
        guard let channel = rules.channels[draft.channel] else {
            if let answer { return unanswered(entry, answer, "Channel \(draft.channel) was off") }
            return .deadLetter(
                letter(
                    entry, problem: "No channel \(draft.channel) in the configuration of that time",
                    advice: "Switch the channel on, then run the delivery again"), mailbox)
        }
        do throws(NormaliseError) {
            let normalised =
                if let answer, !answer.problem.isEmpty { Normalised() } else {
                    try events(of: entry, channel: channel, rules: rules, detail: .fold)
                }
            return .delivery(
                NormalisedDelivery(
                    position: entry.position, channel: draft.channel, receivedAt: draft.receivedAt,
                    events: normalised.events,
                    digests: normalised.events.map { Identify.digest(of: $0.key, seed: rules.seed) },
                    ignored: normalised.ignored, itemCount: normalised.itemCount, mailbox: mailbox, answer: answer))
        } catch {
            // An answer that cannot be read is no answer: the question stays open, and it is asked again.
            if let answer { return unanswered(entry, answer, error.problem) }
            return .deadLetter(
                letter(entry, problem: unreadable(entry) ?? error.problem, advice: error.advice), mailbox)
        }
    }

    /// The full events of a delivery, for views.
    public func fullEvents(of entry: Entry, by rules: RulesInForce) throws(NormaliseError) -> [Event] {
        guard let channel = rules.channels[entry.draft.channel] else { return [] }
        return try events(of: entry, channel: channel, rules: rules, detail: .full).events
    }

    private func events(
        of entry: Entry, channel: CompiledChannel, rules: RulesInForce, detail: EventDetail
    ) throws(NormaliseError) -> Normalised {
        let draft = entry.draft
        let input = DeliveryInput(
            channel: draft.channel, headers: draft.headers,
            target: HeaderText.value(of: ":target", in: draft.headers) ?? "", body: draft.body,
            receivedAt: draft.receivedAt)
        return try engine.normalise(input, by: channel, context: rules.context, detail: detail)
    }

    /// An answer that is none: the question stays open.
    private func unanswered(_ entry: Entry, _ answer: FetchAnswer, _ problem: String) -> NormalisedEntry {
        let answer = FetchAnswer(
            asked: answer.asked, problem: answer.problem.isEmpty ? problem : answer.problem, isLast: answer.isLast)
        return .delivery(
            NormalisedDelivery(
                position: entry.position, channel: entry.draft.channel, receivedAt: entry.draft.receivedAt, events: [],
                digests: [], ignored: [], itemCount: 0, answer: answer))
    }

    /// What the mailbox's reader noted where the server would not give a mail away.
    private func unreadable(_ entry: Entry) -> String? {
        guard entry.draft.body.isEmpty else { return nil }
        return HeaderText.value(of: MailboxHeader.unreadable, in: entry.draft.headers)
            .map { "The mail server lists the mail but does not give it away: \($0)" }
    }

    private func letter(_ entry: Entry, problem: String, advice: String) -> DeadLetter {
        DeadLetter(
            position: entry.position, channel: entry.draft.channel, receivedAt: entry.draft.receivedAt,
            problem: problem,
            advice: advice, attempts: 0, resolvedBy: nil)
    }
}
