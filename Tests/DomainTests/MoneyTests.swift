import Domain
import TestSupport
import Testing

@Suite("Amounts of money")
struct MoneyTests {
    @Test(
        "are read as people write them",
        arguments: [
            ("1500000", 150_000_000, "IDR"), ("1.500.000", 150_000_000, "IDR"), ("1,500,000", 150_000_000, "IDR"),
            ("Rp1.500.000,50", 150_000_050, "IDR"), ("Rp. 1.500.000,5", 150_000_050, "IDR"),
            ("rp 1500000", 150_000_000, "IDR"), ("IDR 1.500.000", 150_000_000, "IDR"), ("0", 0, "IDR"),
            ("1.500", 150_000, "IDR"), ("1,500", 150_000, "IDR"), ("1.5", 150, "IDR"), ("1,50", 150, "IDR"),
            ("1500.50", 150_050, "IDR"), ("1,500.50", 150_050, "IDR"), ("0.50", 50, "IDR"),
            ("USD 1,500.50", 150_050, "USD"), ("1500.50 usd", 150_050, "USD"), ("JPY 1,500", 1500, "JPY"),
            ("KWD 1500", 1_500_000, "KWD"), ("KWD 1,500.250", 1_500_250, "KWD"), ("CLF 1.2345", 12_345, "CLF"),
            (" 92233720368547758,07 ", .max, "IDR"),
        ])
    func reads(text: String, minorUnits: Int64, currency: String) throws {
        let money = try Money.read(text, currency: nil, otherwise: "IDR")
        #expect(money == Money(minorUnits: minorUnits, currency: currency))
    }

    @Test(
        "are refused where they could mean something else",
        arguments: [
            ("", MoneyError.notAnAmount), ("abc", .unknownCurrency("ABC")), ("-5", .notAnAmount),
            ("1.2.3", .notAnAmount),
            ("1.50.000", .notAnAmount), ("1.500,000.50", .notAnAmount), ("0.500.000", .notAnAmount),
            ("0.500", .notAnAmount), (".5", .notAnAmount), ("5.", .notAnAmount), ("1 500", .notAnAmount),
            ("1e6", .notAnAmount), ("$5", .notAnAmount), ("٥٠٠", .notAnAmount), ("1500jt", .notAnAmount),
            ("1.5000", .tooManyDecimals("IDR", decimals: 2)), ("JPY 1.50", .tooManyDecimals("JPY", decimals: 0)),
            ("KWD 1.500", .ambiguous), ("XYZ 5", .unknownCurrency("XYZ")), ("92233720368547758,08", .tooLarge),
            ("99999999999999999999", .tooLarge),
        ])
    func refuses(text: String, error: MoneyError) {
        #expect(throws: error) { try Money.read(text, currency: nil, otherwise: "IDR") }
    }

    @Test("a currency said twice has to be the same")
    func twice() throws {
        #expect(try Money.read("USD 5", currency: "USD", otherwise: "IDR") == Money(minorUnits: 500, currency: "USD"))
        #expect(try Money.read("5", currency: "USD", otherwise: "IDR") == Money(minorUnits: 500, currency: "USD"))
        #expect(throws: MoneyError.otherCurrency("IDR", wanted: "USD")) {
            try Money.read("Rp5", currency: "USD", otherwise: "IDR")
        }
    }

    @Test("what is written as a decimal reads back", arguments: UInt64(1)...50)
    func decimal(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for code in Currency.codes {
            let money = Money(minorUnits: Int64.random(in: 0...Int64.max, using: &random), currency: code)
            #expect(try Money.read(decimal: money.decimal, currency: code) == money)
        }
    }

    @Test("currencies have the decimals of the standard")
    func currencies() {
        #expect(Currency.decimals(of: "IDR") == 2)
        #expect(Currency.decimals(of: "JPY") == 0)
        #expect(Currency.decimals(of: "BHD") == 3)
        #expect(Currency.decimals(of: "UYW") == 4)
        #expect(Currency.decimals(of: "idr") == nil)
        #expect(Set(Currency.codes).count == Currency.codes.count)
        #expect(Currency.codes.allSatisfy { $0.utf8.count == 3 })
    }
}
