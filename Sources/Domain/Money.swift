/// An amount in the smallest unit of one currency. Sums over several currencies need rates and are no operation of this type.
public struct Money: Sendable, Hashable {
    /// In the smallest unit that ISO 4217 gives the currency: cents, sen.
    public var minorUnits: Int64
    /// ISO 4217, upper case: `IDR`.
    public var currency: String

    /// An amount; nothing is checked.
    public init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}
