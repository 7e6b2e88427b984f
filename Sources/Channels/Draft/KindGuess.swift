import Domain

/// What the captured item seems to be, and by what it can be told.
struct KindGuess: Sendable {
    let kind: EventKind
    /// What holds for this item and not for others; nil: nothing was found that would tell.
    let condition: String?
    /// By what our own side can be told.
    let side: Side?
    /// The kind of content: `text`, `image`.
    let content: PayloadLeaf?

    struct Side: Sendable {
        /// Holds where our side wrote.
        let condition: String
        /// Whether the payload shows the word or the flag, so that the condition is no mere example.
        let isCertain: Bool
        /// Whether it holds for the captured item.
        let holds: Bool
    }

    /// - Parameter found: The places of fields.
    init(_ outline: PayloadOutline, _ found: [GuessedField: FieldGuess], hasAttachments: Bool) {
        let leaves = outline.leaves.filter { !$0.isInList }
        side = Self.side(in: leaves)
        content = leaves.first { leaf in
            leaf.level == 0 && KindWords.names.contains(DraftWords.plain(leaf.name)) && !Self.isAside(leaf)
                && KindWords.contents.contains(leaf.text.lowercased()) && ValueShape(leaf.scalar).isWord
        }
        let hasText = found[.text]?.isSure ?? false
        let named = Self.named(leaves)
        let shown = Self.shown(outline, found)
        let isForm = Self.isForm(outline, found, leaves)
        switch (named, shown) {
        case _ where side?.holds == true: (kind, condition) = (.echo, side?.condition)
        case (let named?, _) where named.kind != .message && !(named.kind == .status && hasText):
            (kind, condition) = (isForm && named.kind != .leadForm ? .leadForm : named.kind, named.condition)
        case (_, let shown?): (kind, condition) = shown
        case (let named?, _) where !isForm: (kind, condition) = (named.kind, named.condition)
        case _ where isForm: (kind, condition) = (.leadForm, nil)
        case _ where hasText || hasAttachments || content != nil || Self.hasContent(outline):
            (kind, condition) = (.message, nil)
        default: (kind, condition) = (found.isEmpty ? .unknown : .system, nil)
        }
    }

    /// What a member calls the event. What happened to a message is said more precisely than that there is one.
    private static func named(_ leaves: [PayloadLeaf]) -> (kind: EventKind, condition: String)? {
        var best: (kind: EventKind, condition: String)?
        for leaf in leaves {
            let name = DraftWords.plain(leaf.name)
            guard KindWords.names.contains(name) || name == "status" || name == "object", !isAside(leaf),
                ValueShape(leaf.scalar).isWord, leaf.path.depth <= 3,
                leaf.level > 0 || !leaf.path.isFormField || name != "type"
            else { continue }
            let value = leaf.text.lowercased()
            if KindWords.contents.contains(value), value != "text" || name == "type", !name.contains("event") {
                continue
            }
            if name == "status" || name == "object" {
                guard name == "status", KindWords.statuses.contains(value), leaf.level == 0 else { continue }
                if best == nil { best = (.status, leaf.reference) }
                continue
            }
            guard let kind = KindWords.kind(of: leaf.text) else { continue }
            if best == nil || best?.kind == .message && kind != .message { best = (kind, leaf.equals(leaf.text)) }
        }
        return best
    }

    /// Objects whose name says what happened, such as `edited_message` or `reaction`.
    private static func shown(
        _ outline: PayloadOutline, _ found: [GuessedField: FieldGuess]
    ) -> (kind: EventKind, condition: String?)? {
        let telling: Set<EventKind> = [.reaction, .edit, .delete, .status, .optin, .optout, .typing, .echo, .referral]
        if let kind = KindWords.kind(of: outline.levels.last?.name ?? ""), telling.contains(kind) { return (kind, nil) }
        let text = found[.text].flatMap { $0.isSure ? $0.leaf : nil }
        for member in outline.item.members where member.value.isObject && !member.value.members.isEmpty {
            let isPressed = ["postback", "callback_query"].contains(member.name)
            guard let kind = KindWords.kind(of: member.name), telling.contains(kind) || isPressed else { continue }
            if let text, text.level != 0 || text.parents.first != member.name { continue }
            return (kind, outline.itemPath.appending(member.name).text)
        }
        return nil
    }

    /// Whether the item, or the message inside of it, holds something that is sent in the place of words.
    private static func hasContent(_ outline: PayloadOutline) -> Bool {
        let holders =
            [outline.item] + outline.item.members.filter { $0.name.lowercased().contains("message") }.map(\.value)
        return holders.contains { holder in
            holder.members.contains { member in
                if case .scalar = member.value { return false }
                let name = DraftWords.plain(member.name)
                return KindWords.contents.contains(name)
                    || DraftWords.attachments.contains(name) && !member.value.isBare
            }
        }
    }

    /// Contact details without a conversation around them.
    private static func isForm(
        _ outline: PayloadOutline, _ found: [GuessedField: FieldGuess], _ leaves: [PayloadLeaf]
    ) -> Bool {
        func isSure(_ field: GuessedField) -> Bool { found[field]?.isSure ?? false }
        if outline.pairs != nil { return true }
        let hasContact = isSure(.phone) || isSure(.email) || isSure(.senderName) || isSure(.firstName)
        let isTold = found[.messageID].map { (DraftWords.messageID[DraftWords.plain($0.leaf.name)] ?? 0) >= 9 } ?? false
        if isSure(.formID), found[.formID]?.leaf.level == 0 { return true }
        if !outline.levels.isEmpty || isSure(.conversationID) { return false }
        let isSubmission = leaves.contains { leaf in
            leaf.parents.contains { ["submission", "form", "lead", "formdata"].contains(DraftWords.plain($0)) }
        }
        return (hasContact || outline.format == .form) && (isSubmission || !isSure(.senderID) && !isTold)
    }

    private static func side(in leaves: [PayloadLeaf]) -> Side? {
        for leaf in leaves where !leaf.path.isFormField || leaf.level == 0 {
            let own = DraftWords.plain(leaf.name)
            let joined = leaf.parents.last.map(DraftWords.plain).map { $0 + own } ?? own
            if leaf.parents.contains(where: { DraftWords.quotedRoles.contains(DraftWords.plain($0)) }) { continue }
            if leaf.parents.contains(where: { ["authorizations", "conversation"].contains(DraftWords.plain($0)) }) {
                continue
            }
            let isAboutUs = leaf.parents.contains { DraftWords.ownRoles.contains(DraftWords.plain($0)) }
            if KindWords.ownFlags.contains(own), !isAboutUs, let value = leaf.flag {
                return Side(condition: leaf.equals(flag: true), isCertain: true, holds: value)
            }
            guard KindWords.sideNames.contains(own) || KindWords.sideNames.contains(joined) else { continue }
            let word = leaf.text.lowercased().filter { $0 != "_" && $0 != "-" }
            if KindWords.ownSides[word] != nil {
                return Side(condition: leaf.equals(leaf.text), isCertain: true, holds: true)
            }
            if let ours = KindWords.ownSides.filter({ $0.value == word && !word.isEmpty }).keys.min() {
                return Side(condition: leaf.equals(ours), isCertain: true, holds: false)
            }
            if KindWords.otherSides.contains(word) {
                return Side(condition: leaf.equals("agent"), isCertain: false, holds: false)
            }
        }
        return nil
    }

    private static func isAside(_ leaf: PayloadLeaf) -> Bool {
        leaf.parents.contains { parent in
            let name = DraftWords.plain(parent)
            return DraftWords.asideRoles.contains(name) || DraftWords.senderRoles.contains(name)
                || DraftWords.ownRoles.contains(name) || DraftWords.quotedRoles.contains(name)
                || ["chat", "conversation", "inbox", "channel"].contains(name)
        }
    }
}

extension PayloadLeaf {
    /// The path for conditions, which cannot ask for form fields in the kinder way.
    var reference: String { path.fields.map { PayloadPath(origin: $0).appending(path.text).text } ?? path.text }

    /// True or false, however it is written.
    var flag: Bool? {
        switch text.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// A condition that the member is this text, which has to be a plain word.
    func equals(_ word: String) -> String { "\(reference) == '\(word)'" }

    /// A condition that the flag has this value, in the way in which the flag is written.
    func equals(flag value: Bool) -> String {
        switch scalar.kind {
        case .flag: "\(reference) == \(value)"
        case .number: "\(reference) == \(value ? 1 : 0)"
        default: "\(reference) == '\(text.count == 1 ? (value ? "1" : "0") : "\(value)")'"
        }
    }
}
