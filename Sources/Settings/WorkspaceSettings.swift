public import Domain

/// What `corong.yaml` says: a business, its channels, how it scores and who gets its leads.
public struct WorkspaceSettings: Sendable, Hashable {
    /// The business.
    public var workspace: Workspace
    /// The channels that are switched on, in the order of the file.
    public var channels: [ChannelSetting]
    /// The mailboxes that are read, in the order of the file.
    public var mailboxes: [MailboxSetting]
    /// How leads are scored.
    public var scoring: ScoringRules
    /// Who gets leads.
    public var routing: RoutingRules
    /// What is held back as spam.
    public var quarantine: QuarantineRules
    /// When the business works, by the calendars' names.
    public var calendars: [String: WorkingCalendar]
    /// How soon customers get a word; nil: no targets.
    public var targets: ResponseTargets?
    /// The zones that are named besides the workspace's, by their names' bytes.
    public var otherZones: [Zone]
    /// The lists of holidays that calendars name, by their names.
    public var holidayLists: [HolidayList]
    /// Where reps come to, and for how long it is kept where they were.
    public var attendance = AttendanceRules()
    /// Other systems that are told of events, in the order of the file.
    public var destinations: [DestinationSetting] = []
    /// What customers are told by themselves; nil: nothing.
    public var acknowledgement: AcknowledgeRules?
    /// Where mails of ours are handed in; nil: nowhere.
    public var mail: MailSetting?
    /// How reps are told of things.
    public var notify = NotifySetting()
    /// Who wants to hear of what.
    public var subscriptions: [Subscription] = []
    /// The texts of the lists beside the configuration that it uses, by name.
    public var lists: [String: String]

    /// Settings from their parts, which nobody checks.
    public init(
        workspace: Workspace, channels: [ChannelSetting], mailboxes: [MailboxSetting] = [], scoring: ScoringRules,
        routing: RoutingRules, quarantine: QuarantineRules = QuarantineRules(),
        calendars: [String: WorkingCalendar] = [:], targets: ResponseTargets? = nil, otherZones: [Zone] = [],
        holidayLists: [HolidayList] = [],
        lists: [String: String] = [:]
    ) {
        self.workspace = workspace
        self.channels = channels
        self.mailboxes = mailboxes
        self.scoring = scoring
        self.routing = routing
        self.quarantine = quarantine
        self.calendars = calendars
        self.targets = targets
        self.otherZones = otherZones
        self.holidayLists = holidayLists
        self.lists = lists
    }

    /// The lines of a list that the configuration uses; empty for any other.
    public func list(_ name: String) -> [String] { ListLine.lines(of: lists[name] ?? "").map(\.text) }

    /// What should be looked at on a day because it passes: lists of holidays that say nothing of a year that begins within two months.
    ///
    /// - Parameter file: The name of the file in findings.
    public func remarks(on day: CivilDate, file: String) -> [Diagnostic] {
        let year = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 60).parts.year
        return holidayLists.filter { $0.last.parts.year < year }.map { list in
            Diagnostic(
                .warning, file: file, line: list.place.line, column: list.place.column,
                message:
                    "the list `\(list.name)` ends with \(list.last.parts.year), so no day of \(year) is a holiday; "
                    + "add its days to the list")
        }
    }

    /// Reads and checks a whole configuration.
    ///
    /// Pure for a given source of zones, so that a configuration in the ledger reads the same on every machine.
    ///
    /// - Parameters:
    ///   - text: At most ``Limits/configurationBytesMax`` bytes of YAML.
    ///   - file: The name of the file in findings.
    ///   - zones: Where the offsets of the zones come from that it names.
    ///   - lists: Texts of the lists that rules can name, by name: words and phrases, one a line, `#` begins a comment.
    /// - Returns: The settings with warnings, or every finding at once in the order of the file.
    public static func parse(
        text: String, file: String, zones: ZoneSource = .system, lists: [String: String] = [:]
    ) -> Checked<WorkspaceSettings> {
        let document = YAMLDocument.parse(text, file: file)
        guard let root = document.value else { return .invalid(document.diagnostics) }
        let findings = Findings(file: file)
        guard var fields = Fields(root, of: "the configuration", in: findings) else { return findings.checked(nil) }
        let zones = ZoneShelf(zones)
        let workspace = WorkspaceReader(findings: findings, zones: zones).workspace(from: &fields)
        let channels = ChannelSettingsReader(findings: findings).channels(from: &fields)
        let mailboxes = MailboxSettingsReader(
            findings: findings, channels: channels.map(\.id), zone: workspace?.zone
        ).mailboxes(from: &fields)
        let shelf = ListShelf(lists)
        let holidays = HolidayReader(findings: findings, shelf: shelf)
        let calendarReader = CalendarReader(
            findings: findings, zones: zones, holidays: holidays, zone: workspace?.zone ?? .utc)
        let calendars = PersonalCalendarReader(
            reader: calendarReader, calendars: calendarReader.calendars(from: &fields))
        let words = WordListReader(findings: findings, shelf: shelf)
        let lexicon = LexiconReader(findings: findings, shelf: shelf)
        let conditions = ConditionReader(
            findings: findings, words: words, wordLists: words.lists(from: &fields), lexicon: lexicon,
            channels: channels.map(\.id))
        var scoring = ScoringReader(findings: findings, conditions: conditions).scoring(from: &fields)
        scoring?.lexicon = lexicon.lexicon(of: root)
        let routing = RoutingReader(
            findings: findings, conditions: conditions, calendars: calendars
        ).routing(from: &fields)
        let acknowledgement = AcknowledgeReader(
            findings: findings, calendars: calendars, lexicon: lexicon,
            channels: channels.map(\.id) + mailboxes.map(\.channel)
        ).rules(from: &fields)
        let destinations = DestinationSettingsReader(findings: findings).destinations(from: &fields)
        let mail = MailSettingReader(findings: findings).mail(from: &fields)
        let notify = MailSettingReader(findings: findings).notify(from: &fields)
        let outbox = OutboxSettings(
            destinations: destinations, notify: notify, mail: mail, reps: routing?.reps ?? [])
        outbox.check(findings, at: fields.place(of: "routing"))
        let quarantine = QuarantineReader(findings: findings, shelf: shelf).quarantine(from: &fields)
        let targets = TargetsReader(findings: findings, calendars: calendars).targets(from: &fields)
        let attendance = AttendanceReader(findings: findings).attendance(from: &fields)
        fields.finish()
        guard let workspace, let scoring, let routing else { return findings.checked(nil) }
        var settings = WorkspaceSettings(
            workspace: workspace, channels: channels, mailboxes: mailboxes, scoring: scoring, routing: routing,
            quarantine: quarantine, calendars: calendars.calendars, targets: targets,
            otherZones: zones.others(than: workspace.zone),
            holidayLists: holidays.lists, lists: shelf.taken)
        settings.attendance = attendance
        settings.destinations = destinations
        settings.acknowledgement = acknowledgement
        settings.mail = mail
        settings.notify = notify
        settings.subscriptions = outbox.subscriptions
        return findings.checked(settings)
    }
}

extension Findings {
    /// Whether a text is a name as used in addresses and references; a finding when it is not.
    func isName(_ text: String, at place: YAMLNode.Place, _ what: String) -> Bool {
        if text.isName { return true }
        let lowered = String(
            text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(64)
        )
        let hint = lowered.isName ? ", for example `\(lowered)`" : ""
        error(
            at: place,
            "\(what): expected at most 64 lower-case letters, digits and hyphens, beginning with a letter or digit, "
                + "got \"\(shortened(text))\"; rename it\(hint)")
        return false
    }
}

extension String {
    /// Lower-case letters, digits and hyphens, 1 to 64 of them, no hyphen first.
    var isName: Bool {
        guard (1...64).contains(utf8.count), utf8.first != UInt8(ascii: "-") else { return false }
        return utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
