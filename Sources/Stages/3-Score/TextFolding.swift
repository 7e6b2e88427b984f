/// Brings text into the form in which words are compared: lower case, Latin letters without accents, one space between words and one at either end.
///
/// Letters and digits of all scripts stay; everything else parts words. With a vocabulary, words are read as it knows them: `brp` becomes
/// `berapa`, `hargaaa` becomes `harga`; where they stood in the text is kept. Pure and the same on every machine.
struct TextFolding {
    /// Where a word of the vocabulary was written.
    struct Mark {
        /// Where it begins in ``TextFolding/bytes``.
        let start: Int
        /// Which text it stands in, counted from 0.
        let text: Int
        /// Its bytes in that text.
        let source: Range<Int>
    }

    private(set) var bytes: [UInt8] = [space]
    /// The words of the vocabulary, in order.
    private(set) var marks: [Mark] = []
    /// How many words there are in all.
    private(set) var wordCount = 0
    /// How many of them are of other scripts than the Latin.
    private(set) var foreignCount = 0
    /// How many words tell each language of the vocabulary.
    private(set) var languageCounts: [Int] = []

    private var textCount = 0
    /// Where the word that is being folded begins in ``bytes``.
    private var wordStart = 1
    private var isForeign = false

    private static let space = UInt8(ascii: " ")

    /// Folds `text` up to `bytesMax` bytes of it, after what was folded before.
    ///
    /// - Parameter vocabulary: The same for all texts; without one words stay as they are and nothing is counted.
    mutating func append(_ text: String, bytesMax: Int, reading vocabulary: Vocabulary? = nil) {
        // Once for each text: a lazy global is checked at each use.
        let ascii = TextFolding.ascii
        var text = text
        text.withUTF8 { utf8 in
            let source = UnsafeBufferPointer(rebasing: utf8.prefix(bytesMax))
            bytes.reserveCapacity(bytes.count + source.count + 1)
            var index = 0
            var start = 0
            while index < source.count {
                let byte = source[index]
                if byte >= 0x80 {
                    let (length, isPart) = appendScalar(in: source, at: index)
                    if !isPart {
                        endWord(start..<index, vocabulary)
                        start = index + length
                    }
                    index += length
                    continue
                }
                let folded = ascii[Int(byte)]
                index += 1
                if folded != TextFolding.space {
                    bytes.append(folded)
                } else {
                    endWord(start..<index - 1, vocabulary)
                    start = index
                }
            }
            endWord(start..<index, vocabulary)
        }
        textCount += 1
    }

    /// Folds one scalar beyond ASCII; returns how many bytes it took, and false where it parts words.
    private mutating func appendScalar(
        in source: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (length: Int, isPart: Bool) {
        var iterator = source[index...].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (1, false) }
        let length = UTF8.width(scalar)
        if TextFolding.isMark(scalar) { return (length, true) }
        if TextFolding.latinRange.contains(scalar.value),
            case let (first, second) = TextFolding.latin[Int(scalar.value - TextFolding.latinRange.lowerBound)],
            first != 0
        {
            bytes.append(first)
            if second != 0 { bytes.append(second) }
            return (length, true)
        }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return (length, false) }
        bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        isForeign = true
        return (length, true)
    }

    /// Ends the word, if there is one, that stands in these bytes of the text.
    @inline(__always)
    private mutating func endWord(_ source: Range<Int>, _ vocabulary: Vocabulary?) {
        guard bytes.count > wordStart else { return }
        if vocabulary != nil { read(source, vocabulary) }
        bytes.append(TextFolding.space)
        wordStart = bytes.count
    }

    /// Reads the last word as the vocabulary knows it.
    private mutating func read(_ source: Range<Int>, _ vocabulary: Vocabulary?) {
        wordCount += 1
        if isForeign { foreignCount += 1 }
        isForeign = false
        guard let number = find(vocabulary), let entry = vocabulary?[number] else { return }
        if let reading = vocabulary?.reading(of: number) { bytes.replaceSubrange(wordStart..., with: reading) }
        if let language = entry.language {
            while languageCounts.count <= language { languageCounts.append(0) }
            languageCounts[language] += 1
        }
        if marks.isEmpty { marks.reserveCapacity(16) }
        marks.append(Mark(start: wordStart, text: textCount, source: source))
    }

    /// What the vocabulary knows of the last word: as it is written, else with drawn-out letters shortened. Shortens it then.
    private mutating func find(_ vocabulary: Vocabulary?) -> Int32? {
        let found = bytes.withUnsafeBufferPointer { bytes -> (number: Int32?, isDrawnOut: Bool) in
            let word = UnsafeBufferPointer(rebasing: bytes[wordStart...])
            if let number = vocabulary?.find(word) { return (number, false) }
            return (nil, DrawnOut.isIn(word))
        }
        guard found.number == nil, found.isDrawnOut else { return found.number }
        for word in DrawnOut.readings(of: Array(bytes[wordStart...])) {
            guard let number = word.withUnsafeBufferPointer({ vocabulary?.find($0) }) else { continue }
            bytes.replaceSubrange(wordStart..., with: word)
            return number
        }
        return nil
    }

    /// Combining accents vanish, so that a letter with one equals the plain letter; so do the joiners inside emoji and words.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36f).contains(scalar.value) || scalar.value == 0x200c || scalar.value == 0x200d
    }

    private static let ascii: [UInt8] = (0..<128).map { (byte: UInt8) in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: space
        }
    }

    /// The letters of Latin-1 and Latin Extended-A.
    private static let latinRange: ClosedRange<UInt32> = 0xc0...0x17f

    /// The one or two plain letters of each scalar of `latinRange`; 0 for none.
    private static let latin: [(UInt8, UInt8)] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäåāăąÀÁÂÃÄÅĀĂĄ"), ("ae", "æÆ"), ("c", "çćĉċčÇĆĈĊČ"), ("d", "ďđðĎĐÐ"),
            ("e", "èéêëēĕėęěÈÉÊËĒĔĖĘĚ"),
            ("g", "ĝğġģĜĞĠĢ"), ("h", "ĥħĤĦ"), ("i", "ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ"), ("j", "ĵĴ"), ("k", "ķĶ"),
            ("l", "ĺļľŀłĹĻĽĿŁ"),
            ("n", "ñńņňÑŃŅŇ"), ("o", "òóôõöøōŏőÒÓÔÕÖØŌŎŐ"), ("oe", "œŒ"), ("r", "ŕŗřŔŖŘ"), ("s", "śŝşšŚŜŞŠ"),
            ("ss", "ß"),
            ("t", "ţťŧŢŤŦ"), ("u", "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ"), ("w", "ŵŴ"), ("y", "ýÿŷÝŸŶ"), ("z", "źżžŹŻŽ"),
        ]
        var table = [(UInt8, UInt8)](repeating: (0, 0), count: latinRange.count)
        for (base, letters) in groups {
            let plain = Array(base.utf8)
            for scalar in letters.unicodeScalars where latinRange.contains(scalar.value) {
                table[Int(scalar.value - latinRange.lowerBound)] = (plain[0], plain.count > 1 ? plain[1] : 0)
            }
        }
        return table
    }()
}
