/// How much of a mail the parser can be given, found out line by line, without knowing which lines are headers: whatever
/// could be one counts as one.
struct BoundedLines {
    /// Where the mail ends for the parser.
    private(set) var end: Int
    /// What has to be left out before that, in ascending order.
    private(set) var surplus: [Range<Int>] = []

    private var multiparts = 0
    /// Where the Content header began whose lines are being looked at.
    private var header: Int?
    /// Whether that header can be the Content-Type of a multipart that was not counted yet.
    private var mayBeMultipart = false

    /// - Complexity: one pass.
    init(_ slice: ArraySlice<UInt8>) {
        end = slice.endIndex
        var lines = 0
        var boundaries = 0
        var position = slice.startIndex
        while position < slice.endIndex {
            lines += 1
            let next = slice[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? slice.endIndex
            let line = slice[position..<next]
            if line.starts(with: [0x2D, 0x2D]) { boundaries += 1 }
            look(at: line)
            if lines > MailLimits.linesMax || boundaries > MailLimits.boundaryLinesMax
                || multiparts > MailLimits.multipartsMax
            {
                end = position
                return
            }
            position = next
        }
    }

    private mutating func look(at line: ArraySlice<UInt8>) {
        if let first = line.first, first != 0x20, first != 0x09 {
            let isHeader =
                (first | 0x20) == UInt8(ascii: "c") && Self.parsedNames.contains { line.startsInAnyCase(with: $0) }
            header = isHeader ? line.startIndex : nil
            mayBeMultipart = isHeader && line.startsInAnyCase(with: "content-type")
        }
        guard let header else { return }
        let bound = header + MailLimits.contentHeaderBytesMax
        if mayBeMultipart, line.prefix(max(0, bound - line.startIndex)).holdsInAnyCase("multipart") {
            multiparts += 1
            mayBeMultipart = false
        }
        if bound <= line.startIndex {
            surplus.append(line.startIndex..<line.endIndex)
        } else if bound < line.endIndex {
            // The line end stays, for what follows is another line.
            surplus.append(bound..<(line.last == 0x0A ? line.endIndex - 1 : line.endIndex))
        }
    }

    /// How the headers begin that the parser reads at once, in every part.
    private static let parsedNames: [StaticString] = [
        "content-type", "content-disposition", "content-id", "content-description", "content-transfer-encoding",
        "content-location", "content-md5",
    ]
}

extension ArraySlice<UInt8> {
    /// - Parameter text: Lower-case ASCII.
    func startsInAnyCase(with text: StaticString) -> Bool {
        matchesInAnyCase(text, at: startIndex)
    }

    /// - Parameter text: Lower-case ASCII that begins with a letter.
    fileprivate func holdsInAnyCase(_ text: StaticString) -> Bool {
        indices.contains { matchesInAnyCase(text, at: $0) }
    }

    private func matchesInAnyCase(_ text: StaticString, at place: Int) -> Bool {
        guard endIndex - place >= text.utf8CodeUnitCount else { return false }
        // Within both bounds, because the length was just compared.
        return text.withUTF8Buffer { letters in
            letters.indices.allSatisfy { index in
                let byte = self[place + index]
                return byte == letters[index] || ((0x41...0x5A).contains(byte) && byte | 0x20 == letters[index])
            }
        }
    }
}
