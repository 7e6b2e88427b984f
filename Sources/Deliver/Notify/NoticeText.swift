/// A notice in the words of a language.
public struct NoticeText: Sendable, Hashable {
    /// What happened and to which lead: `New lead L41`.
    public let title: String
    /// The facts, each with its word: `Score 80`.
    public let facts: [String]
    /// The rep's page.
    public let link: String?

    /// Writes a notice in the first of some languages that there are words for (`en`, `id`).
    public init(_ notice: Notice, languages: [String]) {
        let words = NoticeWords.of(languages: languages)
        let happened = words.topics[notice.topic] ?? words.other
        title = [happened, notice.lead].compactMap { $0 }.joined(separator: " ")
        facts = [
            (words.customer, notice.customer), (words.score, notice.score.map(String.init)),
            (words.source, notice.source), (words.due, notice.due), (words.reason, notice.reason),
        ].compactMap { word, value in
            guard let value = value?.singleLine.prefix(Self.factMax), !value.isEmpty else { return nil }
            return "\(word): \(value)"
        }
        link = notice.link
    }

    /// Letters of one fact: whatever customers call themselves, a notice stays short.
    private static let factMax = 120

    /// Title, facts in one line, link.
    public var lines: String {
        [title, facts.joined(separator: " \u{b7} "), link ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
