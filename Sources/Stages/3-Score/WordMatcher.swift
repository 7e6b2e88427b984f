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
    private var patterns: [(list: Int, phrase: String, order: Int)]
    /// How many lists there are.
    let listCount: Int

    /// A matcher for lists of words and phrases; those that fold to nothing never match.
    init(lists: [[String]]) {
        listCount = lists.count
        patterns = []
        var folded: [[UInt8]] = []
        for (list, phrases) in lists.enumerated() {
            for (order, phrase) in phrases.enumerated() {
                var folding = TextFolding()
                folding.append(phrase, bytesMax: 1024)
                guard folding.bytes.count > 2 else { continue }
                patterns.append((list, phrase, order))
                folded.append(folding.bytes)
            }
        }
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

    /// Calls `found` with the list and the phrase as configured, for each occurrence of a whole word or phrase.
    func forEachMatch(in text: TextFolding, _ found: (_ list: Int, _ phrase: String, _ order: Int) -> Void) {
        guard !patterns.isEmpty else { return }
        var state = 0
        for byte in text.bytes {
            state = Int(next[state * classCount + Int(classes[Int(byte)])])
            for ending in endingRanges[state] {
                let pattern = patterns[Int(endings[Int(ending)])]
                found(pattern.list, pattern.phrase, pattern.order)
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
