/// What kind of name a contact goes by.
public enum IdentifierKind: String, Sendable, Hashable, CaseIterable, Comparable {
    /// WhatsApp business-scoped user id: `US.1349…`.
    case bsuid
    /// WhatsApp id: digits without plus, as the provider sends them.
    case waID = "wa_id"
    case telegram
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
        case .chatUser: 3
        case .phone: 4
        case .email: 5
        }
    }

    /// By precedence.
    public static func < (left: IdentifierKind, right: IdentifierKind) -> Bool { left.precedence < right.precedence }
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
        left.kind == right.kind && left.value.utf8.elementsEqual(right.value.utf8)
    }

    /// Takes in kind and bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        var value = value
        value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension Identifier: CustomStringConvertible {
    /// Names the kind but hides all but the end of the value, so that logs hold no personal data: `phone(…42)`.
    public var description: String { "\(kind.rawValue)(…\(value.suffix(2)))" }
}
