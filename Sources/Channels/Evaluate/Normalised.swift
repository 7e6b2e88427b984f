public import Domain

/// A delivery as the normaliser takes it.
public struct DeliveryInput: Sendable {
    /// The channel's id.
    public var channel: String
    /// Kept headers in the form of ``HeaderText``.
    public var headers: String
    /// Path and query of the request; may be empty.
    public var target: String
    /// The exact bytes.
    public var body: [UInt8]
    /// When it was accepted.
    public var receivedAt: Timestamp

    /// A delivery from its parts.
    public init(channel: String, headers: String, target: String = "", body: [UInt8], receivedAt: Timestamp) {
        self.channel = channel
        self.headers = headers
        self.target = target
        self.body = body
        self.receivedAt = receivedAt
    }
}

/// What a workspace adds to the meaning of a delivery.
public struct NormaliseContext: Sendable, Hashable {
    /// The region of telephone numbers without a country code, for example `ID`.
    public var region: String
    /// Mail addresses that are our own.
    public var ownAddresses: [String]

    /// A context from its parts.
    public init(region: String, ownAddresses: [String]) {
        self.region = region
        self.ownAddresses = ownAddresses
    }
}

/// How much of an event is wanted.
public enum EventDetail: Sendable, Hashable {
    /// What the fold works with; ``Event/details`` stays empty.
    case fold
    /// Everything that the channel maps.
    case full
}

/// What became of a delivery. Every item is either an event or ignored, so the sum of both is ``itemCount``.
public struct Normalised: Sendable, Equatable {
    /// In the order of the channel's tree, which for one level is the order of the body.
    public var events: [Event] = []
    /// What the channel leaves out on purpose.
    public var ignored: [Ignored] = []

    /// Nothing yet.
    public init() {}

    /// How many items the delivery held.
    public var itemCount: Int { events.count + ignored.count }

    /// An item that the channel leaves out on purpose.
    public struct Ignored: Sendable, Hashable {
        /// Number among all items of the delivery, from 0.
        public var item: Int
        /// The channel's reason.
        public var reason: String

        /// An item with its reason.
        public init(item: Int, reason: String) {
            self.item = item
            self.reason = reason
        }
    }
}
