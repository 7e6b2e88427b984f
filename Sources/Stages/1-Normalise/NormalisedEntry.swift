public import Channels
public import Domain

/// An entry, ready to be folded: what normalising made of it.
public enum NormalisedEntry: Sendable {
    /// A delivery whose events are known.
    case delivery(NormalisedDelivery)
    /// A delivery that could not be read.
    case deadLetter(DeadLetter)
    /// An operator's wish to run dead letters again: what they are under the rules of now.
    case rerun(position: Position, at: Timestamp, [NormalisedEntry])
    /// A new configuration.
    case configuration(ConfigurationRecord)
    /// An entry that changes nothing, such as an action that no rule knows; it still moves the position.
    case nothing(position: Position)
}

/// The events of one delivery.
public struct NormalisedDelivery: Sendable {
    /// The delivery's entry.
    public var position: Position
    /// Where it came in.
    public var channel: String
    /// When it was received.
    public var receivedAt: Timestamp
    /// In the order of the delivery.
    public var events: [Event]
    /// The keyed hash of each event's key.
    public var digests: [SipHash.Digest]
    /// Items that the channel file leaves out, each with its reason.
    public var ignored: [Normalised.Ignored]
    /// Items that the delivery held.
    public var itemCount: Int
}
