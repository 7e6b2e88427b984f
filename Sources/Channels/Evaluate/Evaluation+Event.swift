import Domain
import JSON
import Mail

extension Evaluation {
    /// The event that a plan makes of the current item.
    mutating func event(by plan: EventPlan, of channel: EventRules, _ detail: EventDetail) -> Event {
        var event = Event(kind: kind(plan.kind), key: EventKey(parts: []))
        for (field, expression) in plan.map.texts {
            if let text = text(expression) { event.set(field, text) }
        }
        if let expression = plan.map.sentAt { event.sentAt = time(expression) }
        event.touch = touch(plan.map)
        if let expression = plan.map.answers { event.answers = answers(expression, of: event) }
        if event.kind.isCustomerStatement { event.place = place(plan.map.location, event.answers) }
        event.sender.identifiers = channel.identifiers(of: event)
        if event.kind == .echo { event.recipients = channel.recipients(of: event) }
        event.key = key(plan.key, of: event, channel.id)
        if event.kind == .echo { event.addressees = addressees(of: event, plan.map.details, channel) }
        if event.kind == .system { event.renames = renames(plan.map.details) }
        if detail == .full {
            event.details = details(plan.map.details)
            appendEmptyTexts(plan.map, to: &event.details)
        }
        event.thread = thread(plan.map)
        if let fetch = plan.fetch { ask(fetch, for: &event, detail) }
        if plan.test?.matches(bindings) == true { event.markAsTest(detail) }
        return event
    }

    /// What a text field says by being there and empty; only for readers, because rules know texts and their absence.
    private func appendEmptyTexts(_ map: EventMap, to details: inout [Event.Detail]) {
        for (field, expression) in map.texts {
            guard case .keptEmpty(let path) = expression, path.first(in: bindings)?.utf8Count == 0 else { continue }
            details.append(Event.Detail(name: field.rawValue, json: "\"\""))
        }
    }

    private func kind(_ rule: KindRule) -> EventKind {
        switch rule {
        case .fixed(let kind): kind
        case .at(let path): path.first(in: bindings)?.string.flatMap(EventKind.init(rawValue:)) ?? .unknown
        }
    }

    /// The headers that tie a mail to others; nil where the channel names none.
    private func thread(_ map: EventMap) -> EventThread? {
        guard !map.threadReferences.isEmpty || !map.threadRecipients.isEmpty else { return nil }
        return EventThread(
            references: texts(map.threadReferences, most: Limits.referencesMax),
            recipients: texts(map.threadRecipients, most: Limits.participantsMax))
    }

    private func texts(_ paths: [ValuePath], most: Int) -> [String] {
        var found: [String] = []
        for path in paths {
            path.forEach(in: bindings) { value in
                if let text = value.string, !text.isEmpty, !found.contains(text) { found.append(text) }
                return found.count < most
            }
        }
        return found
    }

    private mutating func ask(_ fetch: FetchPlan, for event: inout Event, _ detail: EventDetail) {
        var url = ""
        var isComplete = true
        for piece in fetch.url {
            switch piece {
            case .literal(let literal): url += literal
            case .value(let expression):
                if let text = text(expression) { url += AddressText.encoded(text) } else { isComplete = false }
            }
        }
        if isComplete, url.utf8.count <= FetchPlan.urlBytesMax {
            event.fetch = FetchRequest(name: fetch.name, url: url)
        }
        let name = EventVocabulary.needsFetch
        guard detail == .full, !event.details.contains(where: { $0.name == name }) else { return }
        event.details.append(Event.Detail(name: name, json: "true"))
    }

    /// The time of an expression; nil where the text is none.
    mutating func time(_ expression: TimeExpression) -> Timestamp? {
        switch expression {
        case .epoch(let expression, let unit):
            guard let text = text(expression) else { return nil }
            return text.secondsOrNil(unit) ?? Timestamp(epoch: text, unit: unit)
        case .rfc3339(let expression, let assumesUTC):
            return text(expression).flatMap { Timestamp(rfc3339: $0.trimmed, assumingUTC: assumesUTC) }
        case .mailDate(let expression): return text(expression).flatMap { MailText.date($0) }
        case .snowflake(let expression, let since):
            guard let id = text(expression).flatMap({ UInt64($0) }) else { return nil }
            // At most 42 bits, so that the sum cannot overflow.
            return Timestamp(epoch: String(Int64(id >> 22) + since), unit: .milliseconds)
        case .first(let expressions):
            for expression in expressions {
                if let time = time(expression) { return time }
            }
            return nil
        }
    }

    private mutating func touch(_ map: EventMap) -> Touch {
        guard !map.touch.isEmpty || !map.touchAddresses.isEmpty else { return Touch([]) }
        // Most events come from nowhere in particular, and then one look is enough.
        if let parent = map.touchParent, parent.first(in: bindings) == nil { return Touch([]) }
        var values: [(field: TouchField, value: String)] = []
        for (field, expression) in map.touch {
            if let text = text(expression), !text.isBlank { values.append((field, text)) }
        }
        // From one source only: parameters of two addresses together would be a campaign that never was.
        if !values.contains(where: { TouchField.parameters.contains($0.field) }) {
            for expression in map.touchAddresses {
                guard let address = text(expression) else { continue }
                let found = TouchField.parameters(in: address)
                values += found
                if !found.isEmpty { break }
            }
        }
        return Touch(values)
    }

    private mutating func key(_ rule: EventKeyRule, of event: Event, _ channel: String) -> EventKey {
        var key = EventKey(parts: [], windowSeconds: rule.windowSeconds)
        key.parts.reserveCapacity(3 + rule.parts.count)
        key.parts.append(channel)
        key.parts.append(event.account ?? "")
        key.parts.append(event.kind.rawValue)
        if isAnswer { key.parts.append(Self.answerPart) }
        for part in rule.parts {
            switch part {
            case .text(let expression):
                guard let text = text(expression) else {
                    key.parts = [channel, event.account ?? "", event.kind.rawValue]
                    if isAnswer { key.parts.append(Self.answerPart) }
                    key.parts.append(itemDigest())
                    return key
                }
                key.parts.append(text)
            case .digest(let expressions):
                var digest = TextDigest()
                for expression in expressions { digest.append(text(expression)) }
                key.parts.append(digest.finish())
            case .itemDigest: key.parts.append(itemDigest())
            case .eventDigest: key.parts.append(event.contentDigest)
            }
        }
        return key
    }

    private func itemDigest() -> String {
        var writer = JSONWriter()
        bindings.current.append(to: &writer)
        return TextDigest.hex(of: writer.bytes)
    }
}

extension Event {
    fileprivate mutating func markAsTest(_ detail: EventDetail) {
        isTest = true
        let isShown = details.contains { $0.name == EventVocabulary.isTest }
        if detail == .full, !isShown { details.append(Event.Detail(name: EventVocabulary.isTest, json: "true")) }
    }

    fileprivate mutating func set(_ field: TextField, _ text: String) {
        switch field {
        case .account: account = text
        case .senderID: sender.id = text
        case .userID: sender.userID = text
        case .senderName: sender.name = text.trimmed.presence?.cut(toBytes: Limits.nameBytesMax)
        case .username: sender.username = text
        case .phone: sender.phone = text
        case .email: sender.email = text
        case .text: self.text = text
        case .subject: subject = text
        case .messageID: messageID = text
        case .conversation: conversation = text
        case .form: form = text
        case .target: target = text
        case .status: status = text
        case .recipient: recipient = text
        }
    }

    /// SHA-256 over all texts and answers.
    fileprivate var contentDigest: String {
        var digest = TextDigest()
        for field in TextField.allCases {
            let value = value(of: field)
            // Fields that came later count only where they are, so that they leave the digests of older events as they were.
            if value != nil || field != .target && field != .status && field != .recipient { digest.append(value) }
        }
        for answer in answers {
            digest.append(answer.name)
            for value in answer.values { digest.append(value) }
        }
        return digest.finish()
    }

    /// The value of a text field.
    func value(of field: TextField) -> String? {
        switch field {
        case .account: account
        case .senderID: sender.id
        case .userID: sender.userID
        case .senderName: sender.name
        case .username: sender.username
        case .phone: sender.phone
        case .email: sender.email
        case .text: text
        case .subject: subject
        case .messageID: messageID
        case .conversation: conversation
        case .form: form
        case .target: target
        case .status: status
        case .recipient: recipient
        }
    }
}

extension String {
    /// The time of nine or ten plain digits that count seconds, which is what providers send; nil for anything else.
    fileprivate func secondsOrNil(_ unit: EpochUnit) -> Timestamp? {
        guard unit != .milliseconds, (9...10).contains(utf8.count) else { return nil }
        var seconds: Int64 = 0
        for byte in utf8 {
            guard byte &- 48 < 10 else { return nil }
            seconds = seconds * 10 + Int64(byte &- 48)
        }
        return Timestamp(seconds: seconds)
    }
}

extension TouchField {
    /// Those that stand in the query of an address under their own name.
    static let parameters: Set<TouchField> = [
        .utmSource, .utmMedium, .utmCampaign, .utmTerm, .utmContent, .ctwaClid, .gclid, .gbraid, .wbraid, .fbclid,
        .ttclid, .msclkid,
    ]

    /// What the query of an address says about where somebody came from.
    static func parameters(in address: String) -> [(field: TouchField, value: String)] {
        AddressText(address).parameters().compactMap { name, value in
            guard let field = TouchField(rawValue: name.lowercased()), parameters.contains(field) else { return nil }
            return value.isBlank ? nil : (field, value)
        }
    }
}
