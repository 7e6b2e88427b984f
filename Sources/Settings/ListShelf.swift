/// The lists that lie beside a configuration, and which of them it uses.
///
/// Those that are used become part of the configuration's entry in the ledger, so that a later edit of a list changes nothing in the past. A
/// class, because all readers of one configuration take from the same shelf; used within one call and never shared between tasks.
final class ListShelf {
    /// Texts by name, without `.txt`.
    private let texts: [String: String]
    /// Texts that were asked for.
    private(set) var taken: [String: String] = [:]

    /// Lists whose names are none cannot be named.
    init(_ texts: [String: String]) { self.texts = texts.filter { $0.key.isName } }

    /// Names of all lists, in order.
    var names: [String] { texts.keys.sorted() }

    /// The lines of a list, which counts as used from now on; nil where there is none of that name.
    func lines(_ name: String) -> [ListLine]? {
        guard let text = texts[name] else { return nil }
        taken[name] = text
        return ListLine.lines(of: text)
    }
}

/// One line of a list that says something.
public struct ListLine: Sendable, Hashable {
    /// Without blanks around it, and with single ones within.
    public var text: String
    /// From 1.
    public var number: Int

    /// The lines of a list without comments, which begin with `#` and reach to the end of the line.
    ///
    /// Cost: one walk over the text.
    public static func lines(of text: String) -> [ListLine] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
            let words = $1.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : ListLine(text: words.joined(separator: " "), number: $0 + 1)
        }
    }
}
