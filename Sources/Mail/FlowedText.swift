/// Text of `format=flowed` (RFC 3676): a line that ends in a space goes on in the next one.
enum FlowedText {
    /// The paragraphs, each on one line, with `>` before those that are quoted.
    ///
    /// - Parameters:
    ///   - text: LF line ends.
    ///   - deletesSpaces: The space at the end of a line is not one of the text (`delsp=yes`).
    /// - Complexity: one pass.
    static func unwrapped(_ text: String, deletesSpaces: Bool) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        // Of the paragraph that goes on in the next line.
        var openDepth: Int?
        var isFirst = true
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
            var content = line.dropFirst(depth)
            if content.first == 0x20 { content = content.dropFirst() }
            let isDelimiter = content.elementsEqual("-- ".utf8)
            if openDepth != depth || isDelimiter {
                if !isFirst { result.append(0x0A) }
                if depth > 0 { result += Array(repeating: UInt8(ascii: ">"), count: depth) + [0x20] }
            }
            isFirst = false
            let isOpen = content.last == 0x20 && !isDelimiter
            result += isOpen && deletesSpaces ? content.dropLast() : content
            openDepth = isOpen ? depth : nil
        }
        return String(decoding: result, as: UTF8.self)
    }
}
