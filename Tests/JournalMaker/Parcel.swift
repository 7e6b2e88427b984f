import Domain

/// What a contact goes by, each as one number; 0 for nothing.
struct Handles: Sendable {
    /// The account of the channel: user id, Telegram id, user of the chat widget.
    var account: UInt64 = 0
    var phone: UInt64 = 0
    var mail: UInt64 = 0

    static func account(_ channel: JournalChannel, _ number: UInt64) -> UInt64 {
        UInt64(channel.rawValue + 1) << 56 | number
    }
    static func phone(_ digits: UInt64) -> UInt64 { 7 << 56 | digits }
    static func mail(_ address: String) -> UInt64 {
        var hash = SipHash(key: SipHash.Key(low: 0, high: 0))
        hash.combine(address)
        return 8 << 56 | hash.digest().low & 0xff_ffff_ffff_ffff
    }
}

/// A statement of a delivery, as the generator means it: what follows from it is only believed.
struct Mark: Sendable {
    var person: Int
    var handles: Handles
    var intents: Intents
    /// Which event of the delivery it is.
    var item: Int
}

/// A delivery that is ready to be given in.
struct Parcel: Sendable {
    var channel: JournalChannel
    var headers: String
    var body: [UInt8]
    /// Its statements; empty for what says nothing new.
    var marks: [Mark] = []
    /// Whether it is caught as a robot's.
    var isTrapped = false

    init(_ channel: JournalChannel, _ body: [UInt8], marks: [Mark] = []) {
        self.channel = channel
        self.body = body
        self.marks = marks
        headers = channel.headers
    }

    func draft(at time: Timestamp) -> EntryDraft {
        EntryDraft(kind: .delivery, receivedAt: time, channel: channel.id, headers: headers, body: body)
    }
}
