/// When and how customers are told by themselves that their message is there.
public struct AcknowledgeRules: Sendable, Hashable {
    /// When somebody is there to answer.
    public var calendar: WorkingCalendar
    /// Also while somebody is there: then once a day, otherwise only once in each period in which nobody is.
    public var isAlways: Bool
    /// Where; empty: on every channel that can answer.
    public var channels: [String]
    /// What is said, by language; the first is for who writes in none of them.
    public var texts: [Text]
    /// How many a contact gets on one day, whatever happens.
    public var perContactPerDay: Int64
    /// The words by which languages are told.
    public var lexicon: Lexicon

    /// What is said in one language.
    public struct Text: Sendable, Hashable {
        /// Its code: `id`.
        public var language: String
        /// What is said.
        public var text: String

        /// A text in a language.
        public init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }

    /// Rules from their parts.
    public init(
        calendar: WorkingCalendar, isAlways: Bool = false, channels: [String] = [], texts: [Text],
        perContactPerDay: Int64 = 2, lexicon: Lexicon = Lexicon()
    ) {
        self.calendar = calendar
        self.isAlways = isAlways
        self.channels = channels
        self.texts = texts
        self.perContactPerDay = perContactPerDay
        self.lexicon = lexicon
    }

    /// What is said to somebody who writes in that language.
    public func text(in language: String?) -> String {
        (texts.first { $0.language == language } ?? texts.first)?.text ?? ""
    }
}
