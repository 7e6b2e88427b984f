import Domain
import Phone

/// What a value looks like, whatever its name.
struct ValueShape {
    let text: String
    let kind: PayloadNode.Scalar.Kind

    init(_ scalar: PayloadNode.Scalar) {
        text = scalar.text.trimmed
        kind = scalar.kind
    }

    var isEmpty: Bool { text.isEmpty }

    private var bytes: String.UTF8View { text.utf8 }

    var isDigits: Bool { !isEmpty && bytes.allSatisfy { $0 &- 48 < 10 } }

    var hasBlank: Bool { bytes.contains(0x20) || bytes.contains(10) }

    /// A single mail address.
    var isMail: Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !hasBlank && !text.contains("/")
            && !parts[1].hasSuffix(".us") && !parts[1].hasSuffix("whatsapp.net")
    }

    var isURL: Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

    /// A text that hardly anybody typed: letters and digits without a blank, as long as an id.
    var isToken: Bool {
        guard !hasBlank, bytes.count >= 16, bytes.allSatisfy({ $0 < 0x80 }) else { return false }
        return bytes.contains { $0 &- 48 < 10 }
    }

    /// What may stand as an id.
    var isID: Bool { !isEmpty && bytes.count <= 200 && !hasBlank && kind != .flag && !isURL }

    /// A plain word that a condition can compare with.
    var isWord: Bool {
        kind == .text && !isEmpty && bytes.count <= 60
            && bytes.allSatisfy { $0 &- 97 < 26 || $0 &- 65 < 26 || $0 &- 48 < 10 || "_.:/- ".utf8.contains($0) }
            && bytes.contains { ($0 | 32) &- 97 < 26 }
    }

    /// How a telephone number is written, if it is one.
    enum Telephone: Sendable, Hashable {
        /// `+62…` or `62…`.
        case international
        /// `0812…`.
        case national
        /// `whatsapp:+62…`.
        case prefixed
        /// `62…@c.us`.
        case chatAddress
    }

    /// nil for what is no telephone number.
    var telephone: Telephone? {
        if let colon = text.firstIndex(of: ":"), text[..<colon].utf8.allSatisfy({ $0 &- 97 < 26 }),
            Self.isInternational(String(text[text.index(after: colon)...]))
        {
            return .prefixed
        }
        if let at = text.firstIndex(of: "@"), ["@c.us", "@s.whatsapp.net"].contains(String(text[at...])),
            Self.isInternational(String(text[..<at]))
        {
            return .chatAddress
        }
        let digits = bytes.count { $0 &- 48 < 10 }
        let isWritten = bytes.allSatisfy { $0 &- 48 < 10 || "+-.() /".utf8.contains($0) }
        guard isWritten, (8...15).contains(digits) else { return nil }
        if text.hasPrefix("0") || text.hasPrefix("(0") { return .national }
        return Self.isInternational(text) ? .international : .national
    }

    private static func isInternational(_ text: String) -> Bool {
        guard text.utf8.first != 48 else { return false }
        return PhoneReader(cacheEntriesMax: 1).read(text, origin: .international) != nil
    }

    /// How a time is written.
    enum Time: String, Sendable {
        case seconds = "s"
        case milliseconds = "ms"
        case rfc3339
        case rfc5322
    }

    /// nil for what is no time between 2001 and 2065.
    var time: Time? {
        guard kind != .flag, bytes.count <= 60 else { return nil }
        let whole = text.prefix { $0 != "." }
        if let count = Int64(whole), text.utf8.allSatisfy({ $0 &- 48 < 10 || $0 == 46 }) {
            if (1_000_000_000..<3_000_000_000).contains(count) { return .seconds }
            if (1_000_000_000_000..<3_000_000_000_000).contains(count) { return .milliseconds }
            return nil
        }
        if Timestamp(rfc3339: text, assumingUTC: true) != nil { return .rfc3339 }
        let words = text.split(separator: " ")
        let months: Set<Substring> = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        guard words.count >= 4, words.count <= 7, words.dropFirst().prefix(2).contains(where: { months.contains($0) }),
            words.contains(where: { $0.contains(":") }), words[0].hasSuffix(",")
        else { return nil }
        return .rfc5322
    }

    /// Whether it holds tags.
    var isHTML: Bool { text.contains("</") || text.contains("<br") }
}
