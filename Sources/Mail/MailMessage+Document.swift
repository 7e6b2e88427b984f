import Domain
public import JSON

extension MailMessage {
    /// The mail as one JSON object, which channel files map like the body of a webhook.
    ///
    /// Every name is always there: `null` where the mail has nothing, an empty array where it has none. `date` is
    /// RFC 3339 in UTC; addresses are objects of `address` and `name`; `headers` has arrays of values under lower-case
    /// names.
    public func document() -> JSONDocument {
        var builder = JSONBuilder()
        builder.beginObject()
        builder.member("kind", kind.rawValue)
        builder.member("reason", reason)
        builder.member("sha256", sha256)
        builder.member("from", from)
        builder.member("sender", sender)
        builder.member("reply_to", replyTo)
        builder.array("to", of: to) { $0.address($1) }
        builder.array("cc", of: cc) { $0.address($1) }
        builder.member("subject", subject)
        builder.member("date", date?.description)
        builder.member("message_id", messageID)
        builder.member("in_reply_to", inReplyTo)
        builder.array("references", of: references) { $0.string($1) }
        builder.member("text", text)
        builder.member("new_text", newText)
        builder.array("spans", of: spans) { $0.span($1) }
        builder.key("quoted")
        builder.bool(isQuoted)
        builder.member("signature", signature)
        builder.array("attachments", of: attachments) { $0.attachment($1) }
        builder.member("list_id", listID)
        builder.member("auto_submitted", autoSubmitted)
        builder.array("bounce", of: bounces) { $0.bounce($1) }
        builder.receipt(receipt)
        builder.complaint(complaint)
        builder.forward(forwarded)
        builder.form(form)
        builder.key("headers")
        builder.beginObject()
        for header in headers {
            builder.array(header.name, of: header.values) { $0.string($1) }
        }
        builder.endObject()
        builder.endObject()
        return builder.finish()
    }
}

extension JSONBuilder {
    fileprivate mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    fileprivate mutating func member(_ name: String, _ value: MailAddress?) {
        key(name)
        if let value { address(value) } else { null() }
    }

    fileprivate mutating func array<Element>(
        _ name: String, of elements: [Element], _ append: (inout JSONBuilder, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements { append(&self, element) }
        endArray()
    }

    fileprivate mutating func address(_ value: MailAddress) {
        beginObject()
        member("address", value.address)
        member("name", value.name)
        endObject()
    }

    fileprivate mutating func attachment(_ value: MailAttachment) {
        beginObject()
        member("filename", value.filename)
        member("mime", value.mime)
        key("size")
        int(Int64(value.size))
        key("inline")
        bool(value.isInline)
        member("cid", value.contentID)
        member("sha256", value.sha256)
        member("part", value.part)
        key("offset")
        if let place = value.place { int(Int64(place.lowerBound)) } else { null() }
        key("length")
        if let place = value.place { int(Int64(place.count)) } else { null() }
        member("encoding", value.encoding)
        endObject()
    }

    fileprivate mutating func bounce(_ value: MailBounce) {
        beginObject()
        member("recipient", value.recipient)
        member("action", value.action)
        member("status", value.status)
        member("original_message_id", value.originalMessageID)
        member("diagnostic", value.diagnostic)
        endObject()
    }

    fileprivate mutating func span(_ value: MailTextSpan) {
        beginObject()
        key("start")
        int(Int64(value.start))
        key("length")
        int(Int64(value.length))
        member("kind", value.kind.rawValue)
        endObject()
    }

    fileprivate mutating func complaint(_ value: MailComplaint?) {
        key("complaint")
        guard let value else { return null() }
        beginObject()
        member("type", value.type)
        member("recipient", value.recipient)
        member("original_message_id", value.originalMessageID)
        member("original_subject", value.originalSubject)
        endObject()
    }

    fileprivate mutating func form(_ value: MailForm?) {
        key("form")
        guard let value else { return null() }
        beginObject()
        member("name", value.name)
        member("email", value.email)
        member("phone", value.phone)
        member("message", value.message)
        key("fields")
        beginObject()
        for field in value.fields { member(field.label, field.value) }
        endObject()
        endObject()
    }

    fileprivate mutating func receipt(_ value: MailReceipt?) {
        key("receipt")
        guard let value else { return null() }
        beginObject()
        member("status", value.status)
        member("original_message_id", value.originalMessageID)
        endObject()
    }

    fileprivate mutating func forward(_ value: MailForward?) {
        key("forwarded")
        guard let value else { return null() }
        beginObject()
        member("by", value.by)
        member("from", value.from)
        member("subject", value.subject)
        endObject()
    }
}
