public import Domain

/// Who could take a waiting lead, read from the text that its place in the queue bears: `kitchen +skill:install -ani`.
public struct QueueProfile: Sendable, Hashable {
    /// The pool; nil for everybody, and for a lead that one rep alone may take.
    public private(set) var pool: PoolID?
    /// What the rep has to have, in order.
    public private(set) var needs: [RepNeed] = []
    /// Who had it and does not get it again, in order.
    public private(set) var declined: [RepID] = []
    /// The only one who may take it: the lead of the team.
    public private(set) var escalatesTo: RepID?

    /// Reads a profile. Whatever it does not know belongs to the word before.
    public init(_ text: String) {
        if text.first == "!" {
            escalatesTo = String(text.dropFirst())
            return
        }
        var words: [Substring] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if words.isEmpty || QueueProfile.need(word) != nil || word.first == "-" {
                words.append(word)
            } else {
                words[words.count - 1] += " " + word
            }
        }
        pool = words.first.flatMap { $0.isEmpty ? nil : String($0) }
        for word in words.dropFirst() {
            if let need = QueueProfile.need(word) {
                needs.append(need)
            } else {
                declined.append(String(word.dropFirst()))
            }
        }
    }

    private static func need(_ word: Substring) -> RepNeed? {
        guard word.first == "+", let colon = word.firstIndex(of: ":") else { return nil }
        let kind = LeadSignal.Kind.allCases.first { $0.word == word[word.index(after: word.startIndex)..<colon] }
        return kind.map { RepNeed($0, String(word[word.index(after: colon)...])) }
    }

    /// In words: ``somebody of the pool `kitchen` with the skill `install`, not ani``.
    public var words: String {
        if let escalatesTo { return "\(escalatesTo) alone, as the lead of the team" }
        var parts = [pool.map { "somebody of the pool `\($0)`" } ?? "any rep"]
        for need in needs { parts.append(need.words) }
        let text = parts.joined(separator: " ")
        return declined.isEmpty ? text : text + ", not \(declined.joined(separator: ", "))"
    }
}

extension RepNeed {
    /// As part of a sentence about a rep: ``with the skill `install` ``.
    fileprivate var words: String {
        switch kind {
        case .pool: "of the pool `\(value)`"
        case .skill: "with the skill `\(value)`"
        case .language: "who speaks `\(value)`"
        case .product: "who sells `\(value)`"
        case .area: "for the area `\(value)`"
        case .priority: "with the priority `\(value)`"
        }
    }
}
