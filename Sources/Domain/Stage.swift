/// How far a lead has come. The order of the cases is the order of the funnel.
public enum Stage: String, Sendable, Hashable, CaseIterable, Comparable {
    case new
    case marketingQualified
    case salesQualified
    case opportunity
    case won
    case lost
    case disqualified

    /// Whether work on it goes on; a contact has at most one open lead.
    public var isOpen: Bool { self < .won }

    /// The number under which storage keeps the stage; never reused.
    public var code: Int64 {
        switch self {
        case .new: 1
        case .marketingQualified: 2
        case .salesQualified: 3
        case .opportunity: 4
        case .won: 5
        case .lost: 6
        case .disqualified: 7
        }
    }

    /// The stage with that number; nil for numbers of newer versions.
    public init?(code: Int64) {
        guard let stage = Stage.allCases.first(where: { $0.code == code }) else { return nil }
        self = stage
    }

    /// Nearer to the start of the funnel.
    public static func < (left: Stage, right: Stage) -> Bool { left.code < right.code }
}
