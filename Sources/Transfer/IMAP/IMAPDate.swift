import Domain

/// `17-Jul-2026 02:44:25 -0700`: how servers write when a mail arrived (RFC 3501, date-time).
enum IMAPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Seconds since 1970; nil for anything else.
    static func seconds(_ bytes: [UInt8]) -> Int64? {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard parts.count == 3 else { return nil }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        let time = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { number($0, count: 2) }
        guard date.count == 3, (1...2).contains(date[0].count), let day = number(date[0], count: date[0].count),
            let month = months.firstIndex(of: date[1].lowercased()), let year = number(date[2], count: 4),
            let days = CivilDate(year: year, month: Int64(month) + 1, day: day)?.daysSinceEpoch,
            time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
            hour < 24, minute < 60, second < 61, let offset = offset(parts[2])
        else { return nil }
        return days * 86_400 + hour * 3600 + minute * 60 + second - offset
    }

    /// `-0700` in seconds east of Greenwich.
    private static func offset(_ text: Substring) -> Int64? {
        guard text.utf8.count == 5, let value = number(text.dropFirst(), count: 4), value % 100 < 60 else { return nil }
        let seconds = value / 100 * 3600 + value % 100 * 60
        switch text.first {
        case "+": return seconds
        case "-": return -seconds
        default: return nil
        }
    }

    private static func number(_ text: Substring, count: Int) -> Int64? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }
}
