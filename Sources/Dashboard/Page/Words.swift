import Domain

/// Every text of the page, one table a language.
struct Words: Sendable {
    let language: Language
    let funnel: String
    let today: String
    let sevenDays: String
    let thirtyDays: String
    let period: String
    let languageLabel: String
    let skip: String
    let live: String
    let notLive: String
    let upToDate: String
    /// Before a number of entries.
    let behind: String
    let step: String
    let count: String
    let ofPrevious: String
    /// Stands between a rate and what it is a part of.
    let of: String
    let channels: String
    let channel: String
    let leadToSales: String
    let uncounted: String
    let uncountedIntro: String
    let reason: String
    let reps: String
    let rep: String
    let openLeads: String
    let openOfCapacity: String
    let paused: String
    let notConfigured: String
    /// Before the time that a rep is checked in since.
    let onDuty: String
    let noReps: String
    let waiting: String
    let deadLettersOpen: String
    let newContacts: String
    let newestLeads: String
    let lead: String
    let name: String
    let stage: String
    let score: String
    let owner: String
    let opened: String
    let showNames: String
    let nothingCounted: String
    let noLeads: String
    let note: String
    let months: [String]
    let groupSeparator: String
    let decimalPoint: Character
    let steps: [Measure: Step]
    let reasons: [Measure: (title: String, hint: String)]
    let stages: [Stage: String]

    /// What a step is called, what it means, and how it is named within a sentence.
    typealias Step = (title: String, hint: String, noun: String)

    /// The names of a step.
    func step(_ measure: Measure) -> Step { steps[measure] ?? (measure.rawValue, "", measure.rawValue) }

    static func of(_ language: Language) -> Words {
        switch language {
        case .english: english
        case .indonesian: indonesian
        }
    }

    /// A whole number with its thousands apart.
    func number(_ value: Int64) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += groupSeparator }
            text.append(digit)
        }
        return (value < 0 ? "\u{2212}" : "") + text
    }

    /// A rate in percent with one decimal; a dash where it is undefined.
    func percent(_ rate: Rate?) -> String {
        guard let rate, rate.permille != nil else { return "\u{2013}" }
        return rate.percent(decimalPoint: decimalPoint) + "%"
    }

    /// `10 Jun`, or with the year.
    func day(_ date: CivilDate, withYear: Bool) -> String {
        let (year, month, day) = date.parts
        let text = "\(day) \(months[Int(month) - 1])"
        return withYear ? "\(text) \(year)" : text
    }

    /// The days of a range, the last one included.
    func days(_ range: PeriodRange) -> String {
        let last = CivilDate(daysSinceEpoch: range.end.daysSinceEpoch - 1)
        guard range.first < last else { return day(last, withYear: true) }
        let isSameYear = range.first.parts.year == last.parts.year
        return "\(day(range.first, withYear: !isSameYear)) \u{2013} \(day(last, withYear: true))"
    }

    /// Day and time on the wall clock of a zone: `10 Jun 13:45`.
    func moment(_ time: Timestamp, in zone: Zone) -> String {
        let seconds = time.seconds + zone.offsetSeconds(at: time)
        let minute = (seconds - seconds.flooredDivision(by: 86_400) * 86_400) / 60
        let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(day(zone.day(of: time), withYear: false)) \(clock)"
    }
}
