/// What makes an event the same event when it is delivered again.
struct EventKeyRule: Sendable {
    var parts: [Part]
    /// How long a repetition counts as the same event; nil: for ever.
    var windowSeconds: Int64?

    enum Part: Sendable {
        /// Absent: the whole key becomes the digest of the item.
        case text(TextExpression)
        /// SHA-256 over texts; absent ones count as absent.
        case digest([TextExpression])
        /// SHA-256 over the item as it was sent.
        case itemDigest
        /// SHA-256 over what a person would call the same event: its texts and answers.
        case eventDigest
    }

    /// For items that no case describes.
    static let item = EventKeyRule(parts: [.itemDigest], windowSeconds: nil)
}
