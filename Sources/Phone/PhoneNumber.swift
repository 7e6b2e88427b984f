/// A telephone number in its one canonical spelling.
///
/// Two spellings of one number give equal values of ``e164``; the converse does not hold for countries whose numbers
/// have two live forms (Mexico's 1, Brazil's 9, Argentina's 9), which identity resolution matches by its own table.
public struct PhoneNumber: Sendable, Hashable {
    /// `+`, country code and national number, digits only, at most 15 of them: `+6281234567890`.
    public let e164: String

    /// ISO 3166 code of the numbering plan the number belongs to (`ID`); nil when the metadata knows none.
    public let region: String?

    /// A number whose parts are already canonical.
    public init(e164: String, region: String?) {
        self.e164 = e164
        self.region = region
    }
}
