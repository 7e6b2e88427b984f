extension Money {
    /// Whether ISO 4217 has its currency.
    public var isOfKnownCurrency: Bool { Currency.decimals(of: currency) != nil }

    /// Reads an amount as people write it: `1500000`, `1.500.000`, `Rp1.500.000,50`, `USD 1,500.50`.
    ///
    /// Points and commas both part thousands or begin the decimals. Where a lone one could be either, because three digits follow it, it parts
    /// thousands; in currencies with three decimals such an amount is refused.
    ///
    /// - Parameters:
    ///   - text: In whole units of the currency; may begin or end with its code, or begin with `Rp`.
    ///   - currency: The currency, where it is said apart; the amount may not name another.
    ///   - usual: The currency of an amount that names none, where none is said apart.
    public static func read(
        _ text: some StringProtocol, currency: String?, otherwise usual: String
    ) throws(MoneyError) -> Money {
        var digits = trimmed(Substring(text))
        let named = takeCurrency(from: &digits)
        if let named, let currency, named != currency { throw .otherCurrency(named, wanted: currency) }
        let code = named ?? currency ?? usual
        guard let decimals = Currency.decimals(of: code) else { throw .unknownCurrency(code) }
        let (whole, fraction) = try parts(digits, decimals: decimals)
        guard fraction.count <= decimals else { throw .tooManyDecimals(code, decimals: decimals) }
        let units = whole + fraction + String(repeating: "0", count: decimals - fraction.count)
        guard let amount = Int64(units) else { throw .tooLarge }
        return Money(minorUnits: amount, currency: code)
    }

    /// Reads an amount as programs write it: digits with at most one point, such as a number of JSON.
    public static func read(decimal text: some StringProtocol, currency code: String) throws(MoneyError) -> Money {
        guard let decimals = Currency.decimals(of: code) else { throw .unknownCurrency(code) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
            throw .notAnAmount
        }
        var fraction = parts.count == 2 ? parts[1] : ""
        while fraction.utf8.count > decimals, fraction.last == "0" { fraction = fraction.dropLast() }
        guard fraction.utf8.count <= decimals else { throw .tooManyDecimals(code, decimals: decimals) }
        let units = "\(parts[0])\(fraction)" + String(repeating: "0", count: decimals - fraction.utf8.count)
        guard let amount = Int64(units) else { throw .tooLarge }
        return Money(minorUnits: amount, currency: code)
    }

    /// The amount in whole units with all its decimals, as ``read(decimal:currency:)`` reads it: `1500000.50`.
    public var decimal: String {
        let decimals = Currency.decimals(of: currency) ?? 2
        let digits = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = minorUnits < 0 ? "-" : ""
        guard decimals > 0 else { return sign + padded }
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }

    /// Takes the code or the sign from the amount.
    private static func takeCurrency(from text: inout Substring) -> String? {
        let lower = text.lowercased()
        if lower.hasPrefix("rp") {
            text = trimmed(text.dropFirst(2))
            if text.first == "." { text = trimmed(text.dropFirst()) }
            return "IDR"
        }
        let (start, end) = (text.prefix(3), text.suffix(3))
        func isCode(_ letters: Substring) -> Bool {
            letters.count == 3 && letters.allSatisfy { $0.isASCII && $0.isLetter }
        }
        if isCode(start) {
            text = trimmed(text.dropFirst(3))
            return start.uppercased()
        }
        guard isCode(end) else { return nil }
        text = trimmed(text.dropLast(3))
        return end.uppercased()
    }

    /// The digits before and after the decimal separator.
    private static func parts(_ text: Substring, decimals: Int) throws(MoneyError) -> (String, String) {
        let separators = text.filter { $0 == "." || $0 == "," }
        guard !text.isEmpty, text.utf8.allSatisfy({ isDigit($0) || $0 == 44 || $0 == 46 }), let first = text.utf8.first,
            isDigit(first), let last = text.utf8.last, isDigit(last)
        else { throw .notAnAmount }
        guard let decisive = separators.last else { return (String(text), "") }
        let pieces = text.split(separator: decisive, omittingEmptySubsequences: false)
        let tail = pieces.last ?? ""
        if separators.count > 1, separators.allSatisfy({ $0 == decisive }) {
            return (try joined(pieces), "")
        }
        if separators.count == 1 {
            guard tail.count == 3 else { return (String(pieces[0]), String(tail)) }
            guard decimals != 3 else { throw .ambiguous }
            return (try joined(pieces), "")
        }
        // Both are there: the last begins the decimals, and may stand only once.
        guard pieces.count == 2, let other = separators.first else { throw .notAnAmount }
        return (try joined(pieces[0].split(separator: other, omittingEmptySubsequences: false)), String(tail))
    }

    /// Groups of three digits put together; the first may have fewer, but does not begin with 0.
    private static func joined(_ groups: [Substring]) throws(MoneyError) -> String {
        guard let first = groups.first, (1...3).contains(first.count), first.first != "0",
            groups.dropFirst().allSatisfy({ $0.count == 3 && $0.utf8.allSatisfy(isDigit) })
        else { throw .notAnAmount }
        return groups.joined()
    }
}

/// Why a text is no amount of money.
public enum MoneyError: Error, Sendable, Hashable, CustomStringConvertible {
    case notAnAmount
    /// A lone separator before three digits, in a currency with three decimals.
    case ambiguous
    case tooManyDecimals(String, decimals: Int)
    case tooLarge
    case unknownCurrency(String)
    case otherCurrency(String, wanted: String)

    /// What is wrong, and what to write instead.
    public var description: String {
        switch self {
        case .notAnAmount: "This is no amount. Write it like 1500000, 1.500.000 or 1500000,50."
        case .ambiguous:
            "This could be thousands or decimals. Leave separators of thousands out, and write all three decimals."
        case .tooManyDecimals(let code, let decimals): "\(code) has \(decimals) decimals at most. Write no more."
        case .tooLarge: "The amount is too large. Check how many digits it has."
        case .unknownCurrency(let code): "ISO 4217 has no currency \(code.prefix(20)). Use a code like IDR or USD."
        case .otherCurrency(let named, let wanted): "The amount says \(named), the currency \(wanted). Use one of them."
        }
    }
    /// Whether the currency is what is wrong.
    public var isAboutCurrency: Bool {
        switch self {
        case .unknownCurrency, .otherCurrency: true
        case .notAnAmount, .ambiguous, .tooManyDecimals, .tooLarge: false
        }
    }
}
