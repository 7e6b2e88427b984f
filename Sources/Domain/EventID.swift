/// One item of one entry: where an event stands in the history. Contacts and leads bear the id of the event that made them.
///
/// Text form: `41` for the first item of entry 41, `41.2` for its third.
public struct EventID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Position and item in one number; the order of history is the order of these numbers.
    public let code: Int64

    /// Items that an entry can have.
    public static let itemsPerEntry = 4096

    /// The event whose packed number is `code`.
    public init(code: Int64) { self.code = code }

    /// Item `item` (from 0) of the entry at `position`.
    ///
    /// - Precondition: `item` lies in 0...4095; ``Limits/itemsPerDeliveryMax`` keeps input below that.
    public init(position: Position, item: Int) {
        precondition(item >= 0 && item < 4096, "an entry has at most 4096 items")
        code = position << 12 | Int64(item)
    }

    /// Reads `41` or `41.2`, with or without a leading letter (`L41.2`); nil for anything else.
    public init?(_ text: some StringProtocol) {
        let digits = text.first?.isLetter == true ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let position = Int64(parts[0]), position > 0, position < 1 << 50 else {
            return nil
        }
        guard parts.count == 2 else {
            self.init(position: position, item: 0)
            return
        }
        guard let item = Int(parts[1]), (0..<4096).contains(item) else { return nil }
        self.init(position: position, item: item)
    }

    /// The entry.
    public var position: Position { code >> 12 }
    /// The item of the entry, from 0.
    public var item: Int { Int(code & 4095) }

    /// Hashes as the number it is, in one step: ids are looked up several times for each message, and building a hasher costs more than the rest.
    public func _rawHashValue(seed: Int) -> Int { code._rawHashValue(seed: seed) }

    /// Earlier in the history.
    public static func < (left: EventID, right: EventID) -> Bool { left.code < right.code }

    /// `41`, or `41.2` for an item that is not the first.
    public var description: String { item == 0 ? String(position) : "\(position).\(item)" }
}

/// A person's id: that of the event that first showed the person.
public typealias ContactID = EventID
/// A lead's id: that of the event that opened it.
public typealias LeadID = EventID
