import Domain

extension FieldTable {
    /// Fields of events that are texts of their own.
    static let eventTexts: [Word] = TextField.allCases.map { Word($0.rawValue, "text", $0.meaning) }

    /// Kinds of events.
    static let kinds: [Word] = EventKind.allCases.map { Word($0.rawValue, "", $0.meaning) }

    /// What a contact goes by.
    static let identifiers: [Word] = IdentifierKind.allCases.sorted().map { kind in
        Word(kind.rawValue, kind.isScoped ? "channel/account/id" : "as it is", kind.meaning)
    }

    /// Where a contact came from.
    static let touch: [Word] = TouchField.allCases.map { Word($0.rawValue, "text", $0.meaning) }

    /// Further fields; only evaluated for views.
    static let details: [Word] = [
        Word("account_event", "text", "what happened to the account itself"),
        Word("account_phone_e164", "text", "the telephone number of the receiving account"),
        Word("app_id", "text", "the application that wrote an echo"),
        Word("attachments", "list", "objects of `type mime filename size sha256 url provider_media_id inline cid …`"),
        Word("auto_submitted", "text", "the mail's header of that name"),
        Word("bot_id", "text", "the bot that wrote"),
        Word("bounce", "list", "objects of `recipient action status original_message_id`"),
        Word("business_connection_id", "text", "Telegram: the connection to a business account"),
        Word("category", "text", "of a preference"),
        Word("cc", "list", "addresses"),
        Word("client_msg_id", "text", "the id that the sender's program gave"),
        Word("command", "text", "the name of a command, without slash"),
        Word("comment_type", "text", "comment, mention …"),
        Word("concat", "object", "the part of a long message: `ref part total`"),
        Word("conversation_type", "text", "private, group, channel …"),
        Word("duplicate_of", "text", "what it repeats"),
        Word("emoji", "text", "of a reaction or a sticker"),
        Word("envelope_from", "text", "the sender in the envelope of a mail"),
        Word("envelope_to", "text", "the recipient in the envelope of a mail"),
        Word("errors", "list", "what the provider says went wrong"),
        Word("event_id", "text", "the provider's id of the delivery or update"),
        Word("forwarded", "flag", "somebody handed it on"),
        Word("from_email", "text", "the address in From, where the customer is another"),
        Word("group_id", "text", "what ties parts of an album together"),
        Word("html", "text", "the body as HTML"),
        Word("in_reply_to", "text", "the id of the answered mail"),
        Word("inbox_id", "text", "the inbox of a chat platform"),
        Word("interactive", "object", "what was chosen: `type id title description …`"),
        Word("ip", "text", "the sender's address, as the provider says it"),
        Word("is_test", "flag", "sent by a test button"),
        Word("language", "text", "of the sender's program"),
        Word("list_id", "text", "of a mailing list"),
        Word("location", "object", "`latitude longitude name address`"),
        Word("mailbox_hash", "text", "what stood behind the plus of the address"),
        Word("mention", "flag", "our side was named in it"),
        Word("message_type", "text", "as the provider calls it"),
        Word("needs_fetch", "flag", "its content has to be asked from the provider; `fetch` sets it"),
        Word("new_conversation_id", "text", "where the conversation goes on"),
        Word("new_phone_e164", "text", "the number from now on"),
        Word("new_sender_id", "text", "the sender's id from now on"),
        Word("new_user_id", "text", "the user id from now on"),
        Word("object_id", "text", "what the event is about"),
        Word("object_type", "text", "of which kind that is"),
        Word("old_phone_e164", "text", "the number until now"),
        Word("old_user_id", "text", "the user id until now"),
        Word("opaque_data", "text", "what our side gave with its message"),
        Word("order", "object", "`catalog_id items`"),
        Word("parent_id", "text", "the comment that is answered"),
        Word("phone_candidates", "list", "telephone numbers inside of the text"),
        Word("poll", "object", "`question options`"),
        Word("product", "object", "the product that was asked about"),
        Word("provider_message_ids", "list", "the messages that a status is about"),
        Word("quoted", "flag", "something quoted was cut from the text"),
        Word("reason", "text", "why the mail reader says what kind it is"),
        Word("redelivery", "flag", "the provider says that it sends it again"),
        Word("references", "list", "the ids of the mails before it"),
        Word("removed", "flag", "a reaction was taken back"),
        Word("reply_to", "text", "the id of the answered message, or an address"),
        Word("reply_token", "text", "what an answer needs"),
        Word("sender_parent_user_id", "text", "WhatsApp: the user id above the user id"),
        Word("sender_user_ref", "text", "Messenger: a guest before the first message"),
        Word("shared_contacts", "list", "objects of `name phone wa_id email`"),
        Word("signature", "text", "what was cut from the end of a mail"),
        Word("spam_score", "number", "as the provider counts"),
        Word("standby", "flag", "another program answers in this chat"),
        Word("story", "object", "the story that is answered: `id url`"),
        Word("system_type", "text", "what happened, as the provider calls it"),
        Word("team_id", "text", "the workspace"),
        Word("text_full", "text", "the text with what is quoted"),
        Word("thread_id", "text", "the thread inside of a conversation"),
        Word("to", "list", "addresses"),
        Word("unsupported_type", "text", "what the provider does not hand on"),
        Word("url", "text", "where it can be seen"),
        Word("value", "any", "of a preference or a setting"),
        Word("watermark", "time", "everything until then was read or delivered"),
    ]
}

extension TextField {
    /// What it holds, for the reference.
    var meaning: String {
        switch self {
        case .account: "the receiving account: number, page, bot, mailbox"
        case .senderID: "the provider's id of who wrote"
        case .userID: "WhatsApp: the business-scoped user id"
        case .senderName: "the name that the person chose"
        case .username: "without `@`"
        case .phone: "E.164"
        case .email: "lower case"
        case .text: "what was written; of a mail the new part"
        case .subject: "of a mail"
        case .messageID: "the provider's id of the message"
        case .conversation: "the provider's id of the conversation"
        case .form: "which form was filled in"
        case .target: "the message that it is about: of an edit, a reaction, a deletion"
        case .status: "what became of our side's message: sent, delivered, read, failed …"
        case .recipient: "who got our side's message; of an echo it says whose conversation it belongs to"
        }
    }
}

extension IdentifierKind {
    /// What it is, and the shape that a value must have, for the reference.
    var meaning: String {
        switch self {
        case .bsuid: "WhatsApp business-scoped user id: two capitals and a dot in front"
        case .waID: "WhatsApp id: digits"
        case .telegram: "Telegram user id: digits"
        case .psid: "Facebook page-scoped id"
        case .igsid: "Instagram-scoped id"
        case .line: "LINE user id"
        case .viber: "Viber user id"
        case .slack: "Slack user id"
        case .discord: "Discord user id: digits"
        case .chatUser: "any other id of a chat"
        case .phone: "E.164 with plus"
        case .email: "an address"
        }
    }
}

extension EventKind {
    /// What it is, for the reference.
    var meaning: String {
        switch self {
        case .message: "somebody wrote"
        case .leadForm: "somebody filled in a form"
        case .comment: "somebody wrote in public"
        case .command: "somebody called a command"
        case .reaction: "to a message"
        case .edit: "a message was changed"
        case .delete: "a message was taken back"
        case .status: "what became of our side's message"
        case .echo: "our side wrote"
        case .typing: "somebody is about to write"
        case .referral: "somebody came by a link, without writing"
        case .optin: "somebody allowed messages"
        case .optout: "somebody wants no messages"
        case .contactUpdate: "somebody's data changed"
        case .system: "the provider says something about a chat"
        case .account: "the provider says something about our account"
        case .bounce: "a mail of ours came back"
        case .autoReply: "a machine answered"
        case .bulk: "a newsletter or a mailing list"
        case .complaint: "somebody called our mail spam"
        case .spam: "caught by a trap; held back"
        case .error: "the provider reports an error"
        case .invalid: "cannot be attributed to anybody; held back"
        case .unknown: "matches nothing that the file describes"
        }
    }
}

extension TouchField {
    /// What it holds, for the reference.
    var meaning: String {
        switch self {
        case .source: "what led here, as the provider says it"
        case .medium: "by which means"
        case .ref: "the parameter of a link that our side made"
        case .utmSource, .utmMedium, .utmCampaign, .utmTerm, .utmContent: "the parameter of that name"
        case .ctwaClid: "the click of an advertisement that opens WhatsApp"
        case .gclid, .gbraid, .wbraid: "the click of a Google advertisement"
        case .fbclid: "the click of a Facebook link"
        case .ttclid: "the click of a TikTok advertisement"
        case .msclkid: "the click of a Microsoft advertisement"
        case .type: "the kind of the referral"
        case .platform: "fb, ig …"
        case .sourceType: "ad, post …"
        case .sourceID: "the id of that"
        case .sourceURL: "the page or post"
        case .adID, .adName, .adTitle: "the advertisement"
        case .adsetID, .adsetName: "its set"
        case .adgroupID: "its group"
        case .assetGroupID: "its group of assets"
        case .creativeID: "what was shown"
        case .campaignID, .campaignName: "the campaign"
        case .appID: "the application"
        case .organic: "`true`: no advertisement led here"
        case .headline, .body: "the text of the advertisement"
        case .mediaType: "image, video …"
        case .imageURL, .videoURL, .thumbnailURL: "what was shown"
        case .referrer: "the page before"
        case .refererURI: "the page that the chat stood on"
        case .landingPage: "the first page"
        }
    }
}
