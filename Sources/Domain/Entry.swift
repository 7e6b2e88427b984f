/// The number of an entry in its ledger: 1, 2, 3 … without gaps. 0 stands before the first.
public typealias Position = Int64

/// What an entry of the ledger records.
public enum EntryKind: String, Sendable, Hashable, CaseIterable {
    /// An accepted request or mail, byte for byte.
    case delivery
    /// What a rep or an operator did.
    case action
    /// The whole configuration in force from here on.
    case config
    /// That time has passed: what was due by then happens.
    case tick

    /// The number under which storage keeps the kind; never reused.
    public var code: Int64 {
        switch self {
        case .delivery: 1
        case .action: 2
        case .config: 4
        case .tick: 5
        }
    }

    /// The kind with that number; nil for numbers of newer versions.
    public init?(code: Int64) {
        guard let kind = EntryKind.allCases.first(where: { $0.code == code }) else { return nil }
        self = kind
    }
}

/// An entry that is not in the ledger yet.
public struct EntryDraft: Sendable, Hashable {
    /// What it records.
    public var kind: EntryKind
    /// When it was accepted: the time that the fold sees.
    public var receivedAt: Timestamp
    /// The channel of a delivery, the name of an action, empty for a configuration and a tick.
    public var channel: String
    /// The headers that matter, one a line, `name: value\n` with lower-case names; see ``HeaderText``.
    public var headers: String
    /// The exact bytes.
    public var body: [UInt8]

    /// A draft from its parts.
    public init(kind: EntryKind, receivedAt: Timestamp, channel: String, headers: String, body: [UInt8]) {
        self.kind = kind
        self.receivedAt = receivedAt
        self.channel = channel
        self.headers = headers
        self.body = body
    }
}

/// One record of the ledger.
public struct Entry: Sendable, Hashable {
    /// Its number.
    public var position: Position
    /// What was appended.
    public var draft: EntryDraft

    /// A draft that has got its number.
    public init(position: Position, draft: EntryDraft) {
        self.position = position
        self.draft = draft
    }
}

/// Headers as one text: how entries keep them and channels read them.
public enum HeaderText {
    /// The value of the first header with that lower-case name; nil where it is absent. Cost: one scan over bytes, because it is asked for
    /// each delivery.
    public static func value(of name: String, in headers: String) -> String? {
        var headers = headers
        var name = name
        return headers.withUTF8 { bytes in
            name.withUTF8 { name in
                var start = 0
                while start < bytes.count {
                    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                    if let value = value(of: name, inLine: bytes[start..<end]) {
                        return String(decoding: value, as: UTF8.self)
                    }
                    start = end + 1
                }
                return nil
            }
        }
    }

    private static func value(
        of name: UnsafeBufferPointer<UInt8>, inLine line: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Slice<UnsafeBufferPointer<UInt8>>? {
        let colon = line.startIndex + name.count
        guard colon < line.endIndex, line[colon] == UInt8(ascii: ":"), line[..<colon].elementsEqual(name) else {
            return nil
        }
        return line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }
    }

    /// Calls `body` with each name and value, in order.
    public static func forEach(in headers: String, _ body: (Substring, Substring) -> Void) {
        for line in headers.split(separator: "\n") {
            // Names of ours begin with a colon, so that no header of a request can take their place.
            guard let colon = line.dropFirst().firstIndex(of: ":") else { continue }
            body(line[..<colon], line[line.index(after: colon)...].drop { $0 == " " })
        }
    }

    /// Appends a header; line breaks inside the value become spaces, because a line is a header here.
    public static func append(_ name: String, _ value: some StringProtocol, to headers: inout String) {
        headers += name
        headers += ": "
        if value.utf8.contains(where: { $0 == 10 || $0 == 13 }) {
            headers += String(value.map { $0.isNewline ? " " : $0 })
        } else {
            headers += value
        }
        headers += "\n"
    }
}
