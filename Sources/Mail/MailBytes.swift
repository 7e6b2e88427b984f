/// The part of a mail's bytes that is given to the parser.
enum MailBytes {
    /// Leaves out what may stand before the headers (empty lines, a byte order mark, an mbox `From ` line) and
    /// everything after the point where the mail has more lines or boundaries than any real one.
    ///
    /// - Complexity: one pass.
    static func bounded(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = bytes.prefix(MailLimits.mailBytesMax)
        if slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice = slice.dropFirst(3) }
        slice = slice.drop { $0 == 0x0A || $0 == 0x0D }
        if slice.starts(with: "From ".utf8) || slice.starts(with: ">From ".utf8) {
            slice = slice.drop { $0 != 0x0A }.dropFirst()
        }
        return withOneContentType(slice.prefix(upTo: end(of: slice)))
    }

    /// Of several Content-Type headers the parser believes the last; mail programs show mails by the first.
    private static func withOneContentType(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var surplus: [Range<Int>] = []
        var found = false
        var isSurplus = false
        var position = slice.startIndex
        while position < slice.endIndex {
            let end = slice[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? slice.endIndex
            let line = slice[position..<end]
            guard let first = line.first, first != 0x0A, first != 0x0D else { break }
            if first != 0x20, first != 0x09 {
                let isContentType = line.prefix(13).map { $0 | 0x20 }.elementsEqual(
                    "content-type:".utf8.map { $0 | 0x20 })
                isSurplus = isContentType && found
                found = found || isContentType
            }
            if isSurplus { surplus.append(position..<end) }
            position = end
        }
        guard !surplus.isEmpty else { return slice }
        var kept = Array(slice)
        for range in surplus.reversed() {
            kept.removeSubrange((range.lowerBound - slice.startIndex)..<(range.upperBound - slice.startIndex))
        }
        return kept[...]
    }

    private static func end(of slice: ArraySlice<UInt8>) -> Int {
        var lines = 0
        var boundaries = 0
        var position = slice.startIndex
        while position < slice.endIndex {
            lines += 1
            if slice[position...].starts(with: [0x2D, 0x2D]) { boundaries += 1 }
            if lines > MailLimits.linesMax || boundaries > MailLimits.boundaryLinesMax { return position }
            guard let newline = slice[position...].firstIndex(of: 0x0A) else { break }
            position = newline + 1
        }
        return slice.endIndex
    }
}
