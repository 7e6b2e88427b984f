import JSON

/// Rows under headings, in columns as wide as what they hold. On a terminal the last column is broken where it does not fit.
struct Table {
    enum Alignment { case left, right }

    /// Columns of the last cells below which breaking them would make them no more readable.
    private static let lastColumnsMin = 16

    private let headings: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []

    init(_ headings: [(String, Alignment)]) { self.headings = headings.map { (title: $0.0, alignment: $0.1) } }

    mutating func add(_ cells: [String]) { rows.append(cells.map(Terminal.printable)) }

    /// The table as lines; headings are dimmed on a terminal.
    func text(isTerminal: Bool) -> String {
        ([headingLine(isTerminal: isTerminal)] + rowLines).joined(separator: "\n")
    }

    /// The headings as a line, dimmed on a terminal.
    func headingLine(isTerminal: Bool) -> String {
        let heading = line(headings.map(\.title), widths)
        return isTerminal ? "\u{1B}[2m\(heading)\u{1B}[0m" : heading
    }

    /// The rows as text, one each, with line breaks only where a terminal is too narrow.
    var rowLines: [String] {
        let widths = widths
        return rows.map { line($0, widths) }
    }

    private var widths: [Int] {
        headings.indices.map { column in
            ([headings.map(\.title)] + rows).map { Terminal.width($0[column]) }.max() ?? 0
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (column, cell) in broken(cells, widths).enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[column] - Terminal.width(cell)))
            text += column == 0 ? "" : "  "
            text += headings[column].alignment == .right ? padding + cell : cell + padding
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The cells, the last of them broken between words and indented where the terminal ends before it.
    private func broken(_ cells: [String], _ widths: [Int]) -> [String] {
        guard let columns = Terminal.columns, headings.last?.alignment == .left, let last = cells.last else {
            return cells
        }
        let start = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let room = columns - start
        guard room >= Self.lastColumnsMin, Terminal.width(last) > room else { return cells }
        var lines: [String] = []
        for word in last.split(separator: " ") {
            if let line = lines.last, Terminal.width(line) + 1 + Terminal.width(String(word)) <= room {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return cells.dropLast() + [lines.joined(separator: "\n" + String(repeating: " ", count: start))]
    }
}
