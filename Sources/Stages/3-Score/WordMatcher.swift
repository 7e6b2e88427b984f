import Domain

/// Finds words and phrases of several lists in one pass over a folded text.
///
/// An Aho-Corasick automaton over bytes, flattened to a table: one look-up for each byte of text, however many words there are.
struct WordMatcher: Sendable {
    /// Next state by `state * classCount + class`.
    private var next: [UInt32]
    private var classCount: Int
    /// Byte → class; class 0 is every byte that no pattern has.
    private var classes: [UInt8]
    /// For each state the patterns that end there, as a range of `endings`.
    private var endingRanges: [Range<Int32>]
    private var endings: [Int32]
    private(set) var patterns: [Pattern]
    /// The list of each pattern.
    private var patternLists: [Int]
    /// How many lists there are.
    let listCount: Int
    /// The words of the patterns; texts have to be folded with it.
    let vocabulary: Vocabulary

    /// A word or phrase that is looked for.
    struct Pattern {
        fileprivate let list: Int
        fileprivate let phrase: String
        fileprivate let order: Int
        /// How long it is, folded.
        fileprivate let length: Int
    }

    /// One occurrence of a whole word or phrase.
    struct Match {
        /// The number of the list.
        let list: Int
        /// The phrase as configured.
        let phrase: String
        /// Its place in the list.
        let order: Int
        /// Where it stands in the folded text, with the blanks around it.
        let bytes: Range<Int>
    }

    /// Whether there is anything to look for.
    var isAsked: Bool { listCount > 0 || !vocabulary.languages.isEmpty }

    /// A matcher for lists of words and phrases; those that fold to nothing never match.
    init(lists: [[String]], lexicon: Lexicon = Lexicon()) {
        listCount = lists.count
        var vocabulary = Vocabulary(lexicon)
        patterns = []
        var folded: [[UInt8]] = []
        for (list, phrases) in lists.enumerated() {
            for (order, phrase) in phrases.enumerated() {
                let bytes = vocabulary.read(phrase)
                guard bytes.count > 2 else { continue }
                patterns.append(Pattern(list: list, phrase: phrase, order: order, length: bytes.count))
                folded.append(bytes)
            }
        }
        self.vocabulary = vocabulary
        patternLists = patterns.map(\.list)
        classes = [UInt8](repeating: 0, count: 256)
        var used = 0
        for byte in Set(folded.joined()).sorted() {
            used += 1
            classes[Int(byte)] = UInt8(truncatingIfNeeded: used)
        }
        classCount = used + 1
        next = []
        endingRanges = []
        endings = []
        build(folded)
    }

    /// A phrase of a list that a text has.
    struct Found {
        /// The number of the pattern; -1 for none.
        fileprivate var pattern: Int32 = -1
        /// Where it ends in the folded text, with the blank behind it.
        fileprivate var end: Int32 = 0

        /// The occurrence, of the matcher's patterns; nil for none.
        func match(of patterns: [Pattern]) -> Match? {
            guard pattern >= 0 else { return nil }
            let pattern = patterns[Int(pattern)]
            return Match(
                list: pattern.list, phrase: pattern.phrase, order: pattern.order,
                bytes: Int(end) - pattern.length..<Int(end))
        }
    }

    /// For each list the first of its phrases (in the order of the list) that a text has. Patterns are numbered in that order.
    func first(in text: TextFolding) -> [Found] {
        var found = [Found](repeating: Found(), count: listCount)
        guard !patterns.isEmpty else { return found }
        // Flat and without a look at who else holds the arrays, because this runs for each byte of each text.
        next.withUnsafeBufferPointer { next in
            classes.withUnsafeBufferPointer { classes in
                endingRanges.withUnsafeBufferPointer { endingRanges in
                    text.bytes.withUnsafeBufferPointer { bytes in
                        var state = 0
                        for index in bytes.indices {
                            state = Int(next[state &* classCount &+ Int(classes[Int(bytes[index])])])
                            let range = endingRanges[state]
                            if range.isEmpty { continue }
                            for ending in range {
                                let pattern = endings[Int(ending)]
                                let list = patternLists[Int(pattern)]
                                guard found[list].pattern < 0 || pattern < found[list].pattern else { continue }
                                found[list] = Found(pattern: pattern, end: Int32(index + 1))
                            }
                        }
                    }
                }
            }
        }
        return found
    }

    /// Calls `found` for each occurrence of a whole word or phrase in a text that was folded with the ``vocabulary``.
    func forEachMatch(in text: TextFolding, _ found: (Match) -> Void) {
        guard !patterns.isEmpty else { return }
        var state = 0
        for (index, byte) in text.bytes.enumerated() {
            state = Int(next[state * classCount + Int(classes[Int(byte)])])
            for ending in endingRanges[state] {
                let pattern = patterns[Int(endings[Int(ending)])]
                found(
                    Match(
                        list: pattern.list, phrase: pattern.phrase, order: pattern.order,
                        bytes: index + 1 - pattern.length..<index + 1))
            }
        }
    }

    private mutating func build(_ folded: [[UInt8]]) {
        var trie: [[UInt8: Int]] = [[:]]
        var ends: [[Int32]] = [[]]
        for (number, pattern) in folded.enumerated() {
            var state = 0
            for byte in pattern {
                let symbol = classes[Int(byte)]
                if let known = trie[state][symbol] {
                    state = known
                } else {
                    trie.append([:])
                    ends.append([])
                    trie[state][symbol] = trie.count - 1
                    state = trie.count - 1
                }
            }
            ends[state].append(Int32(number))
        }
        next = [UInt32](repeating: 0, count: trie.count * classCount)
        var failure = [Int](repeating: 0, count: trie.count)
        var queue = [0]
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            if state != 0 { ends[state] += ends[failure[state]] }
            for symbol in 0..<classCount {
                let fallback = state == 0 ? 0 : Int(next[failure[state] * classCount + symbol])
                if let child = trie[state][UInt8(symbol)] {
                    next[state * classCount + symbol] = UInt32(child)
                    failure[child] = fallback
                    queue.append(child)
                } else {
                    next[state * classCount + symbol] = UInt32(fallback)
                }
            }
        }
        for found in ends {
            endingRanges.append(Int32(endings.count)..<Int32(endings.count + found.count))
            endings += found
        }
    }
}
