/// What kind of name a contact goes by.
public enum IdentifierKind: String, Sendable, Hashable, CaseIterable, Comparable {
    /// WhatsApp business-scoped user id: `US.1349…`.
    case bsuid
    /// WhatsApp id: digits without plus, as the provider sends them.
    case waID = "wa_id"
    case telegram
    /// Facebook page-scoped user id, with channel and account before it.
    case psid
    /// Instagram-scoped user id, with channel and account before it.
    case igsid
    /// LINE user id, with channel and account before it because it differs from provider to provider.
    case line
    /// Viber user id, with channel and account before it because each bot sees another one.
    case viber
    /// Slack user id, with channel and account before it because it is only unique in its workspace.
    case slack
    /// Discord user id, one everywhere.
    case discord
    /// A user of a chat widget, with channel and account before it because such ids are only unique there.
    case chatUser = "chat_user"
    /// E.164 with plus.
    case phone
    /// Lower case.
    case email

    /// Which of several identifiers decides when they point at different contacts: the lowest wins, provider ids before what people type.
    public var precedence: Int {
        switch self {
        case .bsuid: 0
        case .waID: 1
        case .telegram: 2
        case .psid: 3
        case .igsid: 4
        case .line: 5
        case .viber: 6
        case .slack: 7
        case .discord: 8
        case .chatUser: 9
        case .phone: 10
        case .email: 11
        }
    }

    /// Whether a value of this kind is only unique on its channel and account, which then stand before it.
    public var isScoped: Bool {
        switch self {
        case .psid, .igsid, .line, .viber, .slack, .chatUser: true
        case .bsuid, .waID, .telegram, .discord, .phone, .email: false
        }
    }

    /// By precedence.
    public static func < (left: IdentifierKind, right: IdentifierKind) -> Bool { left.precedence < right.precedence }
}

extension IdentifierKind {
    /// Whether it is an account that belongs to one person: two different ones of a kind in one place are two people, as far as a program can tell.
    public var isAccount: Bool { self != .phone && self != .email }

    /// The number under which storage keeps sets of kinds; never reused.
    public var code: Int64 {
        switch self {
        case .bsuid: 0
        case .waID: 1
        case .telegram: 2
        case .psid: 3
        case .igsid: 4
        case .line: 5
        case .viber: 6
        case .slack: 7
        case .discord: 8
        case .chatUser: 9
        case .phone: 10
        case .email: 11
        }
    }
}

/// A set of kinds, one bit each.
public struct IdentifierKinds: OptionSet, Sendable, Hashable {
    /// One bit a kind, by ``IdentifierKind/code``.
    public let rawValue: Int64

    /// A set from its bits.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The set of one kind.
    public init(_ kind: IdentifierKind) { rawValue = 1 << kind.code }

    /// Whether a kind is among them.
    public func has(_ kind: IdentifierKind) -> Bool { rawValue & 1 << kind.code != 0 }
}

/// A name that a contact goes by, exactly as it is compared.
public struct Identifier: Sendable, Hashable {
    /// What kind of name it is.
    public var kind: IdentifierKind
    /// Normalised text, at most ``Limits/identifierBytesMax`` bytes.
    public var value: String

    /// An identifier; `value` is taken as it is.
    public init(_ kind: IdentifierKind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}

extension Identifier {
    /// Same kind and same bytes: two spellings of one letter are two identifiers here, as they are in every store.
    public static func == (left: Identifier, right: Identifier) -> Bool {
        guard left.kind == right.kind, left.value.utf8.count == right.value.utf8.count else { return false }
        var (one, other) = (left.value, right.value)
        return one.withUTF8 { one in
            other.withUTF8 { other in
                for index in one.indices where one[index] != other[index] { return false }
                return true
            }
        }
    }

    /// Takes in kind and bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind.code)
        var value = value
        value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension Identifier: CustomStringConvertible {
    /// Names the kind but hides all but the end of the value, so that logs hold no personal data: `phone(…42)`.
    public var description: String { "\(kind.rawValue)(…\(value.suffix(2)))" }
}
