import Domain

/// What the words mean that providers call events.
enum KindWords {
    /// Members that say what an event is.
    static let names: Set<String> = [
        "event", "eventtype", "eventname", "type", "topic", "action", "trigger", "messagetype", "subtype", "kind",
        "webhookevent", "notificationtype", "updatetype", "subscriptiontype", "hook", "tipo", "evento", "jenis",
        "webhooktype",
    ]

    /// Kinds of content, which are all messages.
    static let contents: Set<String> = [
        "text", "image", "audio", "video", "voice", "sticker", "file", "document", "location", "chat", "picture",
        "photo",
        "contact", "contacts", "media", "ptt", "plain", "msg", "button", "interactive", "texto", "conversation",
        "extendedtextmessage",
        "order", "poll", "venue", "unsupported", "unknown", "animation", "dice", "template", "list",
    ]

    /// The first row of which a word is there decides. Rows of what happens to messages stand before messages.
    private static let rows: [(kind: EventKind, words: Set<String>)] = [
        (.typing, ["typing", "composing", "mengetik", "escribiendo"]),
        (.reaction, ["reaction", "reacted", "react", "reactions"]),
        (.edit, ["edit", "edited", "changed", "updated", "update", "modified"]),
        (.delete, ["delete", "deleted", "unsend", "unsent", "revoke", "revoked", "removed"]),
        (.echo, ["echo", "echoes", "outgoing", "outbound", "admin", "operator", "agent"]),
        (
            .status,
            [
                "delivered", "delivery", "read", "seen", "failed", "undelivered", "ack", "receipt", "statuses",
                "status", "dlr",
            ]
        ),
        (.optout, ["unsubscribe", "unsubscribed", "optout", "unfollow", "unfollowed", "blocked"]),
        (.optin, ["subscribe", "subscribed", "optin", "follow", "followed"]),
        (
            .leadForm,
            ["lead", "leads", "leadgen", "form", "submission", "submit", "submitted", "formulir", "formulario"]
        ),
        (
            .system,
            [
                "joined", "join", "left", "leave", "ended", "end", "closed", "resolved", "assigned", "handover",
                "member",
                "expired", "ping", "challenge", "verification", "system",
            ]
        ),
        (
            .message,
            [
                "message", "messages", "msg", "chat", "text", "postback", "inbound", "incoming", "received", "replied",
                "reply",
                "comment", "mention", "pesan", "mensaje", "mensagem", "callback",
            ]
        ),
        (.optin, ["started", "start", "opened"]),
        (.referral, ["referral"]),
        (.message, ["conversation"]),
        (.account, ["account", "uninstalled", "tokens", "template", "device", "connected", "disconnected"]),
    ]

    /// What an event of that name is; nil where no word is known.
    static func kind(of name: String) -> EventKind? {
        let parts = Set(DraftWords.parts(name))
        return rows.first { !$0.words.isDisjoint(with: parts) }?.kind
    }

    /// What became of a message of ours.
    static let statuses: Set<String> = [
        "sent", "delivered", "read", "seen", "failed", "undelivered", "queued", "played", "server", "device", "pending",
        "error",
        "terkirim", "dibaca", "enviado", "entregado", "leido", "leído", "entregue", "lido",
    ]

    /// Members that say whether our side wrote, with true or false.
    static let ownFlags: Set<String> = [
        "fromme", "isfromme", "isecho", "outgoing", "isoutgoing", "fromself", "sentbyme", "isstaff", "isbot", "isagent",
        "keyfromme",
        "self", "isoutbound", "frombusiness", "isadmin",
    ]

    /// Members whose word says which side wrote.
    static let sideNames: Set<String> = [
        "direction", "messagedirection", "messagetype", "authortype", "sendertype", "fromtype", "usertype", "role",
        "senderrole",
        "fromrole", "authorrole", "from", "sender", "side", "arah", "direccion", "dirección", "direcao", "direção",
        "flow",
    ]

    /// Words for our side, with the word for the other one where there is exactly one.
    static let ownSides: [String: String] = [
        "out": "in", "outgoing": "incoming", "outbound": "inbound", "agent": "", "bot": "", "admin": "", "operator": "",
        "business": "",
        "staff": "", "page": "", "keluar": "masuk", "saliente": "entrante", "salida": "entrada", "saida": "entrada",
        "app": "", "seller": "buyer", "penjual": "pembeli",
    ]

    /// Words for the other side.
    static let otherSides: Set<String> = [
        "user", "contact", "visitor", "customer", "client", "lead", "enduser", "guest", "subscriber", "member",
    ]
}
