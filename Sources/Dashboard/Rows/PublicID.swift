public import Domain

/// How ids are written for people and programs: the one place that knows the letters.
public enum PublicID {
    /// `L41.2`.
    public static func lead(_ id: LeadID) -> String { "L\(id)" }
    /// `C41`.
    public static func contact(_ id: ContactID) -> String { "C\(id)" }
    /// `41.2`: the entry, and the item where it is not the first.
    public static func event(_ id: EventID) -> String { id.description }

    /// Reads a lead's id with its letter or without; nil for anything else, ids of contacts included.
    public static func readLead(_ text: some StringProtocol) -> LeadID? {
        guard text.first == "L" || text.first == "l" || text.first?.isNumber == true else { return nil }
        return LeadID(text)
    }

    /// Reads a contact's id with its letter or without; nil for anything else, ids of leads included.
    public static func readContact(_ text: some StringProtocol) -> ContactID? {
        guard text.first == "C" || text.first == "c" || text.first?.isNumber == true else { return nil }
        return ContactID(text)
    }
}

extension Stage {
    /// The stage as the API writes it: `marketing_qualified`.
    public var word: String {
        switch self {
        case .new: "new"
        case .marketingQualified: "marketing_qualified"
        case .salesQualified: "sales_qualified"
        case .opportunity: "opportunity"
        case .won: "won"
        case .lost: "lost"
        case .disqualified: "disqualified"
        }
    }

    /// The stage that the API writes like this.
    public init?(word: some StringProtocol) {
        guard let stage = Stage.allCases.first(where: { $0.word == word }) else { return nil }
        self = stage
    }
}
