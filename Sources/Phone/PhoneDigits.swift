/// The digits of a spelling, and whether a `+` stood before them. Everything that only separates is gone.
struct PhoneDigits: Hashable {
    /// Longer input is no telephone number and is not looked at.
    static let textBytesMax = 96

    /// ASCII digits, at most ``digitsMax``.
    let digits: String
    let hasPlus: Bool

    private static let digitsMax = 20

    /// Keeps the digits of `text`; nil when it holds anything but digits, one leading plus and separators.
    ///
    /// Letters are no phone number even where a vanity number could be read from them: `US.1349` is an id.
    init?(_ text: String) {
        guard text.utf8.count <= Self.textBytesMax else { return nil }
        var digits = ""
        var hasPlus = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9":
                digits.unicodeScalars.append(scalar)
            case "+", "\u{FF0B}":
                guard !hasPlus, digits.isEmpty else { return nil }
                hasPlus = true
            case " ", "\t", "\r", "\n", "-", ".", "/", "(", ")", "[", "]", "~", "\u{A0}":
                continue
            case "\u{2007}"..."\u{2015}", "\u{202A}"..."\u{202F}", "\u{2060}"..."\u{2069}", "\u{2212}", "\u{FEFF}":
                // Spaces, dashes and the direction marks that copying from a phone book brings along.
                continue
            default:
                guard let digit = Self.decimal(scalar) else { return nil }
                digits.append(digit)
            }
            guard digits.utf8.count <= Self.digitsMax else { return nil }
        }
        guard !digits.isEmpty else { return nil }
        self.digits = digits
        self.hasPlus = hasPlus
    }

    /// The ASCII digit for a decimal digit of any script (full-width, Arabic, Thai).
    private static func decimal(_ scalar: Unicode.Scalar) -> Character? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue,
            value >= 0, value <= 9
        else { return nil }
        return Character(Unicode.Scalar(UInt8(ascii: "0") + UInt8(value)))
    }
}
