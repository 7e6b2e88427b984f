/// How a workspace scores.
public struct ScoringRules: Sendable, Hashable {
    /// When a lead becomes marketing qualified.
    public var marketingQualified: Qualification
    /// When a lead becomes sales qualified.
    public var salesQualified: Qualification
    /// Most points (by size) that a group can add up to; groups without an entry have no cap.
    public var caps: [String: Int64]
    /// Turns sums of groups into grades; nil where leads are not graded.
    public var grid: GradeGrid?
    /// In the order of the configuration, which is the order of evaluation.
    public var rules: [ScoringRule]
    /// What the conditions know of languages and mail providers.
    public var lexicon: Lexicon

    /// Rules from their parts.
    public init(
        marketingQualified: Qualification, salesQualified: Qualification, caps: [String: Int64],
        grid: GradeGrid? = nil, rules: [ScoringRule], lexicon: Lexicon = Lexicon()
    ) {
        self.marketingQualified = marketingQualified
        self.salesQualified = salesQualified
        self.caps = caps
        self.grid = grid
        self.rules = rules
        self.lexicon = lexicon
    }
}

/// What it takes to reach a stage.
public struct Qualification: Sendable, Hashable {
    /// Least points.
    public var points: Int64
    /// What has to hold besides at the statement that reaches the points, or at a later one; nil for nothing.
    public var requirement: Condition?

    /// A qualification from its parts.
    public init(points: Int64, requirement: Condition? = nil) {
        self.points = points
        self.requirement = requirement
    }
}

/// Fit by engagement: a letter for who it is, a digit for what they do.
public struct GradeGrid: Sendable, Hashable {
    /// The groups whose sum gives the letter.
    public var fit: [String]
    /// Least points for `A` and for `B`; less is `C`.
    public var fitSteps: Steps
    /// The groups whose sum gives the digit.
    public var engagement: [String]
    /// Least points for `1` and for `2`; less is `3`.
    public var engagementSteps: Steps

    /// The two lower bounds of a scale of three.
    public struct Steps: Sendable, Hashable {
        /// Least points for the best step.
        public var high: Int64
        /// Least points for the middle step.
        public var middle: Int64

        /// A scale from its bounds.
        public init(high: Int64, middle: Int64) {
            self.high = high
            self.middle = middle
        }
    }

    /// A grid from its parts.
    public init(fit: [String], fitSteps: Steps, engagement: [String], engagementSteps: Steps) {
        self.fit = fit
        self.fitSteps = fitSteps
        self.engagement = engagement
        self.engagementSteps = engagementSteps
    }

    /// The grade, `A1` to `C3`.
    ///
    /// - Parameter points: The sum of a group.
    public func grade(_ points: (String) -> Int64) -> String {
        func sum(_ groups: [String]) -> Int64 { groups.reduce(0) { $0 + points($1) } }
        let (who, what) = (sum(fit), sum(engagement))
        let letter = who >= fitSteps.high ? "A" : who >= fitSteps.middle ? "B" : "C"
        let digit = what >= engagementSteps.high ? "1" : what >= engagementSteps.middle ? "2" : "3"
        return letter + digit
    }
}

/// One rule: when it matches, it gives points.
public struct ScoringRule: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: String
    /// What the cap adds up over: `fit`, `engagement`, `negative`.
    public var group: String
    /// Points for one match; negative ones take away. Never 0.
    public var points: Int64
    /// How often it can match for one lead.
    public var timesMax: Int64
    /// How its points wane.
    public var decay: Decay
    /// What has to be true.
    public var condition: Condition

    /// A rule from its parts.
    public init(
        id: String, group: String, points: Int64, timesMax: Int64, decay: Decay = .none, condition: Condition
    ) {
        self.id = id
        self.group = group
        self.points = points
        self.timesMax = timesMax
        self.decay = decay
        self.condition = condition
    }
}

/// What a workspace is.
public struct Workspace: Sendable, Hashable {
    /// Its name in addresses: letters, digits and hyphens.
    public var name: String
    /// In which its days are counted.
    public var zone: Zone
    /// ISO 4217.
    public var currency: String
    /// Languages of its customers, the first is that of the pages.
    public var languages: [String]
    /// The region of phone numbers without a country code, for example `ID`.
    public var region: String
    /// Mail addresses that are our own: what comes from them is an echo.
    public var ownAddresses: [String]
    /// Scheme and host under which providers call us, without a path: signatures cover it. nil: what requests say.
    public var publicAddress: String?
    /// Scheme and host under which people reach the pages, without a path: links begin with it. nil: where the program listens.
    public var pageAddress: String?

    /// A workspace from its parts.
    public init(
        name: String, zone: Zone, currency: String, languages: [String], region: String, ownAddresses: [String],
        publicAddress: String? = nil, pageAddress: String? = nil
    ) {
        self.name = name
        self.zone = zone
        self.currency = currency
        self.languages = languages
        self.region = region
        self.ownAddresses = ownAddresses
        self.publicAddress = publicAddress
        self.pageAddress = pageAddress
    }
}
