/// What can be asked of an event, its contact and its lead. Closed: there is no other way to decide.
public indirect enum Condition: Sendable, Hashable {
    /// All of them hold.
    case all([Condition])
    /// At least one of them holds.
    case any([Condition])
    /// It does not hold.
    case not(Condition)
    /// The subject, the text or an answer has one of these words or phrases, whole, whatever the letters' case and accents, letters drawn
    /// out, and spelled in full or as in a chat.
    case words([String])
    /// What was written is in one of these languages; what is too short or too mixed to tell is in none.
    case language([String])
    /// The event came in on one of these channels.
    case channel([String])
    /// The event was received by one of these accounts (phone number id, page, bot), as the provider writes them.
    case account([String])
    /// The event is of one of these kinds.
    case kind([EventKind])
    /// One of these forms was filled in.
    case form([String])
    /// The sender's field is known, from this event or from an earlier one.
    case known(SenderField)
    /// The sender's phone number begins so, with `+` and country code.
    case phonePrefix([String])
    /// The event's touch has the field, with one of the values where values are given.
    case touch(TouchField, [String])
    /// The sender's mail address is at one of these domains (or below them).
    case emailDomain([String])
    /// The sender has a mail address, and it is (or is not) at a domain of his own instead of a free provider's.
    case companyMail(Bool)
    /// A form's answer has one of these values (any value where none is given).
    case answer(String, [String])
    /// The event happened within the hours.
    case hours(Hours)
    /// The customer has made at least so many statements in this conversation, this one included.
    case statements(atLeast: Int64)
    /// The customer's statement before this one in the conversation lies at least so many seconds back.
    case afterSilence(seconds: Int64)
    /// It is at least the contact's inquiry of this number.
    case cycle(atLeast: Int64)
    /// The statement opens an inquiry, and the one before it ended so.
    case past([InquiryEnd])
    /// The contact first wrote at least so many days (of 24 hours) ago.
    case daysSinceFirst(atLeast: Int64)
}

/// A field of the sender that a condition can ask for.
public enum SenderField: String, Sendable, Hashable, CaseIterable {
    case name, phone, email
}

/// How an inquiry ended.
public enum InquiryEnd: String, Sendable, Hashable, CaseIterable {
    case won, lost, disqualified

    /// The end that a stage is; nil for open ones.
    public init?(_ stage: Stage) {
        switch stage {
        case .won: self = .won
        case .lost: self = .lost
        case .disqualified: self = .disqualified
        case .new, .marketingQualified, .salesQualified, .opportunity: return nil
        }
    }
}

/// A day of the week, as configurations write it.
public enum Weekday: String, Sendable, Hashable, CaseIterable {
    case mon, tue, wed, thu, fri, sat, sun

    /// The day of the week of a date.
    public init(_ date: CivilDate) {
        // 1970-01-01 was a Thursday.
        let number = (date.daysSinceEpoch + 3) - (date.daysSinceEpoch + 3).flooredDivision(by: 7) * 7
        self = Weekday.allCases[Int(number)]
    }
}

/// Hours of some days of the week, in local time.
public struct Hours: Sendable, Hashable {
    /// First minute of the day.
    public var from: Int64
    /// First minute that is outside again; where it is not later than ``from``, that of the next day.
    public var to: Int64
    /// Days on which they begin.
    public var days: Set<Weekday>

    /// Hours from their parts, minutes from 0 to 1440.
    public init(from: Int64, to: Int64, days: Set<Weekday>) {
        self.from = from
        self.to = to
        self.days = days
    }

    /// Every minute of every day.
    public static let always = Hours(from: 0, to: 1440, days: Set(Weekday.allCases))

    /// Whether an instant lies within them, by the clocks of a zone.
    public func contain(_ time: Timestamp, in zone: Zone) -> Bool {
        let local = time.seconds &+ zone.offsetSeconds(at: time)
        let date = CivilDate(daysSinceEpoch: local.flooredDivision(by: 86_400))
        let minute = (local - date.daysSinceEpoch * 86_400) / 60
        if from < to { return days.contains(Weekday(date)) && (from..<to).contains(minute) }
        if minute >= from { return days.contains(Weekday(date)) }
        return minute < to && days.contains(Weekday(CivilDate(daysSinceEpoch: date.daysSinceEpoch - 1)))
    }
}

/// What conditions know besides the rules: data that comes as lists.
public struct Lexicon: Sendable, Hashable {
    /// The code for what is in none of the languages.
    public static let otherLanguage = "other"

    /// What is written in chats for words: `brp` stands for `berapa`.
    public var spelling: [String: String]
    /// Words by which a language is told, by its ISO 639 code.
    public var languages: [String: [String]]
    /// Domains at which anybody gets a mail address.
    public var freeMail: Set<String>

    /// A lexicon from its parts; an empty one knows nothing.
    public init(
        spelling: [String: String] = [:], languages: [String: [String]] = [:], freeMail: Set<String> = []
    ) {
        self.spelling = spelling
        self.languages = languages
        self.freeMail = freeMail
    }
}
