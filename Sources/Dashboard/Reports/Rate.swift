/// A share of two counts, exact until it is shown.
public struct Rate: Sendable, Hashable {
    /// What is measured.
    public let numerator: Int64
    /// What it is measured against; 0 makes the rate undefined.
    public let denominator: Int64

    /// The share of `numerator` in `denominator`. Both are counts and never negative.
    public init(_ numerator: Int64, of denominator: Int64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Tenths of a percent, rounded once, half up: 243 is 24.3 %.
    ///
    /// - Returns: nil for a zero denominator, which is undefined and never 0.
    public var permille: Int64? {
        guard denominator > 0, numerator >= 0 else { return nil }
        // In 128 bits, because a count times two thousand may not fit 64.
        let doubled = Int128(numerator) * 2000 + Int128(denominator)
        return Int64(exactly: doubled / (Int128(denominator) * 2))
    }

    /// Percent with one decimal (`24.3`); an undefined rate is `undefined`.
    public func percent(decimalPoint: Character = ".", undefined: String = "\u{2013}") -> String {
        guard let permille else { return undefined }
        return "\(permille / 10)\(decimalPoint)\(permille % 10)"
    }
}
