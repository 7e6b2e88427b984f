import Domain

/// When a mail was sent.
enum MailDate {
    /// Date if it makes sense, else the newest Received that does, else nil.
    ///
    /// A Date later than `notAfter` is a wrong clock: the Received header of the last relay is believed instead, and
    /// where there is none, `notAfter` itself.
    static func sent(_ headers: HeaderSet, notAfter: Timestamp?) -> Timestamp? {
        let written = headers.raw("date").lazy.compactMap { read($0) }.first
        if let written, isPlausible(written), notAfter.map({ written <= $0 }) ?? true { return written }
        // Relays add their header on top, so the first one is the newest.
        for value in headers.raw("received") {
            guard let semicolon = value.lastIndex(of: UInt8(ascii: ";")) else { continue }
            guard let relayed = read(Array(value[(semicolon + 1)...])), isPlausible(relayed) else { continue }
            if let notAfter, relayed > notAfter { continue }
            return relayed
        }
        guard let written, isPlausible(written) else { return nil }
        return notAfter
    }

    /// Mail is younger than 1970 and no clock is a century wrong.
    private static func isPlausible(_ time: Timestamp) -> Bool { (0..<4_102_444_800).contains(time.seconds) }

    /// Reads a date-time of RFC 5322 or its predecessors, or as `asctime` prints it.
    ///
    /// - Returns: nil unless day, month, year, time and zone are all there and possible: a guess is worth less than
    ///   the next header.
    static func read(_ raw: [UInt8]) -> Timestamp? {
        let words = split(raw)
        var day: Int64?
        var month: Int64?
        var year: Int64?
        var time: Int64?
        var zone: Int64?
        for word in words.prefix(12) {
            if word.utf8.contains(UInt8(ascii: ":")) {
                guard time == nil, let clock = clock(word) else { return nil }
                time = clock
            } else if let number = Int64(word), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                if word.utf8.count <= 2, day == nil {
                    day = number
                } else if year == nil {
                    year = fullYear(number, digits: word.utf8.count)
                } else {
                    return nil
                }
            } else if month == nil, let number = months[String(word.lowercased().prefix(3))] {
                month = number
            } else if time != nil, zone == nil, let offset = offset(word) {
                zone = offset
            } else if time != nil, zone == nil {
                return nil
            }
        }
        guard let day, let month, let year, let time, let date = CivilDate(year: year, month: month, day: day) else {
            return nil
        }
        return Timestamp(seconds: date.daysSinceEpoch * 86_400 + time - (zone ?? 0))
    }

    /// Words outside comments, split at spaces, commas and the dashes of `24-Oct-2003`.
    private static func split(_ raw: [UInt8]) -> [String] {
        var words: [[UInt8]] = [[]]
        var depth = 0
        for byte in raw.prefix(200) {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth = max(0, depth - 1)
            case _ where depth > 0: continue
            case 0...0x20, UInt8(ascii: ","): words.append([])
            case UInt8(ascii: "-") where !(words.last ?? []).isEmpty: words.append([])
            default: words[words.count - 1].append(byte)
            }
        }
        return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func clock(_ word: String) -> Int64? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ (1...2).contains($0.utf8.count) }) else {
            return nil
        }
        let numbers = parts.compactMap { Int64($0) }
        guard numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60, numbers.allSatisfy({ $0 >= 0 }) else {
            return nil
        }
        let seconds = numbers.count == 3 ? min(numbers[2], 59) : 0
        guard numbers.count < 3 || numbers[2] <= 60 else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + seconds
    }

    private static func fullYear(_ number: Int64, digits: Int) -> Int64? {
        switch digits {
        case 4: number
        case 3: number + 1900
        case 2: number < 50 ? number + 2000 : number + 1900
        default: nil
        }
    }

    /// `+0700`, `-0330`, `GMT`; nil for anything else, such as `H0500`.
    private static func offset(_ word: String) -> Int64? {
        if let hours = zones[word.uppercased()] { return hours * 3600 }
        guard word.utf8.count == 5, let sign = word.first, sign == "+" || sign == "-",
            let digits = Int64(word.dropFirst()), digits >= 0, digits / 100 <= 14, digits % 100 < 60
        else { return nil }
        let seconds = digits / 100 * 3600 + digits % 100 * 60
        return sign == "-" ? -seconds : seconds
    }

    private static let months: [String: Int64] = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
        "nov": 11, "dec": 12,
    ]

    /// Hours east of Greenwich of the zones that mails name.
    private static let zones: [String: Int64] = [
        "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
        "PST": -8, "PDT": -7, "WIB": 7, "WITA": 8, "WIT": 9, "SGT": 8, "JST": 9, "KST": 9, "CET": 1, "CEST": 2,
        "BST": 1,
    ]
}
