/// Markup in which text cannot become markup: literals are trusted, everything interpolated is escaped unless it is ``HTML`` itself.
///
/// Attribute values stand in quotes always; then the escapes are good for them too.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The markup as text.
    public private(set) var source: String

    /// Markup that stands in the code.
    public init(stringLiteral value: String) { source = value }

    /// Markup of literals and values.
    public init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

    /// Appends more markup.
    public static func += (left: inout HTML, right: HTML) { left.source += right.source }

    /// Collects the pieces of an interpolated literal.
    public struct Interpolation: StringInterpolationProtocol {
        var source = ""

        /// Room for the pieces.
        public init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Literals are trusted: they stand in the code.
        public mutating func appendLiteral(_ literal: String) { source += literal }

        /// Markup goes in as it is.
        public mutating func appendInterpolation(_ html: HTML) { source += html.source }

        /// Pieces of markup go in one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { source += piece.source }
        }

        /// Text is escaped.
        public mutating func appendInterpolation(_ text: some StringProtocol) { source += HTML.escaped(text) }

        /// A number in plain digits.
        public mutating func appendInterpolation(_ number: some BinaryInteger) { source += String(number) }
    }

    /// Text with the five characters escaped that mean something in markup, and characters removed that no page may hold.
    static func escaped(_ text: some StringProtocol) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
