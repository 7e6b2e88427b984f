import Domain

/// Reads the part `acknowledge`: what customers are told by themselves.
struct AcknowledgeReader {
    private enum When: String, CaseIterable {
        case closed, always
    }

    let findings: Findings
    /// Finds calendars by name.
    let calendars: PersonalCalendarReader
    /// Tells languages.
    let lexicon: LexiconReader
    /// Ids of the channels that are switched on.
    let channels: [String]

    /// The rules; nil where the part is absent or after findings.
    func rules(from root: inout Fields) -> AcknowledgeRules? {
        guard let node = root.node("acknowledge"),
            var fields = Fields(node, of: "the acknowledgement", in: findings)
        else { return nil }
        defer { fields.finish() }
        let when = fields.oneOf("when", When.self, default: .closed)
        let calendar = calendars.named("calendar", from: &fields) ?? .always(in: calendars.reader.zone)
        if when == .closed, calendar.isAlwaysOpen, !findings.hasErrors {
            fields.error(
                at: "calendar",
                "`acknowledge` needs a `calendar` that is closed at times, or `when: always`")
        }
        let names = fields.texts("channels")
        for (name, place) in names where !channels.contains(name) {
            findings.error(
                at: place,
                "`channels`: channel `\(shortened(name))` is not switched on." + suggestion(for: name, among: channels))
        }
        let texts = texts(&fields)
        let budget = fields.int("per_contact_per_day", in: Int64(1)...20, default: 2)
        guard !texts.isEmpty else { return nil }
        if texts.count > 1 { lexicon.useLanguages() }
        return AcknowledgeRules(
            calendar: calendar, isAlways: when == .always, channels: names.map(\.text), texts: texts,
            perContactPerDay: budget, lexicon: texts.count > 1 ? lexicon.lexicon(of: node) : Lexicon())
    }

    private func texts(_ fields: inout Fields) -> [AcknowledgeRules.Text] {
        guard fields.requiredNode("texts") != nil else { return [] }
        let members = fields.members("texts")
        if members.isEmpty {
            fields.error(at: "texts", "`texts`: expected a text for each language, such as `id: \"...\"`")
        }
        let known = lexicon.languages
        return members.compactMap { member in
            if members.count > 1, !known.contains(member.key) {
                findings.error(
                    at: member.keyPlace,
                    "`texts`: the language `\(shortened(member.key))` cannot be told; there are \(known.joined(separator: ", "))."
                        + suggestion(for: member.key, among: known))
                return nil
            }
            guard let text = member.value.text, !text.allSatisfy(\.isWhitespace), text.utf8.count <= 1000 else {
                findings.error(
                    at: member.value, "`texts`: expected a text of at most 1000 bytes, got \(member.value.summary)")
                return nil
            }
            return AcknowledgeRules.Text(language: member.key, text: text)
        }
    }
}
