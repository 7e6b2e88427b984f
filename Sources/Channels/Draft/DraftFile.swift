import Domain

/// Writes the `channel.yaml` of a draft.
struct DraftFile {
    let id: String
    let name: String
    let request: CapturedRequest
    let outline: PayloadOutline
    let guess: KindGuess
    let map: DraftMap
    let proof: ProofGuess

    /// The whole file.
    var text: String {
        var yaml = DraftYAML()
        yaml.comment(
            "Drafted from one captured delivery. What stands behind # is what was seen there: people's data, so remove it"
        )
        yaml.comment(
            "before you share this file. README.md says what to check; docs/channels.md explains the language.")
        yaml.line("channel: \(DraftYAML.scalar(id))")
        yaml.line("name: \(DraftYAML.scalar(name))")
        yaml.line("version: 1")
        yaml.line()
        appendReceive(&yaml)
        appendVerify(&yaml)
        yaml.line("decode: \(outline.format.rawValue)")
        yaml.line()
        appendParse(&yaml)
        if !map.identifiers.isEmpty {
            yaml.comment("What a contact is recognised by.")
            yaml.line("identifiers:")
            for identifier in map.identifiers { yaml.line("\(identifier.kind): \(identifier.field)", depth: 1) }
            yaml.line()
        }
        if outline.levels.isEmpty {
            appendRules(&yaml, depth: 0)
        } else {
            appendLevels(&yaml)
        }
        return yaml.text
    }

    private func appendReceive(_ yaml: inout DraftYAML) {
        yaml.line("receive:")
        if ["PUT", "GET"].contains(request.address.method) {
            yaml.line("methods: [\(request.address.method)]", depth: 1)
        }
        let type = request.mediaType
        let isPlain = type.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"[]{},\"'#&*!|>%@`".utf8.contains($0) }
        if !type.isEmpty, isPlain, request.address.method != "GET" {
            yaml.line("content_types: [\(DraftYAML.quoted(type))]", depth: 1)
        }
        yaml.line("body_limit: 1 MiB", depth: 1)
        yaml.line()
    }

    private func appendVerify(_ yaml: inout DraftYAML) {
        switch proof.certainty {
        case .verified: yaml.comment("Verified: the given secret fits the captured request.")
        case .likely: yaml.comment("Check this with the provider's documentation: it only looks like \(proof.finding).")
        case .none: break
        }
        yaml.line("verify:")
        for line in proof.lines { yaml.line(line, depth: 1) }
        yaml.line()
    }

    private func appendParse(_ yaml: inout DraftYAML) {
        guard let pairs = outline.pairs else { return }
        yaml.comment("The answers are a list of names and values.")
        yaml.line("parse:")
        yaml.line("- path: \(DraftYAML.scalar(pairs.path + "[*]"))", depth: 1)
        yaml.line("as: pairs", depth: 2)
        yaml.line("name: \(DraftYAML.scalar(pairs.name))", depth: 2)
        yaml.line("value: [\(pairs.values.map(DraftYAML.scalar).joined(separator: ", "))]", depth: 2)
        if pairs.hasOptions {
            yaml.line("options: {list: \"@.options[*]\", id: \"@.id\", text: \"@.text\"}", depth: 2)
        }
        yaml.line("into: fields", depth: 2)
        yaml.line()
    }

    private func appendLevels(_ yaml: inout DraftYAML) {
        yaml.line("items:")
        for (depth, level) in outline.levels.enumerated() {
            let inner = 2 * depth + 2
            if depth > 0 { yaml.line("items:", depth: inner - 2) }
            yaml.line("- as: \(level.name)", depth: inner - 1)
            yaml.line("each: \(DraftYAML.scalar(level.each))", depth: inner)
        }
        let depth = 2 * outline.levels.count
        if let join = outline.join {
            yaml.comment("Somewhere else in the delivery, found by the same id.", depth: depth)
            yaml.line("with:", depth: depth)
            let find = DraftYAML.scalar(join.find)
            yaml.line("\(join.name): {find: \(find), where: \(DraftYAML.quoted(join.condition))}", depth: depth + 1)
        }
        appendRules(&yaml, depth: depth)
    }

    private func appendRules(_ yaml: inout DraftYAML, depth: Int) {
        yaml.comment("What makes an event the same when it is delivered again.", depth: depth)
        yaml.line("key: \(map.key)", depth: depth)
        if map.lines.contains(where: { !$0.isProposal }) {
            yaml.line("map:", depth: depth)
        } else if !map.lines.isEmpty {
            yaml.line("# map:", depth: depth)
        }
        for line in map.lines {
            yaml.rule(line.name, line.value, comment: line.comment, isProposal: line.isProposal, depth: depth + 1)
        }
        appendCases(&yaml, depth: depth)
    }

    /// The first case that fits decides; our own side comes first, because what it writes looks like any message.
    private func appendCases(_ yaml: inout DraftYAML, depth: Int) {
        yaml.line("cases:", depth: depth)
        if let side = guess.side {
            let rule = "- {when: \(DraftYAML.quoted(side.condition)), kind: echo}"
            if side.isCertain {
                yaml.comment("What our own side wrote is kept and never counted.", depth: depth + 1)
                yaml.line(rule, depth: depth + 1)
            } else {
                yaml.comment(
                    "What our own side wrote is no lead. The capture does not show the word for it; for example:",
                    depth: depth + 1)
                yaml.line("# " + rule, depth: depth + 1)
            }
            if side.holds { return }
        } else if guess.kind == .message {
            let example = outline.itemPath.appending("from_me").text
            yaml.comment(
                "Nothing in the capture tells what our own side wrote. If it is delivered too, put such a case here:",
                depth: depth + 1)
            yaml.comment("- {when: \(DraftYAML.quoted(example + " == true")), kind: echo}", depth: depth + 1)
        }
        guard let condition = guess.condition else {
            yaml.line("- {kind: \(guess.kind.rawValue)}", depth: depth + 1)
            return
        }
        yaml.line("- {when: \(DraftYAML.quoted(condition)), kind: \(guess.kind.rawValue)}", depth: depth + 1)
        yaml.comment(
            "Everything else becomes `unknown`: shown, and never counted. Capture it and add cases, or for example",
            depth: depth + 1)
        yaml.comment("- {ignore: nothing that anybody said}", depth: depth + 1)
    }
}
