/// How a journal is to be: the same plan gives the same entries, byte for byte.
public struct JournalPlan: Sendable {
    /// The recipe of all that is left to chance.
    public var seed: UInt64
    /// How many deliveries it holds; configurations and actions come besides.
    public var deliveries: Int
    /// How many people there are to write. Not all of them get to it.
    public var persons: Int
    /// Over how many weeks the deliveries are spread.
    public var weeks: Int
    /// The text of `channel.yaml` of each of ``channels``, by id.
    public var channelTexts: [String: String]
    /// How often what happens.
    public var rates = JournalRates()

    /// The channels that deliveries come on.
    public static let channels = ["whatsapp", "web-form", "email", "telegram", "chat"]

    /// A plan with people for six deliveries each and a thousand deliveries a day, over one week at least.
    public init(seed: UInt64, deliveries: Int, channelTexts: [String: String]) {
        self.seed = seed
        self.deliveries = deliveries
        self.channelTexts = channelTexts
        persons = max(8, deliveries / 6)
        weeks = max(1, deliveries / 7000)
    }
}

/// How often what happens, in thousandths, unless something else is said.
public struct JournalRates: Sendable {
    /// Of people: the channel on which they write first. What is left over writes by chat.
    public var whatsApp = 560
    /// Of people: begin with the form of the website.
    public var forms = 150
    /// Of people: begin with a mail.
    public var mails = 80
    /// Of people: begin on Telegram.
    public var telegram = 100
    /// Of people: use a second channel, and as many of those a third, and a fourth.
    public var furtherChannels = 350
    /// Of people: share the telephone or the mail address of somebody else.
    public var families = 40
    /// Of people: write for a company.
    public var companies = 120
    /// Of people: hide their number on WhatsApp behind a user name.
    public var userNames = 40
    /// Of people: write English.
    public var english = 250
    /// Of inquiries: look for a job or want to sell something themselves.
    public var seekers = 40
    /// Of inquiries: come from somebody who has written before.
    public var returns = 250
    /// Of inquiries that begin on WhatsApp: follow an advertisement.
    public var advertisements = 120
    /// Of deliveries: come again, byte for byte.
    public var duplicates = 30
    /// Of deliveries: come later than what was written after them.
    public var late = 25
    /// Of deliveries by WhatsApp: hold what several people wrote.
    public var batches = 120
    /// Of deliveries by WhatsApp: hold something again that another one held.
    public var overlaps = 25
    /// Of statements: are answered, which the channel reports.
    public var answers = 150
    /// Of statements: are followed by telephone number or mail address, a new number, or another user name.
    public var revelations = 40
    /// Of inquiries: are bursts of robots instead.
    public var bursts = 8
    /// Of deliveries: cannot be read.
    public var broken = 2
    /// Of leads that became sales qualified: are worked on by a rep.
    public var worked = 900
    /// Of people who were taken for two contacts: are merged by somebody.
    public var merges = 500
    /// Of merges: are taken back later.
    public var unmerges = 250
    /// Of deliveries: somebody writes a note, or takes down a consent.
    public var remarks = 12
    /// Of deliveries: somebody merges people who have nothing to do with each other.
    public var mistakes = 2
    /// Of deliveries: an action is done a second time, with an old screen, or makes no sense.
    public var nonsense = 6
    /// Of robots' messages: are released by somebody.
    public var releases = 60
    /// How many times the configuration changes, over the whole journal.
    public var configurations = 3

    /// The rates of a shop that sells furniture.
    public init() {}
}

/// What a journal can hold.
public enum JournalItem: Int, Sendable, CaseIterable {
    case persons, deliveries, statements, whatsApp, forms, mails, telegram, chats
    case duplicates, late, batches, overlaps, statuses, echoes, revelations, robots, broken
    case accepts, rejects, opportunities, wins, losses, disqualifications, reopenings
    case merges, unmerges, mistakes, notes, consents, releases, nonsense, configurations
}

/// What a journal held so far.
public struct JournalTally: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: JournalItem.allCases.count)

    /// Nothing yet.
    public init() {}

    /// How many there were.
    public internal(set) subscript(item: JournalItem) -> Int {
        get { counts[item.rawValue] }
        set { counts[item.rawValue] = newValue }
    }

    /// One line a kind: its name and how many there were.
    public var lines: [String] { JournalItem.allCases.map { "\($0): \(self[$0])" } }
}
