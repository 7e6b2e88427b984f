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

    /// Settings from their parts, which nobody checks.
    public init(
        workspace: Workspace, channels: [ChannelSetting], mailboxes: [MailboxSetting] = [], scoring: ScoringRules,
        routing: RoutingRules, quarantine: QuarantineRules = QuarantineRules()
    ) {
        self.workspace = workspace
        self.channels = channels
        self.mailboxes = mailboxes
        self.scoring = scoring
        self.routing = routing
        self.quarantine = quarantine
    }

    /// Reads and checks a whole configuration.
    ///
    /// Pure for a given source of zones, so that a configuration in the ledger reads the same on every machine.
    ///
    /// - Parameters:
    ///   - text: At most ``Limits/configurationBytesMax`` bytes of YAML.
    ///   - file: The name of the file in findings.
    ///   - zones: Where the offsets of the workspace's zone come from.
    /// - Returns: The settings with warnings, or every finding at once in the order of the file.
    public static func parse(
        text: String, file: String, zones: ZoneSource = .system
    ) -> Checked<WorkspaceSettings> {
        let document = YAMLDocument.parse(text, file: file)
        guard let root = document.value else { return .invalid(document.diagnostics) }
        let findings = Findings(file: file)
        guard var fields = Fields(root, of: "the configuration", in: findings) else { return findings.checked(nil) }
        let workspace = WorkspaceReader(findings: findings, zones: zones).workspace(from: &fields)
        let channels = ChannelSettingsReader(findings: findings).channels(from: &fields)
        let mailboxes = MailboxSettingsReader(
            findings: findings, channels: channels.map(\.id), zone: workspace?.zone
        ).mailboxes(from: &fields)
        let lists = WordListReader(findings: findings).lists(from: &fields)
        let conditions = ConditionReader(findings: findings, wordLists: lists, channels: channels.map(\.id))
        let scoring = ScoringReader(findings: findings, conditions: conditions).scoring(from: &fields)
        let routing = RoutingReader(findings: findings).routing(from: &fields)
        let quarantine = QuarantineReader(findings: findings).quarantine(from: &fields)
        fields.finish()
        guard let workspace, let scoring, let routing else { return findings.checked(nil) }
        return findings.checked(
            WorkspaceSettings(
                workspace: workspace, channels: channels, mailboxes: mailboxes, scoring: scoring, routing: routing,
                quarantine: quarantine))
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
