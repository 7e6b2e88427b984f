import Domain

extension Fields {
    /// `latitude` and `longitude`, which both have to be there: decimal degrees, the only fractions of a configuration.
    mutating func coordinates() -> Place? {
        let latitude = degrees("latitude", upTo: 90)
        let longitude = degrees("longitude", upTo: 180)
        guard let latitude, let longitude else { return nil }
        return Place(latitude: latitude, longitude: longitude)
    }

    private mutating func degrees(_ name: String, upTo limit: Double) -> Double? {
        guard let node = requiredNode(name) else { return nil }
        if let text = node.text, text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46].contains($0) }),
            let value = Double(text), (-limit...limit).contains(value)
        {
            return value
        }
        findings.error(
            at: node,
            "`\(name)`: expected degrees from -\(Int(limit)) to \(Int(limit)) such as -6.175392, got \(node.summary)")
        return nil
    }

    /// A whole number with or without its unit, counted in the first of the units. Absent: nil without a finding.
    ///
    /// - Parameter units: How a unit is written, and how many of the first one it is.
    mutating func quantity(
        _ name: String, in range: ClosedRange<Int64>, units: [(name: String, size: Int64)], example: String
    ) -> Int64? {
        guard let node = node(name) else { return nil }
        if let text = node.text {
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            let rest = text.dropFirst(digits.count).drop { $0 == " " }
            let unit = rest.isEmpty ? units.first : units.first { $0.name == rest }
            if let unit, let number = Int64(digits) {
                let value = number.multipliedReportingOverflow(by: unit.size)
                if !value.overflow, range.contains(value.partialValue) { return value.partialValue }
            }
        }
        let unit = units.first?.name ?? ""
        findings.error(
            at: node,
            "`\(name)`: expected \(range.lowerBound) to \(range.upperBound) \(unit) such as \(example), got \(node.summary)"
        )
        return nil
    }
}
