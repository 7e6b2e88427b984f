/// A bar of blocks, an eighth of a column fine.
enum Bar {
    private static let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// The bar for `value` where `largest` takes all columns.
    static func text(_ value: Int64, of largest: Int64, columns: Int) -> String {
        guard largest > 0, value > 0 else { return "" }
        let eighths = Int(Double(min(value, largest)) / Double(largest) * Double(columns * 8))
        let text = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return text.isEmpty ? "▏" : text
    }
}
