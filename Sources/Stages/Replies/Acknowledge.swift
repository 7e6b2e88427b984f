import Channels
import Domain

/// Tells customers by itself that their message is there, while nobody is.
///
/// Once for a conversation and a period in which nobody is there, and a contact never gets more than a few on one day: two machines that answer
/// each other come to an end there, whatever they say about themselves.
struct Acknowledge: Sendable {
    /// How long after it was written a message is still acknowledged: what is read late, run again or released is old.
    private static let lateSeconds: Int64 = 3600
    /// How long one word holds while somebody is there.
    private static let daySeconds: Int64 = 86_400

    private let rules: AcknowledgeRules
    private let replying: Replying
    private let words: WordMatcher

    /// nil where nobody is told anything.
    init?(_ rules: AcknowledgeRules?, _ replying: Replying) {
        guard let rules else { return nil }
        self.rules = rules
        self.replying = replying
        words = WordMatcher(lists: [], lexicon: rules.lexicon)
    }

    /// Acknowledges a statement that has just been counted. Machine mail, newsletters, echoes and what is held back never come here.
    func callAsFunction(_ statement: Attributed, _ work: inout Work) {
        let now = statement.recordedAt
        guard statement.event.kind == .message, rules.channels.isEmpty || rules.channels.contains(statement.channel),
            now <= statement.at.adding(seconds: Self.lateSeconds), let owner = work.lead(statement.lead)?.contact,
            // Whoever answers in somebody else's conversation is not the one it is addressed to.
            owner == statement.contact,
            var conversation = work.conversation(.init(contact: owner, channel: statement.channel)),
            isDue(conversation, at: now), hasRoom(owner, at: now, work)
        else { return }
        let text = rules.text(in: TextReading(statement.event, words: words).language)
        // because: a channel that cannot answer is no failure of the customer's message
        guard let messages = try? replying.messages(text, nil, to: conversation, at: now) else { return }
        replying.send(
            messages, CustomerMessage.Topic.acknowledgement, of: statement.lead, by: statement.id, at: now, &work)
        let day = rules.calendar.zone.day(of: now)
        let isSameDay = conversation.acknowledgedAt.map { rules.calendar.zone.day(of: $0) == day } ?? false
        conversation.acknowledgements = isSameDay ? conversation.acknowledgements + 1 : 1
        conversation.acknowledgedAt = now
        work.put(conversation)
    }

    /// Whether nobody is there, and neither has the customer been told so nor has anybody spoken since.
    private func isDue(_ conversation: Conversation, at now: Timestamp) -> Bool {
        let spoken = [conversation.acknowledgedAt, conversation.lastOursAt].compactMap { $0 }.max()
        if let period = rules.calendar.closedPeriod(at: now) {
            return spoken.map { $0 < period.lowerBound } ?? true
        }
        return rules.isAlways && (spoken.map { $0.adding(seconds: Self.daySeconds) <= now } ?? true)
    }

    /// Whether the person, on whatever channels, may get another one today.
    private func hasRoom(_ contact: ContactID, at now: Timestamp, _ work: Work) -> Bool {
        let zone = rules.calendar.zone
        let today = zone.day(of: now)
        let sent = work.conversations(of: work.members(of: contact)).reduce(Int64(0)) { sum, conversation in
            guard let at = conversation.acknowledgedAt, zone.day(of: at) == today else { return sum }
            return sum + conversation.acknowledgements
        }
        return sent < rules.perContactPerDay
    }
}
