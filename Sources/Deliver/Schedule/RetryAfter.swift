import Domain

/// The header `Retry-After` (RFC 9110 10.2.3).
enum RetryAfter {
    /// The longest wait that somebody else may ask of us: an hour. Answers to customers are worth sending for a day, and are not given up because one
    /// answer asks for one.
    static let secondsMax: Int64 = 3600

    /// Seconds from now, 0 up to an hour; nil for what is neither a number of seconds nor a date.
    static func seconds(_ text: String, now: Timestamp) -> Int64? {
        let text = text.trimmingBlanks
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return min(Int64(text) ?? secondsMax, secondsMax)
        }
        guard let date = date(String(text)) else { return nil }
        return min(max(0, date.seconds - now.seconds), secondsMax)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that may be sent.
    private static func date(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT",
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let day = words[1].utf8.count == 1 ? "0" + words[1] : String(words[1])
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp(rfc3339: "\(words[3])-\(number)-\(day)T\(words[4])Z")
    }
}

extension String {
    /// Without blanks and tabs at both ends.
    fileprivate var trimmingBlanks: Substring {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
