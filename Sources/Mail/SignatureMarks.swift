/// Recognises what a mail program or its owner puts below each mail.
enum SignatureMarks {
    /// Lines below two dashes that somebody typed; below those of a mail program, which end in a space, more.
    private static let typedLinesMax = 12
    private static let delimitedLinesMax = 40
    private static let appLineBytesMax = 120

    /// Where the signature begins in a run of new lines; nil when there is none, or nothing else.
    static func start(in body: BodyLines, _ run: Range<Int>) -> Int? {
        guard let end = run.last(where: { !body.lines[$0].isEmpty && !body.isRule(body.lines[$0]) }) else { return nil }
        let start = delimiter(in: body, run.lowerBound...end) ?? appLine(in: body, at: end)
        guard let start, run.lowerBound < start, body.lines[run.lowerBound..<start].contains(where: { !$0.isEmpty })
        else { return nil }
        // Some programs put their line above the delimiter of their owner.
        let above = body.lines[run.lowerBound..<start].lastIndex { !$0.isEmpty } ?? run.lowerBound
        let isBoth = appLine(in: body, at: above) != nil
        let hasMore = body.lines[run.lowerBound..<above].contains { !$0.isEmpty }
        return isBoth && hasMore ? above : start
    }

    private static func delimiter(in body: BodyLines, _ run: ClosedRange<Int>) -> Int? {
        guard let mark = run.last(where: { body.reads(body.lines[$0], "--") }) else { return nil }
        let line = body.lines[mark]
        let isExact = body.bytes[line.start..<line.end].starts(with: [0x2D, 0x2D, 0x20])
        return run.upperBound - mark <= (isExact ? delimitedLinesMax : typedLinesMax) ? mark : nil
    }

    /// "Sent from my iPhone": the words alone could be of goods, so a device or a program must be named.
    private static func appLine(in body: BodyLines, at index: Int) -> Int? {
        let line = body.lines[index]
        guard line.to - line.from <= appLineBytesMax, line.to - line.from >= 8 else { return nil }
        guard body.bytes[line.to - 1] != UInt8(ascii: "?") else { return nil }
        let lower = body.lower(line)
        guard SignaturePhrases.starts.begins(lower) || SignaturePhrases.ends.ends(lower) else { return nil }
        return SignaturePhrases.devices.occurs(in: lower) ? index : nil
    }
}
