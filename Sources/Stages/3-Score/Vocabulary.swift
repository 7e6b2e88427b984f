import Domain

/// The words that rules look for, the ways they are spelled in chats, and the words that tell languages: one look-up for each word of a text.
///
/// A flat table with open addressing over folded words; no allocation while looking up.
struct Vocabulary: Sendable {
    /// What is known of a word.
    struct Entry {
        fileprivate var hash: UInt32
        fileprivate var key: Range<Int32>
        /// Where in ``readings`` the words stand that it is read as; empty for itself.
        fileprivate var reading: Range<Int32> = 0..<0
        /// Whether phrases have it, as it stands or as it is read.
        fileprivate(set) var isInPhrases = false
        /// The language that it tells; nil for none and for words of several.
        fileprivate(set) var language: Int?
        fileprivate var isOfSeveralLanguages = false
    }

    /// Codes of the languages, in order.
    let languages: [String]
    private var entries: [Entry] = []
    private var keys: [UInt8] = []
    private var readings: [UInt8] = []
    /// Number of an entry plus one, 0 for none; a power of two of them, at most half in use.
    private var slots: [UInt32] = [0, 0]

    /// A vocabulary of folded phrases (with blanks at either end) and what a lexicon knows.
    init(_ lexicon: Lexicon) {
        languages = lexicon.languages.keys.sorted()
        for (number, code) in languages.enumerated() {
            for word in lexicon.languages[code] ?? [] {
                for part in Vocabulary.words(of: word) { tell(part, language: number) }
            }
        }
        for (short, long) in lexicon.spelling.sorted(by: { $0.key < $1.key }) {
            let (key, words) = (Vocabulary.words(of: short), Vocabulary.words(of: long))
            guard key.count == 1, let first = words.first, key[0] != words[0] || words.count > 1 else { continue }
            let reading = Array(words.joined(separator: [UInt8(ascii: " ")]))
            let entry = insert(key[0])
            entries[entry].reading = Int32(readings.count)..<Int32(readings.count + reading.count)
            readings += reading
            guard let told = find(first) else { continue }
            entries[entry].language = entries[Int(told)].language
        }
    }

    /// Takes in a phrase: its words with drawn-out letters shortened and abbreviations spelled out, one blank between and at either end.
    mutating func read(_ phrase: String) -> [UInt8] {
        var folded: [UInt8] = [UInt8(ascii: " ")]
        for word in Vocabulary.words(of: phrase) {
            let plain = DrawnOut.shortened(word, to: 1) ?? word
            folded += find(plain).flatMap { reading(of: $0).map(Array.init) } ?? plain
            folded.append(UInt8(ascii: " "))
        }
        for word in folded.split(separator: UInt8(ascii: " ")) { entries[insert(Array(word))].isInPhrases = true }
        return folded
    }

    /// What is known of a folded word; nil for words that nobody asks for. Cost: about one look at the table.
    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int32? {
        let hash = Vocabulary.hash(word)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if entries[number].hash == hash, isKey(entries[number].key, equalTo: word) { return Int32(number) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func find(_ word: [UInt8]) -> Int32? { word.withUnsafeBufferPointer { find($0) } }

    private func isKey(_ key: Range<Int32>, equalTo word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.count == word.count else { return false }
        let start = Int(key.lowerBound)
        for index in word.indices where keys[start + index] != word[index] { return false }
        return true
    }

    /// The entry of a number that ``find(_:)`` gave.
    subscript(number: Int32) -> Entry { entries[Int(number)] }

    /// The words that an abbreviation is read as; nil for a word that is read as it stands.
    func reading(of number: Int32) -> ArraySlice<UInt8>? {
        let reading = entries[Int(number)].reading
        return reading.isEmpty ? nil : readings[Int(reading.lowerBound)..<Int(reading.upperBound)]
    }

    private mutating func tell(_ word: [UInt8], language: Int) {
        let number = insert(word)
        if let other = entries[number].language, other != language { entries[number].isOfSeveralLanguages = true }
        entries[number].language = entries[number].isOfSeveralLanguages ? nil : language
    }

    private mutating func insert(_ word: [UInt8]) -> Int {
        if let known = find(word) { return Int(known) }
        let key = Int32(keys.count)..<Int32(keys.count + word.count)
        entries.append(Entry(hash: word.withUnsafeBufferPointer { Vocabulary.hash($0) }, key: key))
        keys += word
        if entries.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: slots.count * 2)
            for number in entries.indices { place(number) }
        } else {
            place(entries.count - 1)
        }
        return entries.count - 1
    }

    private mutating func place(_ number: Int) {
        let mask = slots.count - 1
        var slot = Int(entries[number].hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(number) + 1
    }

    /// FNV-1a: the table is fixed, so nobody who writes texts can make it slow.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash ^ hash >> 15
    }

    /// The folded words of a text.
    private static func words(of text: String) -> [[UInt8]] {
        var folding = TextFolding()
        folding.append(text, bytesMax: 1024)
        return folding.bytes.split(separator: UInt8(ascii: " ")).map(Array.init)
    }
}

/// Words with letters drawn out: `hargaaa`, `siiiap`. Three or more of a letter in a row are that, and two at the end of a word but for
/// l, s, f and z, which end real words (mall, less, off).
enum DrawnOut {
    /// Whether letters of a word may be drawn out.
    static func isIn(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var run = 0
        var last: UInt8 = 0
        for byte in word {
            run = byte == last && isLetter(byte) ? run + 1 : 1
            last = byte
            if run >= 3 { return true }
        }
        return run == 2 && word.count > 2 && !isDoubleEnd(last)
    }

    /// What such a word may stand for, the likeliest first.
    static func readings(of word: [UInt8]) -> [[UInt8]] {
        [1, 2].flatMap { count -> [[UInt8]] in
            guard let short = shortened(word, to: count) else { return [] }
            return [short, withoutDoubleEnd(short)].compactMap { $0 }
        }
    }

    /// The word with so many letters in place of each run of three or more; nil where less than two letters would be left.
    static func shortened(_ word: [UInt8], to count: Int) -> [UInt8]? {
        var short: [UInt8] = []
        short.reserveCapacity(word.count)
        var start = 0
        while start < word.count {
            var end = start + 1
            while end < word.count, word[end] == word[start] { end += 1 }
            let length = end - start >= 3 && isLetter(word[start]) ? count : end - start
            short += repeatElement(word[start], count: length)
            start = end
        }
        return short.count < 2 ? nil : short
    }

    /// The word without the second of two letters at its end.
    private static func withoutDoubleEnd(_ word: [UInt8]) -> [UInt8]? {
        guard word.count > 2, let last = word.last, last == word[word.count - 2], isLetter(last), !isDoubleEnd(last)
        else { return nil }
        return Array(word.dropLast())
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }

    /// Whether real words end with two of the letter.
    private static func isDoubleEnd(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "f"), UInt8(ascii: "z"): true
        default: false
        }
    }
}
