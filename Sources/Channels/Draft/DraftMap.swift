import Domain

/// The rules of a draft: what is written under `map`, `key` and `identifiers`.
struct DraftMap {
    /// A line of the map.
    struct Line {
        let name: String
        let value: String
        let comment: String
        let isProposal: Bool
    }

    private(set) var lines: [Line] = []
    /// A list of parts, or a mapping; never empty.
    private(set) var key = ""
    private(set) var identifiers: [(kind: String, field: String)] = []

    private let outline: PayloadOutline
    private let found: [GuessedField: FieldGuess]
    private let kind: EventKind

    init(_ outline: PayloadOutline, _ found: [GuessedField: FieldGuess], _ guess: KindGuess, _ files: FileGuess?) {
        self.outline = outline
        self.found = found
        kind = guess.kind
        addPerson()
        add("account_id", .accountID)
        add("text", .text)
        add("subject", .subject)
        addTime()
        addIDs()
        if kind == .status { add("status", .status) }
        if kind == .reaction { add("emoji", .emoji) }
        if let content = guess.content { append("message_type", Self.expression(content), seen: content) }
        if kind != .reaction, kind != .status { add("reply_to", .replyTo) }
        addFiles(files)
        addAnswers()
        addTouch()
        setKey()
    }

    /// Whether a field is written as a rule.
    func has(_ name: String) -> Bool { lines.contains { $0.name == name && !$0.isProposal } }

    private mutating func addPerson() {
        add("sender_id", .senderID)
        let full = found[.senderName]
        if let first = found[.firstName], full.map({ $0.score < 9 }) ?? true {
            let parts = [first.leaf] + (found[.lastName].map { [$0.leaf] } ?? [])
            let value =
                parts.count == 1
                ? Self.expression(first.leaf) : "{join: [\(parts.map(Self.flow).joined(separator: ", "))], with: \" \"}"
            let seen = parts.map { DraftYAML.seen($0.text) }.joined(separator: " ")
            lines.append(Line(name: "sender_name", value: value, comment: seen, isProposal: !first.isSure))
        } else {
            add("sender_name", .senderName)
        }
        add("sender_username", .username) { "{strip_prefix: \(Self.flow($0)), prefix: \"@\"}" }
        let isTyped = outline.format == .form || kind == .leadForm
        add("phone_e164", .phone) { Self.phone($0, isTyped: isTyped) }
        add("email", .email) { "{email: \(Self.flow($0))}" }
        if has("sender_id"), found[.senderID]?.leaf.path != found[.phone]?.leaf.path || !has("phone_e164") {
            identifiers.append(("chat_user", "sender_id"))
        }
        if has("phone_e164") { identifiers.append(("phone", "phone_e164")) }
        if has("email") { identifiers.append(("email", "email")) }
    }

    private mutating func addTime() {
        add("timestamp", .time) { leaf in
            switch ValueShape(leaf.scalar).time {
            case .seconds: "{epoch: \(Self.flow(leaf)), unit: s}"
            case .milliseconds: "{epoch: \(Self.flow(leaf)), unit: ms}"
            case .rfc5322: "{rfc5322: \(Self.flow(leaf))}"
            case .rfc3339, nil: "{rfc3339: \(Self.flow(leaf)), assume_utc: true}"
            }
        }
    }

    /// What happened to a message says which one; everything else has an id of its own.
    private mutating func addIDs() {
        let concernsOther = [.status, .reaction, .edit, .delete].contains(kind)
        if concernsOther {
            let target = found[.target].flatMap { $0.isSure ? $0 : nil } ?? found[.messageID]
            if let target { append("target_message_id", Self.expression(target.leaf), seen: target.leaf, target) }
        }
        add("provider_message_id", .messageID)
        add("conversation_id", .conversationID)
        if kind == .leadForm { add("form_id", .formID) }
    }

    private mutating func addFiles(_ files: FileGuess?) {
        guard let files else { return }
        let members = files.members.map { member in
            let path = DraftYAML.scalar(member.path)
            return "\(member.name): " + (member.name == "size" ? "{raw: \(path)}" : path)
        }
        lines.append(
            Line(
                name: "attachments",
                value: "{list: \(DraftYAML.scalar(files.list)), map: {object: {\(members.joined(separator: ", "))}}}",
                comment: "", isProposal: false))
    }

    private mutating func addAnswers() {
        guard kind == .leadForm else { return }
        if outline.format == .form || outline.pairs != nil {
            let value = "{other_fields: {except: []}}"
            lines.append(Line(name: "fields", value: value, comment: "all other answers", isProposal: false))
        } else {
            let used = Set(found.values.filter { $0.isSure && $0.leaf.parents.isEmpty }.map(\.leaf.name)).sorted()
            let value =
                "{members: \(DraftYAML.scalar(outline.itemPath.text)), except: [\(used.map(DraftYAML.quoted).joined(separator: ", "))]}"
            lines.append(Line(name: "fields", value: value, comment: "all other members", isProposal: false))
        }
    }

    /// Parameters of campaigns, and addresses of pages that carry them.
    private mutating func addTouch() {
        let fields = Dictionary(TouchField.allCases.map { (DraftWords.plain($0.rawValue), $0.rawValue) }) { first, _ in
            first
        }
        var pages: [String] = []
        var named: Set<String> = []
        for leaf in outline.leaves where leaf.level <= 1 && !leaf.text.isEmpty {
            let own = DraftWords.plain(leaf.name)
            let isCampaign = own.hasPrefix("utm") || own.hasSuffix("clid") || own == "gbraid" || own == "wbraid"
            if isCampaign, let field = fields[own], named.insert(field).inserted {
                append("referral." + field, Self.expression(leaf), seen: leaf)
            } else if ValueShape(leaf.scalar).isURL, leaf.text.contains("utm_") || leaf.text.contains("clid="),
                pages.count < 3
            {
                pages.append(Self.flow(leaf))
            }
        }
        guard !pages.isEmpty else { return }
        lines.append(
            Line(
                name: "referral.addresses", value: "[\(pages.joined(separator: ", "))]",
                comment: "utm and click ids of the page", isProposal: false))
    }

    private mutating func setKey() {
        let id = found[.messageID].flatMap { $0.isSure ? Self.flow($0.leaf) : nil }
        switch kind {
        case .status:
            let target = lines.first { $0.name == "target_message_id" && !$0.isProposal }
            let status = found[.status].flatMap { $0.isSure ? Self.flow($0.leaf) : nil }
            key = target != nil && status != nil ? "[\(target?.value ?? ""), \(status ?? "")]" : "{digest: item}"
        case .reaction, .edit, .delete: key = "{digest: item}"
        default: key = id.map { "[\($0)]" } ?? (kind == .leadForm ? "{digest: event, window: 10m}" : "{digest: item}")
        }
    }

    private mutating func add(_ name: String, _ field: GuessedField, _ value: (PayloadLeaf) -> String = Self.expression)
    {
        guard let guess = found[field] else { return }
        append(name, value(guess.leaf), seen: guess.leaf, guess)
    }

    private mutating func append(_ name: String, _ value: String, seen leaf: PayloadLeaf, _ guess: FieldGuess? = nil) {
        var comment = DraftYAML.seen(leaf.text)
        if let guess, !guess.isSure {
            comment += " (unsure)"
            if !guess.alternatives.isEmpty {
                comment += "; or " + guess.alternatives.map { Self.flow($0) }.joined(separator: ", ")
            }
        }
        let isTaken = lines.contains { $0.name == name }
        if isTaken { return }
        lines.append(Line(name: name, value: value, comment: comment, isProposal: !(guess?.isSure ?? true)))
    }

    /// An expression that finds the leaf.
    private static func expression(_ leaf: PayloadLeaf) -> String {
        if leaf.path.isFormField { return "{field: [\(DraftYAML.quoted(leaf.path.text))]}" }
        if ValueShape(leaf.scalar).isHTML { return "{html_text: \(DraftYAML.scalar(leaf.path.text))}" }
        return DraftYAML.scalar(leaf.path.text)
    }

    /// The same inside of other expressions.
    private static func flow(_ leaf: PayloadLeaf) -> String { expression(leaf) }

    /// - Parameter isTyped: Whether a visitor wrote the number, in whatever way.
    private static func phone(_ leaf: PayloadLeaf, isTyped: Bool) -> String {
        switch ValueShape(leaf.scalar).telephone {
        case .prefixed:
            let prefix = leaf.text.prefix { $0 != ":" } + ":"
            return "{phone: {after: \(flow(leaf)), text: \(DraftYAML.quoted(String(prefix)))}, origin: international}"
        case .chatAddress: return "{phone: {before: \(flow(leaf)), text: \"@\"}, origin: international}"
        case .international where !isTyped: return "{phone: \(flow(leaf)), origin: international}"
        case .international, .national, nil: return "{phone: \(flow(leaf))}"
        }
    }
}
