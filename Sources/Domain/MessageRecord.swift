/// What is known of one message of a provider: who sent it, to whose conversation it belongs, how far it came.
///
/// Kept for what others point at: our own messages (statuses name them) and mails (answers name them).
public struct MessageRecord: Sendable, Hashable {
    /// Keyed hash of where the id is unique and the id itself.
    public var digest: SipHash.Digest
    /// Where it was first seen.
    public var channel: String
    /// How it came to be known.
    public var origin: Origin
    /// The event that first showed it.
    public var event: EventID
    /// Whose conversation it belongs to; nil where that is not known.
    public var contact: ContactID?
    /// Keyed hashes of the addresses that take part, in order, without repeats; at most ``Limits/participantsMax``.
    public var participants: [UInt64]
    /// The furthest that the provider reported; nil before any report.
    public var status: DeliveryStatus?
    /// When it came that far: the earliest report of it.
    public var statusAt: Timestamp?

    /// A record from its parts.
    public init(
        digest: SipHash.Digest, channel: String, origin: Origin, event: EventID, contact: ContactID? = nil,
        participants: [UInt64] = [], status: DeliveryStatus? = nil, statusAt: Timestamp? = nil
    ) {
        self.digest = digest
        self.channel = channel
        self.origin = origin
        self.event = event
        self.contact = contact
        self.participants = participants
        self.status = status
        self.statusAt = statusAt
    }

    /// How a message came to be known.
    public enum Origin: Int64, Sendable, Hashable, CaseIterable {
        /// A customer wrote it.
        case customer = 1
        /// We wrote it.
        case ours = 2
        /// A mail named it as what it answers; itself it was never received.
        case mentioned = 3
        /// Only a status told of it: the message itself is missing. A gap.
        case reported = 4
    }

    /// Takes in what a provider reports; the order of reports does not matter.
    public mutating func join(_ status: DeliveryStatus, at: Timestamp) {
        guard let known = self.status, let knownAt = statusAt else {
            self.status = status
            statusAt = at
            return
        }
        if status > known {
            self.status = status
            statusAt = at
        } else if status == known {
            statusAt = min(knownAt, at)
        }
    }
}

/// How far one of our messages came. Ranked: of two reports the higher one holds, whichever came first.
public enum DeliveryStatus: Int64, Sendable, Hashable, CaseIterable, Comparable {
    /// The provider has it.
    case pending = 1
    /// It left the provider.
    case sent = 2
    /// It cannot be delivered. Below `delivered`, because a phone that got it did get it.
    case failed = 3
    case delivered = 4
    case read = 5
    /// A voice message was listened to.
    case played = 6

    /// The status for a provider's word; a word that none of the providers documents counts as ``pending``: the message exists.
    public init(word: String) {
        self =
            switch word {
            case "sent": .sent
            case "delivered", "delivery": .delivered
            case "read", "seen", "open", "opened", "click", "clicked": .read
            case "played": .played
            case "failed", "undelivered", "rejected", "bounced", "bounce", "dropped", "expired", "error": .failed
            default: .pending
            }
    }

    /// By rank.
    public static func < (left: DeliveryStatus, right: DeliveryStatus) -> Bool { left.rawValue < right.rawValue }

    /// The word for it: `delivered`.
    public var word: String { "\(self)" }
}

/// Why a statement belongs to the conversation it is in.
public enum ThreadEvidence: Int64, Sendable, Hashable, CaseIterable {
    /// It opened the conversation.
    case opening = 1
    /// The sender has written on this channel before.
    case sender = 2
    /// The provider's own conversation id is the one of the conversation.
    case chat = 3
    /// It answers a message of the conversation (In-Reply-To, References), in which the sender takes part.
    case reference = 4

    /// The word for it: `reference`.
    public var word: String { "\(self)" }
}

/// The link of a statement to its conversation.
public struct ThreadLink: Sendable, Hashable {
    /// Whose conversation it is: the sender's own, or that of somebody whose mail was answered.
    public var conversation: ContactID
    /// Why.
    public var evidence: ThreadEvidence
    /// The event that the evidence points at; nil where it is the sender alone.
    public var event: EventID?

    /// A link from its parts.
    public init(conversation: ContactID, evidence: ThreadEvidence, event: EventID? = nil) {
        self.conversation = conversation
        self.evidence = evidence
        self.event = event
    }
}
