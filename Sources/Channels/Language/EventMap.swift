import Domain

/// How the fields of an event are found; compiled, with what it inherited.
struct EventMap: Sendable {
    /// In the order of the file.
    var texts: [(field: TextField, expression: TextExpression)] = []
    var sentAt: TimeExpression?
    var answers: AnswerExpression?
    var touch: [(field: TouchField, expression: TextExpression)] = []
    /// Addresses whose parameters fill a touch that has no parameter yet.
    var touchAddresses: [TextExpression] = []
    /// The object that every field of the touch stands in, where they all do: without it there is no touch.
    var touchParent: ValuePath?
    var details: [DetailMember] = []
    /// Which of the details tells where the customer is; nil on channels without places.
    var location: DetailExpression?
    /// Where the ids of answered mails stand, the nearest first, and the addresses it went to; empty on channels without such headers.
    var threadReferences: [ValuePath] = []
    var threadRecipients: [ValuePath] = []

    /// Takes over what another map says, field by field.
    mutating func override(with inner: EventMap) {
        for item in inner.texts { set(item.field, item.expression) }
        for item in inner.touch { set(item.field, item.expression) }
        for detail in inner.details {
            if let place = details.firstIndex(where: { $0.name == detail.name }) {
                details[place] = detail
            } else {
                details.append(detail)
            }
        }
        sentAt = inner.sentAt ?? sentAt
        answers = inner.answers ?? answers
        if !inner.touchAddresses.isEmpty { touchAddresses = inner.touchAddresses }
        if !inner.threadReferences.isEmpty { threadReferences = inner.threadReferences }
        if !inner.threadRecipients.isEmpty { threadRecipients = inner.threadRecipients }
    }

    private mutating func set(_ field: TextField, _ expression: TextExpression) {
        if let place = texts.firstIndex(where: { $0.field == field }) {
            texts[place].expression = expression
        } else {
            texts.append((field, expression))
        }
    }

    private mutating func set(_ field: TouchField, _ expression: TextExpression) {
        if let place = touch.firstIndex(where: { $0.field == field }) {
            touch[place].expression = expression
        } else {
            touch.append((field, expression))
        }
    }
}

/// A field of an event that is a text of its own.
enum TextField: String, Sendable, Hashable, CaseIterable {
    case account = "account_id"
    case senderID = "sender_id"
    case userID = "sender_user_id"
    case senderName = "sender_name"
    case username = "sender_username"
    case phone = "phone_e164"
    case email
    case text
    case subject
    case messageID = "provider_message_id"
    case conversation = "conversation_id"
    case form = "form_id"
    case target = "target_message_id"
    case status
    case recipient = "recipient_id"
}
