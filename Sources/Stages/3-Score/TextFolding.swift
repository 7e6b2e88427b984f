/// Brings text into the form in which words are compared: lower case, Latin letters without accents, one space between words and one at either end.
///
/// Letters and digits of all scripts stay; everything else parts words. Pure and the same on every machine.
struct TextFolding {
    private(set) var bytes: [UInt8] = [space]

    private static let space = UInt8(ascii: " ")

    /// Folds `text` up to `bytesMax` bytes of it, after what was folded before.
    mutating func append(_ text: String, bytesMax: Int) {
        // Once for each text: a lazy global is checked at each use.
        let ascii = TextFolding.ascii
        var text = text
        text.withUTF8 { utf8 in
            let source = UnsafeBufferPointer(rebasing: utf8.prefix(bytesMax))
            bytes.reserveCapacity(bytes.count + source.count + 1)
            var index = 0
            while index < source.count {
                let byte = source[index]
                if byte < 0x80 {
                    appendFolded(ascii[Int(byte)])
                    index += 1
                } else {
                    index += appendScalar(in: source, at: index)
                }
            }
        }
        appendFolded(TextFolding.space)
    }

    @inline(__always)
    private mutating func appendFolded(_ byte: UInt8) {
        if byte != TextFolding.space || bytes[bytes.count - 1] != TextFolding.space { bytes.append(byte) }
    }

    /// Folds one scalar beyond ASCII; returns how many bytes it took.
    private mutating func appendScalar(in source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        var iterator = source[index...].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            appendFolded(TextFolding.space)
            return 1
        }
        let length = UTF8.width(scalar)
        if TextFolding.isMark(scalar) { return length }
        if TextFolding.latinRange.contains(scalar.value),
            case let (first, second) = TextFolding.latin[Int(scalar.value - TextFolding.latinRange.lowerBound)],
            first != 0
        {
            appendFolded(first)
            if second != 0 { appendFolded(second) }
        } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            for byte in scalar.properties.lowercaseMapping.utf8 { appendFolded(byte) }
        } else {
            appendFolded(TextFolding.space)
        }
        return length
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
