import Domain

/// Takes the lists from the shelf that conditions need besides words.
struct LexiconReader {
    static let spellingList = "chat-spelling"
    static let freeMailList = "free-mail"
    /// Followed by the language's code.
    static let languagePrefix = "language-"

    let findings: Findings
    let shelf: ListShelf

    /// Codes of the languages that can be told, in order.
    var languages: [String] {
        shelf.names.filter { $0.hasPrefix(Self.languagePrefix) }.map { String($0.dropFirst(Self.languagePrefix.count)) }
    }

    /// All lists of languages count as used: which one a text is in depends on what the others hold.
    func useLanguages() { for code in languages { _ = shelf.lines(Self.languagePrefix + code) } }

    /// Texts are read alike whichever condition asks, so the spelling counts as used with the first one; there may be none.
    func useSpelling() { _ = shelf.lines(Self.spellingList) }

    /// Notes that conditions ask for free providers.
    ///
    /// - Returns: Whether there is a list of them.
    func useFreeMail() -> Bool { shelf.lines(Self.freeMailList) != nil }

    /// What the lists in use hold.
    func lexicon(of node: YAMLNode) -> Lexicon {
        var lexicon = Lexicon()
        for (name, text) in shelf.taken.sorted(by: { $0.key < $1.key }) {
            let lines = ListLine.lines(of: text)
            switch name {
            case Self.spellingList:
                for line in lines { add(line, to: &lexicon.spelling, of: node) }
            case Self.freeMailList: lexicon.freeMail = Set(lines.map { $0.text.lowercased() })
            case _ where name.hasPrefix(Self.languagePrefix):
                lexicon.languages[String(name.dropFirst(Self.languagePrefix.count))] = lines.map(\.text)
            default: break
            }
        }
        return lexicon
    }

    /// An abbreviation, a blank, what it stands for.
    private func add(_ line: ListLine, to spelling: inout [String: String], of node: YAMLNode) {
        let parts = line.text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            findings.error(
                at: node,
                "list `\(Self.spellingList)`, line \(line.number): expected an abbreviation and what it stands for, got \(shortened(line.text))"
            )
            return
        }
        let short = parts[0].lowercased()
        if let known = spelling[short], known != parts[1] {
            findings.error(
                at: node,
                "list `\(Self.spellingList)`, line \(line.number): \(shortened(short)) stands for \(shortened(known)) already; remove one of them"
            )
        }
        spelling[short] = parts[1]
    }
}
