import Domain

/// What conditions are asked of: one statement of a customer, with what was found in its text.
struct ScoredStatement {
    let statement: Attributed
    private let lexicon: Lexicon
    private let zone: Zone
    private let text: TextReading

    private var event: Event { statement.event }

    init(_ statement: Attributed, scoring: CompiledScoring) {
        self.statement = statement
        lexicon = scoring.rules.lexicon
        zone = scoring.zone
        text = TextReading(statement.event, words: scoring.words)
    }

    /// Whether a requirement holds; none always does.
    func satisfies(_ requirement: CompiledCondition?) -> Bool {
        guard let requirement else { return true }
        var ignored: [String] = []
        return satisfies(requirement, matched: &ignored)
    }

    /// Whether a condition holds.
    ///
    /// - Parameter matched: Gets what made it hold, for the explanation.
    func satisfies(_ condition: CompiledCondition, matched: inout [String]) -> Bool {
        switch condition {
        case .all(let parts):
            for part in parts where !satisfies(part, matched: &matched) { return false }
            return true
        case .any(let parts):
            // What a part found that does not hold after all is no reason.
            for part in parts {
                let count = matched.count
                if satisfies(part, matched: &matched) { return true }
                matched.removeSubrange(count...)
            }
            return false
        case .not(let part):
            var ignored: [String] = []
            return !satisfies(part, matched: &ignored)
        case .words(let list): return note(text.quotation(from: list), in: &matched)
        case .language(let codes): return text.language.map(codes.contains) ?? false
        case .channel(let ids): return ids.contains(statement.channel)
        case .account(let ids): return event.account.map(ids.contains) ?? false
        case .kind(let kinds): return kinds.contains(event.kind)
        case .form(let ids): return note(event.form.flatMap { ids.contains($0) ? "form=\($0)" : nil }, in: &matched)
        case .known(let field): return isKnown(field)
        case .phonePrefix(let prefixes):
            return note(phone.flatMap { prefixes.first(where: $0.hasPrefix) }, in: &matched)
        case .touch(let field, let values):
            guard let value = event.touch[field], values.isEmpty || values.contains(value) else { return false }
            return note("\(field.rawValue)=\(value)", in: &matched)
        case .emailDomain(let domains): return note(emailDomain(among: domains), in: &matched)
        case .companyMail(let isCompany): return isMail(ofCompany: isCompany, matched: &matched)
        case .answer(let name, let values): return note(answer(to: name, among: values), in: &matched)
        case .hours(let hours): return hours.contain(statement.at, in: zone)
        case .statements(let count): return statement.statements >= count
        case .afterSilence(let seconds): return note(silence(atLeast: seconds), in: &matched)
        case .cycle(let count): return statement.history.cycle >= count
        case .past(let ends): return note(past(among: ends), in: &matched)
        case .daysSinceFirst(let days):
            return statement.at >= statement.history.contactSince.adding(seconds: days * 86_400)
        }
    }

    private func note(_ found: String?, in matched: inout [String]) -> Bool {
        guard let found else { return false }
        matched.append(found.cut(toBytes: Limits.quotedBytesMax))
        return true
    }

    private func isKnown(_ field: SenderField) -> Bool {
        switch field {
        case .name: event.sender.name != nil || statement.history.isNamed
        case .phone: event.sender.phone != nil || statement.history.kinds.has(.phone)
        case .email: event.sender.email != nil || statement.history.kinds.has(.email)
        }
    }

    /// The sender's number with `+` and country code, by this statement.
    var phone: String? { event.sender.phone ?? event.sender.identifiers.first { $0.kind == .phone }?.value }

    /// The place that this statement sends.
    var place: Place? { event.place }

    /// The part of the sender's address behind the `@`.
    private var mailDomain: Substring? {
        guard let email = event.sender.email, let at = email.lastIndex(of: "@") else { return nil }
        return email[email.index(after: at)...]
    }

    private func emailDomain(among domains: [String]) -> String? {
        guard let domain = mailDomain else { return nil }
        return domains.first { domain == $0 || domain.hasSuffix("." + $0) }
    }

    private func isMail(ofCompany isCompany: Bool, matched: inout [String]) -> Bool {
        guard let domain = mailDomain else { return false }
        return isCompany == isFree(domain) ? false : note(String(domain), in: &matched)
    }

    /// Whether the domain or one above it is a free provider's.
    private func isFree(_ domain: Substring) -> Bool {
        var rest = domain
        while true {
            if lexicon.freeMail.contains(String(rest)) { return true }
            guard let dot = rest.firstIndex(of: ".") else { return false }
            rest = rest[rest.index(after: dot)...]
        }
    }

    private func answer(to name: String, among values: [String]) -> String? {
        for answer in event.answers where answer.name == name {
            for value in answer.values where !value.isEmpty && (values.isEmpty || values.contains(value.lowercased())) {
                return "\(name)=\(value)"
            }
        }
        return nil
    }

    private func silence(atLeast seconds: Int64) -> String? {
        guard let before = statement.history.spokeAt, statement.at >= before.adding(seconds: seconds) else {
            return nil
        }
        return "silent since \(before)"
    }

    private func past(among ends: [InquiryEnd]) -> String? {
        guard let end = statement.history.formerEnd, ends.contains(end) else { return nil }
        return "formerly \(end.rawValue)"
    }
}
