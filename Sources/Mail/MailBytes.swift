/// The part of a mail's bytes that is given to the parser.
enum MailBytes {
    /// Leaves out what may stand before the headers (empty lines, a byte order mark, an mbox `From ` line), what a
    /// header has too much of, and everything after the point where the mail has more lines, boundaries or multiparts
    /// than any real one.
    ///
    /// - Complexity: two passes.
    static func bounded(_ bytes: [UInt8]) -> BoundedMail {
        var slice = bytes.prefix(MailLimits.mailBytesMax)
        if slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice = slice.dropFirst(3) }
        slice = slice.drop { $0 == 0x0A || $0 == 0x0D }
        if slice.starts(with: "From ".utf8) || slice.starts(with: ">From ".utf8) {
            slice = slice.drop { $0 != 0x0A }.dropFirst()
        }
        if !slice.contains(0x0A), slice.contains(0x0D) {
            // An old Macintosh: the parser knows lines only by their LF.
            slice = slice.map { $0 == 0x0D ? 0x0A : $0 }[...]
        }
        let lines = BoundedLines(slice)
        let surplus = lines.surplus + surplusContentTypes(slice[..<lines.end])
        return BoundedMail(slice[..<lines.end], without: surplus.sorted { $0.lowerBound < $1.lowerBound })
    }

    /// Of several Content-Type headers the parser believes the last; mail programs show mails by the first.
    private static func surplusContentTypes(_ slice: ArraySlice<UInt8>) -> [Range<Int>] {
        var surplus: [Range<Int>] = []
        var found = false
        var isSurplus = false
        var position = slice.startIndex
        while position < slice.endIndex {
            let end = slice[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? slice.endIndex
            let line = slice[position..<end]
            guard let first = line.first, first != 0x0A, first != 0x0D else { break }
            if first != 0x20, first != 0x09 {
                let isContentType = line.startsInAnyCase(with: "content-type:")
                isSurplus = isContentType && found
                found = found || isContentType
            }
            if isSurplus { surplus.append(position..<end) }
            position = end
        }
        return surplus
    }
}

/// What of a mail the parser is given, and where it stood.
struct BoundedMail {
    let bytes: ArraySlice<UInt8>
    /// What was left out, in ascending order, none touching another.
    private let gaps: [Range<Int>]
    private let start: Int

    /// - Parameter ranges: In ascending order; they may overlap.
    init(_ slice: ArraySlice<UInt8>, without ranges: [Range<Int>]) {
        start = slice.startIndex
        var gaps: [Range<Int>] = []
        for range in ranges {
            if let last = gaps.last, range.lowerBound <= last.upperBound {
                gaps[gaps.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                gaps.append(range)
            }
        }
        self.gaps = gaps
        guard !gaps.isEmpty else {
            bytes = slice
            return
        }
        var kept: [UInt8] = []
        kept.reserveCapacity(slice.count)
        var position = slice.startIndex
        for gap in gaps {
            kept += slice[position..<gap.lowerBound]
            position = gap.upperBound
        }
        bytes = (kept + slice[position...])[...]
    }

    /// Where bytes that the parser saw stand in the mail as it was received.
    func place(of range: Range<Int>) -> Range<Int> {
        let first = place(range.lowerBound)
        return first..<max(first, place(range.upperBound))
    }

    private func place(_ offset: Int) -> Int {
        var place = start + offset
        for gap in gaps {
            guard gap.lowerBound <= place else { break }
            place += gap.count
        }
        return place
    }
}
