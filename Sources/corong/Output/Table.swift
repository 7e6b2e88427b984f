import JSON

/// Rows under headings, in columns as wide as what they hold.
struct Table {
    enum Alignment { case left, right }

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

    /// The rows as lines, one each.
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
        for (column, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[column] - Terminal.width(cell)))
            text += column == 0 ? "" : "  "
            text += headings[column].alignment == .right ? padding + cell : cell + padding
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
