public import Domain

/// One key figure: what it is called, and the counts that it is made of. The one place for definitions that pages, API and CLI share.
public struct KPIDefinition: Sendable, Hashable {
    /// Its name; never reused for another formula.
    public let id: String
    /// Raised when the formula changes.
    public let version: Int64
    /// What is counted.
    public let numerator: Measure
    /// What it is measured against; nil for a plain count.
    public let denominator: Measure?

    /// All figures, in the order of the funnel.
    public static let all: [KPIDefinition] = [
        KPIDefinition(id: "touches", version: 1, numerator: .counted, denominator: nil),
        KPIDefinition(id: "contacts", version: 1, numerator: .contacts, denominator: nil),
        KPIDefinition(id: "leads", version: 1, numerator: .leads, denominator: nil),
        KPIDefinition(id: "marketing_qualified", version: 1, numerator: .marketingQualified, denominator: nil),
        KPIDefinition(id: "sales_qualified", version: 1, numerator: .salesQualified, denominator: nil),
        KPIDefinition(id: "assigned", version: 1, numerator: .assigned, denominator: nil),
        KPIDefinition(
            id: "marketing_qualified_rate", version: 1, numerator: .marketingQualified, denominator: .leads),
        KPIDefinition(
            id: "sales_qualified_rate", version: 1, numerator: .salesQualified, denominator: .marketingQualified),
        KPIDefinition(id: "lead_to_sales_qualified_rate", version: 1, numerator: .salesQualified, denominator: .leads),
        KPIDefinition(id: "assigned_rate", version: 1, numerator: .assigned, denominator: .salesQualified),
    ]

    /// The formula in the words of the measures.
    public var formula: String {
        denominator.map { "\(numerator.rawValue) / \($0.rawValue)" } ?? numerator.rawValue
    }

    /// The figure's value in some sums.
    public func value(in sums: MeasureSums) -> KPIValue {
        denominator.map { .rate(Rate(sums[numerator], of: sums[$0])) } ?? .count(sums[numerator])
    }
}

/// What a key figure amounts to.
public enum KPIValue: Sendable, Hashable {
    case count(Int64)
    case rate(Rate)
}
