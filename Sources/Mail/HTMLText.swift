/// The text that a reader of an HTML document sees.
///
/// Not a browser: nothing is fetched, styled or run; what browsers hide (style, script, comments) is dropped, blocks
/// begin on a line of their own, and quoted blocks get `> ` in front as in plain text, so that one way of finding
/// quotes serves both.
struct HTMLText {
    private let bytes: [UInt8]
    private let paragraphs: MailText.Paragraphs
    private var lines: [[UInt8]] = []
    private var line: [UInt8] = []
    private var quoteDepth = 0
    private var preformattedDepth = 0
    private var wantsSpace = false
    private var wantsEmptyLine = false

    /// - Complexity: linear in the document.
    static func plain(_ html: String, paragraphs: MailText.Paragraphs = .apart) -> String {
        var text = HTMLText(bytes: Array(html.utf8.prefix(MailLimits.textBytesMax)), paragraphs: paragraphs)
        text.run()
        return text.lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    /// The charset that the document names in a `meta` of its first bytes.
    static func declaredCharset(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
        for marker in ["charset=\"", "charset='", "charset="] {
            guard let start = head.place(after: marker) else { continue }
            let name = head[start...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ":" }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }

    private init(bytes: [UInt8], paragraphs: MailText.Paragraphs) {
        self.bytes = bytes
        self.paragraphs = paragraphs
    }

    private mutating func run() {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): index = markup(at: index)
            case UInt8(ascii: "&"): index = reference(at: index)
            default:
                append(bytes[index])
                index += 1
            }
        }
        endLine()
    }

    private mutating func markup(at start: Int) -> Int {
        let next = start + 1 < bytes.count ? bytes[start + 1] : 0
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            if bytes[start...].starts(with: "<!--".utf8) { return end(of: "-->", from: start + 4) }
            return end(of: ">", from: start + 2)
        }
        guard let tag = HTMLTag(bytes, at: start) else {
            append(UInt8(ascii: "<"))
            return start + 1
        }
        if Self.hidden.contains(tag.name), !tag.isClosing {
            return closing(of: tag.name, from: tag.end)
        }
        apply(tag)
        return tag.end
    }

    private mutating func apply(_ tag: HTMLTag) {
        switch tag.name {
        case "br":
            breakLine()
        case "p", "h1", "h2", "h3", "h4", "h5", "h6":
            endLine()
            if paragraphs == .apart { wantsEmptyLine = !lines.isEmpty }
        case "blockquote":
            endLine()
            quoteDepth = max(0, quoteDepth + (tag.isClosing ? -1 : 1))
        case "pre":
            endLine()
            preformattedDepth = max(0, preformattedDepth + (tag.isClosing ? -1 : 1))
        case "li":
            endLine()
            if !tag.isClosing { line += Array("- ".utf8) }
        case "td", "th":
            wantsSpace = !line.isEmpty
        case _ where Self.blocks.contains(tag.name):
            endLine()
        default:
            break
        }
    }

    private mutating func reference(at start: Int) -> Int {
        let limit = min(bytes.count, start + 2 + HTMLEntities.nameBytesMax)
        guard let end = bytes[start..<limit].firstIndex(of: UInt8(ascii: ";")),
            let scalar = HTMLEntities.character(String(decoding: bytes[(start + 1)..<end], as: UTF8.self))
        else {
            append(UInt8(ascii: "&"))
            return start + 1
        }
        if scalar == "\u{A0}" || scalar.value == 0x20 {
            append(0x20)
        } else if scalar.value >= 0x20 && scalar != "\u{AD}" {
            flushSpace()
            line += Array(String(Character(scalar)).utf8)
        }
        return end + 1
    }

    private mutating func append(_ byte: UInt8) {
        if preformattedDepth > 0, byte == 0x0A { return breakLine() }
        guard byte > 0x20 else {
            if preformattedDepth > 0, byte != 0x0D { line.append(0x20) } else { wantsSpace = !line.isEmpty }
            return
        }
        flushSpace()
        line.append(byte)
    }

    private mutating func flushSpace() {
        if wantsSpace { line.append(0x20) }
        wantsSpace = false
    }

    /// Ends the line even when it is empty.
    private mutating func breakLine() {
        if line.isEmpty { wantsEmptyLine = !lines.isEmpty } else { endLine() }
    }

    private mutating func endLine() {
        wantsSpace = false
        guard !line.isEmpty else { return }
        let prefix = quoteDepth > 0 ? Array(repeating: UInt8(ascii: ">"), count: min(quoteDepth, 9)) + [0x20] : []
        if wantsEmptyLine { lines.append(prefix) }
        wantsEmptyLine = false
        lines.append(prefix + line)
        line = []
    }

    /// The position behind the next `marker`, or the end of the document.
    private func end(of marker: String, from start: Int) -> Int {
        let marker = Array(marker.utf8)
        var index = start
        while index < bytes.count {
            if bytes[index] == marker[0], bytes[index...].starts(with: marker) { return index + marker.count }
            index += 1
        }
        return bytes.count
    }

    /// The position behind `</name...>`, or the end of the document.
    private func closing(of name: String, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "/") {
                let end = index + 2 + name.utf8.count
                if end <= bytes.count,
                    String(decoding: bytes[(index + 2)..<end], as: UTF8.self).lowercased() == name
                {
                    return self.end(of: ">", from: end)
                }
            }
            index += 1
        }
        return bytes.count
    }

    /// Elements whose content nobody sees.
    private static let hidden: Set<String> = ["style", "script", "title", "template", "noframes", "svg", "xml"]

    /// Elements that begin on a line of their own.
    private static let blocks: Set<String> = [
        "address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
        "form",
        "header", "hr", "main", "nav", "ol", "section", "table", "tbody", "tr", "ul",
    ]
}
