/// Where people write.
enum JournalChannel: UInt8, CaseIterable, Sendable {
    case whatsApp
    case form
    case mail
    case telegram
    case chat

    /// The channel's id.
    var id: String {
        switch self {
        case .whatsApp: "whatsapp"
        case .form: "web-form"
        case .mail: "email"
        case .telegram: "telegram"
        case .chat: "chat"
        }
    }

    /// The headers that are kept with a delivery.
    var headers: String {
        switch self {
        case .whatsApp, .telegram, .chat: "content-type: application/json\n"
        case .form: "content-type: application/x-www-form-urlencoded\norigin: https://rumahteduh.example\n"
        case .mail: "content-type: message/rfc822\n"
        }
    }

    /// What a delivery is counted as.
    var item: JournalItem {
        switch self {
        case .whatsApp: .whatsApp
        case .form: .forms
        case .mail: .mails
        case .telegram: .telegram
        case .chat: .chats
        }
    }
}
