/// Numbers with and without a unit. All are whole: nothing in a configuration is a fraction.
extension Fields {
    /// A whole number that has to be there.
    public mutating func int<Number: FixedWidthInteger>(_ name: String, in range: ClosedRange<Number>) -> Number? {
        guard let node = requiredNode(name) else { return nil }
        return number(of: node, name, in: range)
    }

    /// A whole number; absent: the default.
    public mutating func int<Number: FixedWidthInteger>(
        _ name: String, in range: ClosedRange<Number>, default fallback: Number
    ) -> Number {
        guard let node = node(name) else { return fallback }
        return number(of: node, name, in: range) ?? fallback
    }

    /// Seconds of a duration with its unit (`90s`, `5m`, `24h`, `7d`); absent: the default.
    public mutating func duration(_ name: String, in range: ClosedRange<Int64>, default fallback: Int64) -> Int64 {
        guard let node = node(name) else { return fallback }
        return quantity(
            of: node, name, units: Self.durationUnits, example: "a duration like 90s, 5m, 24h or 7d", in: range)
            ?? fallback
    }

    /// Seconds of a duration that has to be there.
    public mutating func duration(_ name: String, in range: ClosedRange<Int64> = 0...3_153_600_000) -> Int64? {
        guard let node = requiredNode(name) else { return nil }
        return quantity(
            of: node, name, units: Self.durationUnits, example: "a duration like 90s, 5m, 24h or 7d", in: range)
    }

    /// Bytes of a size with its unit (`512 B`, `64 KiB`, `4 MiB`); absent: the default.
    public mutating func bytes(_ name: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let node = node(name) else { return fallback }
        let bounds = Int64(range.lowerBound)...Int64(range.upperBound)
        let size = quantity(of: node, name, units: Self.sizeUnits, example: "a size like 64 KiB or 4 MiB", in: bounds)
        return size.map(Int.init) ?? fallback
    }

    /// Largest unit first: the first that divides a bound names it in messages. Weeks are only read.
    private static let durationUnits: [Unit] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1), ("w", 604_800)]
    private static let sizeUnits: [Unit] = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)]
    private typealias Unit = (name: String, factor: Int64)

    private func number<Number: FixedWidthInteger>(
        of node: YAMLNode, _ name: String, in range: ClosedRange<Number>
    ) -> Number? {
        if case .scalar(let text, quoted: false) = node.content, let value = Number(text), range.contains(value) {
            return value
        }
        var hint = ""
        if case .scalar(let text, quoted: true) = node.content, Number(text) != nil { hint = "; take the quotes away" }
        let bounds =
            range.upperBound == .max ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
        findings.error(at: node, "`\(name)`: expected a whole number \(bounds), got \(node.summary)\(hint)")
        return nil
    }

    private func quantity(
        of node: YAMLNode, _ name: String, units: [Unit], example: String, in range: ClosedRange<Int64>
    ) -> Int64? {
        guard let value = node.text.flatMap({ Self.value(of: $0, units: units) }) else {
            findings.error(at: node, "`\(name)`: expected \(example), got \(node.summary)")
            return nil
        }
        guard range.contains(value) else {
            let low = Self.text(of: range.lowerBound, units: units)
            let high = Self.text(of: range.upperBound, units: units)
            findings.error(at: node, "`\(name)`: expected \(low) to \(high), got \(node.summary)")
            return nil
        }
        return value
    }

    /// Digits, then blanks, then a unit; nil for anything else and for what does not fit 64 bits.
    private static func value(of text: String, units: [Unit]) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count).drop { $0 == " " }
        guard let count = Int64(digits), let unit = units.first(where: { $0.name == rest }) else { return nil }
        let (value, overflow) = count.multipliedReportingOverflow(by: unit.factor)
        return overflow ? nil : value
    }

    private static func text(of value: Int64, units: [Unit]) -> String {
        let unit = units.first { value != 0 && value % $0.factor == 0 } ?? units.last
        guard let unit else { return String(value) }
        let blank = unit.name.count > 1 || unit.name == "B" ? " " : ""
        return "\(value / unit.factor)\(blank)\(unit.name)"
    }
}
