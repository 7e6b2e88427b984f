import Domain

extension Evaluation {
    /// The names that a system message of a provider replaces: telephone numbers and WhatsApp's user ids.
    mutating func renames(_ members: [DetailMember]) -> [Event.Rename] {
        let names = ["new_phone_e164", "old_phone_e164", "new_user_id", "old_user_id"]
        guard members.contains(where: { names.contains($0.name) }) else { return [] }
        let found = details(members.filter { names.contains($0.name) })
        func text(_ name: String) -> String? { found.first { $0.name == name }?.plainText }
        func rename(_ kind: IdentifierKind, _ current: String?, _ former: String?) -> Event.Rename? {
            guard let current, kind.fits(current), current != former else { return nil }
            let before = former.flatMap { kind.fits($0) ? Identifier(matching: kind, $0) : nil }
            return Event.Rename(former: before, current: Identifier(matching: kind, current), sentAs: current)
        }
        return [
            rename(.phone, text("new_phone_e164"), text("old_phone_e164")),
            rename(.bsuid, text("new_user_id"), text("old_user_id")),
        ].compactMap { $0 }
    }
}

extension Evaluation {
    /// What the customer goes by to whom our side wrote: as if he had written under the id that it went to.
    mutating func addressees(of event: Event, _ members: [DetailMember], _ channel: EventRules) -> [Identifier] {
        let recipient = details(members.filter { $0.name == "recipient_id" }).first?.plainText
        guard let recipient else { return [] }
        var answer = Event(kind: .message, key: event.key)
        answer.account = event.account
        answer.sender.id = recipient
        if recipient.contains("@") { answer.sender.email = recipient.lowercased() }
        let digits = recipient.first == "+" ? recipient.dropFirst() : recipient[...]
        if channel.knowsPeopleByPhone, (8...15).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) })
        {
            answer.sender.phone = "+" + digits
        }
        return channel.identifiers(of: answer)
    }
}

extension EventRules {
    /// Whether ids of digits are telephone numbers there: of no other kind that people go by.
    fileprivate var knowsPeopleByPhone: Bool {
        let kinds = identifiers.map(\.kind)
        return kinds.contains(.phone) && !kinds.contains { $0.isAccount && $0 != .bsuid && $0 != .waID }
    }
}

extension Event.Detail {
    /// A phone number or an id: a JSON string without escapes.
    fileprivate var plainText: String? {
        guard json.count > 2, json.first == "\"", json.last == "\"", !json.contains("\\") else { return nil }
        return String(json.dropFirst().dropLast())
    }
}
