import Domain
import JSON
import Settings

extension CompiledChannel: CustomStringConvertible {
    /// The channel as it works, for people: what it extends is merged, and every case shows its whole map with what it inherits.
    ///
    /// - Complexity: Linear in the file times the depth of its levels; for the command line.
    public var description: String {
        var listing = ChannelListing()
        listing.write(self)
        return listing.text
    }
}

/// Writes a compiled channel as indented lines.
private struct ChannelListing {
    var text = ""

    mutating func write(_ channel: CompiledChannel) {
        line(0, "channel \(channel.id) (\(channel.name)), version \(channel.version)")
        let files = ChannelSource.documents(of: channel.sourceText).count
        if files > 1 { line(0, "extends: \(files - 1) other \(files == 2 ? "file" : "files")") }
        let root = ExtendedFile(channel.sourceText, file: channel.id).root
        for block in ["receive", "verify"] {
            if let node = root?[block] { line(0, "\(block): \(Self.flow(node))") }
        }
        line(0, "decode: \(channel.rules.decode.rawValue)")
        write(channel.rules.shape)
        for rule in channel.rules.identifiers {
            let scope = rule.kind.isScoped ? " (of this channel and account)" : ""
            line(0, "identifier \(rule.kind.rawValue): \(rule.fields.map(\.rawValue).joined(separator: ", "))\(scope)")
        }
        write(channel.program, 0)
        for (name, fetch) in channel.fetches.sorted(by: { $0.key < $1.key }) {
            line(0, "answer of fetch \(name), asked from \(fetch.host) \(Self.token(fetch.token)):")
            write(fetch.answer, 1)
        }
        guard let reply = channel.reply else { return }
        line(0, "reply:")
        for content in ReplyListing.lines(reply) { line(1, content) }
    }

    private mutating func write(_ shape: DocumentShape) {
        if shape.wantsQuery { line(0, "query: true") }
        if !shape.wrappers.isEmpty { line(0, "form_groups: [\(shape.wrappers.sorted().joined(separator: ", "))]") }
        if let field = shape.charsetsField { line(0, "form_charsets: \(field)") }
        for family in shape.numbered {
            line(0, "numbered \(family.name): [\(family.prefixes.joined(separator: ", "))]")
        }
    }

    private mutating func write(_ program: EventProgram, _ depth: Int) {
        for step in program.parse {
            line(depth, "parse \(step.name) <- \(Self.word(step.reading)) at \(Self.paths(step.paths))")
        }
        for node in program.items { write(node, depth) }
        line(depth, "the whole document, where nothing above finds anything:")
        write(program.document, depth + 1)
    }

    private mutating func write(_ node: FanOutNode, _ depth: Int) {
        line(depth, "each \(node.name) <- \(Self.paths(node.each))")
        for join in node.joins {
            let condition = join.condition.map { " where \(Self.oneLine($0.filter.text))" } ?? ""
            line(depth + 1, "with \(join.name) <- \(join.find.path.text)\(condition)")
        }
        for child in node.children { write(child, depth + 1) }
        if !node.children.isEmpty { line(depth + 1, "\(node.name) itself, where nothing above finds anything:") }
        write(node.settlement, node.children.isEmpty ? depth + 1 : depth + 2)
    }

    private mutating func write(_ settlement: Settlement, _ depth: Int) {
        for item in settlement.cases {
            let condition = item.condition.map { "when \(Self.oneLine($0.filter.text))" } ?? "otherwise"
            switch item.outcome {
            case .ignore(let reason): line(depth, "\(condition): ignored, \(reason)")
            case .event(let plan): write(plan, condition, depth)
            }
        }
        if settlement.cases.last.map({ $0.condition != nil }) ?? true {
            write(settlement.unknown, "otherwise", depth)
        }
    }

    private mutating func write(_ plan: EventPlan, _ condition: String, _ depth: Int) {
        switch plan.kind {
        case .fixed(let kind): line(depth, "\(condition): \(kind.rawValue)")
        case .at(let path): line(depth, "\(condition): the kind at \(path.path.text)")
        }
        line(depth + 1, "key: \(ExpressionText.key(plan.key))")
        if let fetch = plan.fetch { line(depth + 1, "fetch: \(fetch.name)") }
        let map = plan.map
        for (field, expression) in map.texts {
            line(depth + 1, "\(field.rawValue): \(ExpressionText.text(expression))")
        }
        if let time = map.sentAt { line(depth + 1, "\(EventVocabulary.timestamp): \(ExpressionText.time(time))") }
        if let answers = map.answers {
            line(depth + 1, "\(EventVocabulary.answers): \(ExpressionText.answers(answers))")
        }
        for (field, expression) in map.touch {
            line(depth + 1, "\(EventVocabulary.touchPrefix)\(field.rawValue): \(ExpressionText.text(expression))")
        }
        if !map.touchAddresses.isEmpty {
            let list = map.touchAddresses.map(ExpressionText.text).joined(separator: ", ")
            line(depth + 1, "\(EventVocabulary.touchAddresses): [\(list)]")
        }
        for (name, paths) in [
            (EventVocabulary.threadReferences, map.threadReferences),
            (EventVocabulary.threadRecipients, map.threadRecipients),
        ] where !paths.isEmpty {
            line(depth + 1, "\(name): \(Self.paths(paths))")
        }
        for detail in map.details { line(depth + 1, "\(detail.name): \(ExpressionText.value(detail.value))") }
    }

    private mutating func line(_ depth: Int, _ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private static func word(_ reading: ParseStep.Reading) -> String {
        switch reading {
        case .json: "json"
        case .mail(let encoding): encoding == .text ? "mime" : "mime in \(encoding.rawValue)"
        case .mailHeaders(let rule):
            rule.added.isEmpty ? "mail_headers" : "mail_headers with \(rule.added.map(\.name).joined(separator: ", "))"
        case .pairs(let rule):
            "pairs \(ExpressionText.text(rule.name)): \(paths(rule.values))"
                + (rule.condition.map { " where \($0.filter.text)" } ?? "")
        case .members: "members"
        }
    }

    private static func token(_ token: FetchRules.Token?) -> String {
        switch token {
        case .header(let name, _): "with the access token in the header \(name)"
        case .query(let name): "with the access token in the parameter \(name)"
        case nil: "without a token"
        }
    }

    private static func paths(_ paths: [ValuePath]) -> String {
        paths.map { oneLine($0.path.text) }.joined(separator: ", else ")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// A value of the file in one line.
    private static func flow(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let isQuoted): isQuoted || text.isEmpty ? "\"\(text)\"" : text
        case .sequence(let elements): "[\(elements.map(flow).joined(separator: ", "))]"
        case .mapping(let members):
            "{\(members.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", "))}"
        }
    }
}
