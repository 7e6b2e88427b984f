/// Who wants to hear of what.
public struct Subscription: Sendable, Hashable {
    /// Where it goes: `webhook/crm`, `rep/ani/telegram`.
    public var destination: String
    /// Topics, with `*` for any rest: `lead.*`.
    public var topics: [String]
    /// Only what concerns this rep; nil: everything.
    public var rep: RepID?

    /// A subscription from its parts.
    public init(destination: String, topics: [String], rep: RepID? = nil) {
        self.destination = destination
        self.topics = topics
        self.rep = rep
    }

    /// Whether a topic that concerns a rep is among them.
    public func wants(_ topic: String, rep: RepID?) -> Bool {
        if let own = self.rep, own != rep { return false }
        return topics.contains { pattern in
            pattern.last == "*" ? topic.hasPrefix(pattern.dropLast()) : pattern == topic
        }
    }
}
