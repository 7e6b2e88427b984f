/// Phrases to look for at the beginning, at the end or inside of a text, compared byte by byte.
///
/// Grouped by their first bytes, so that a text that holds none of them costs little more than reading it.
struct PhraseList: Sendable, ExpressibleByArrayLiteral {
    private var groups: [[[UInt8]]]
    private let all: [[UInt8]]

    init(arrayLiteral phrases: String...) {
        all = phrases.map { Array($0.utf8) }
        groups = Array(repeating: [], count: 256)
        for phrase in all {
            if let first = phrase.first { groups[Int(first)].append(phrase) }
        }
    }

    /// Whether the text begins with one of them.
    func begins(_ text: [UInt8]) -> Bool {
        guard let first = text.first else { return false }
        return groups[Int(first)].contains { text.starts(with: $0) }
    }

    /// The first of them that the text begins with.
    func beginning(of text: [UInt8]) -> String? {
        guard let first = text.first else { return nil }
        return groups[Int(first)].first { text.starts(with: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the text ends with one of them.
    func ends(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        guard let last = text.last else { return false }
        return all.contains { phrase in
            phrase.last == last && phrase.count <= text.count && text.suffix(phrase.count).elementsEqual(phrase)
        }
    }

    /// Whether the text holds one of them.
    func occurs(in text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            for place in bytes.indices {
                for phrase in groups[Int(bytes[place])] where bytes.count - place >= phrase.count {
                    var offset = 1
                    while offset < phrase.count, bytes[place + offset] == phrase[offset] { offset += 1 }
                    if offset == phrase.count { return true }
                }
            }
            return false
        }
    }
}
