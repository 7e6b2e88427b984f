import TestSupport
import Testing

@testable import Phone

@Suite("A telephone number")
struct PhoneReaderTests {
    private let reader = PhoneReader()

    @Test(
        "typed in any Indonesian spelling is one and the same number",
        arguments: [
            "0812-3456-7890", "081234567890", "6281234567890", "+62 812 3456 7890", "+6281234567890",
            "(0812) 3456 7890", "(0812)34567890", "81234567890", "+62081234567890", "+62 (0) 812-3456-7890",
            "62 812-3456-7890", "0812.3456.7890", "0812/3456/7890", " 0812 3456 7890 ", "006281234567890",
            "+62\u{2011}812\u{2011}3456\u{2011}7890", "\u{202A}+62 812\u{A0}3456\u{A0}7890\u{202C}",
            "\u{FF10}\u{FF18}\u{FF11}\u{FF12}34567890", "+626281234567890", "62081234567890",
        ])
    func indonesianSpellings(_ text: String) {
        let expected = PhoneNumber(e164: "+6281234567890", region: "ID")
        #expect(reader.read(text, origin: .national(region: "ID")) == expected)
    }

    @Test(
        "typed in Indonesia keeps its own shape",
        arguments: [
            ("0811811234", "+62811811234", "ID"), ("811811234", "+62811811234", "ID"),
            ("62811811234", "+62811811234", "ID"), ("628118112345", "+628118112345", "ID"),
            ("082181123456", "+6282181123456", "ID"), ("021-555 1234", "+62215551234", "ID"),
            ("(021) 5551234", "+62215551234", "ID"), ("62 21 5551234", "+62215551234", "ID"),
            ("081200000001", "+6281200000001", "ID"), ("+65 9123 4567", "+6591234567", "SG"),
            ("+1 650 253 0000", "+16502530000", "US"), ("16502530000", "+16502530000", "US"),
            ("0044 20 7946 0958", "+442079460958", "GB"),
        ])
    func nationalReadings(_ text: String, _ e164: String, _ region: String) {
        #expect(reader.read(text, origin: .national(region: "ID")) == PhoneNumber(e164: e164, region: region))
    }

    @Test(
        "depends on where it is dialled",
        arguments: [("GB", "020 7946 0958", "+442079460958"), ("SG", "9123 4567", "+6591234567")])
    func otherRegions(_ region: String, _ text: String, _ e164: String) {
        #expect(reader.read(text, origin: .national(region: region))?.e164 == e164)
    }

    @Test(
        "is not what a form field holds instead of one",
        arguments: [
            "", " ", "+", "abc", "08123", "12345", "0812 345 6789 ext 4", "US.13491208655302741918", "08x2-3456-7890",
            "+62+81234567890", "0812+34567890", "123456789012345678901234567890", "6281181123", "1-800-FLOWERS",
            "0000000000", "+0812345678", "0812\u{0}34567890", "siti@example.com", "-", "\u{1F4DE}0812-3456-7890",
        ])
    func notNumbers(_ text: String) {
        #expect(reader.read(text, origin: .national(region: "ID")) == nil)
    }

    @Test(
        "given as an id by a provider is kept digit for digit",
        arguments: [
            ("6281234567890", "+6281234567890", "ID"), ("+6281234567890", "+6281234567890", "ID"),
            ("62 812 3456 7890", "+6281234567890", "ID"), ("628118112345", "+628118112345", "ID"),
            ("62811811234", "+62811811234", "ID"), ("5215512345678", "+5215512345678", "MX"),
            ("16505551234", "+16505551234", "US"), ("442079460958", "+442079460958", "GB"),
        ])
    func providerIds(_ text: String, _ e164: String, _ region: String) {
        #expect(reader.read(text, origin: .international) == PhoneNumber(e164: e164, region: region))
    }

    @Test("given as an id the metadata does not know is still kept", arguments: ["1234567", "999999999999999"])
    func unknownProviderIds(_ text: String) {
        let number = reader.read(text, origin: .international)
        #expect(number == PhoneNumber(e164: "+" + text, region: nil))
    }

    @Test(
        "is not what a provider sends for somebody without one",
        arguments: [
            "US.13491208655302741918", "US.ENT.1349", "12345", "081234567890", "1234567890123456", "INFO", "",
            "120363042555555555@g.us",
        ])
    func notProviderIds(_ text: String) {
        #expect(reader.read(text, origin: .international) == nil)
    }

    @Test("of a region that does not exist is read only with its country code")
    func unknownRegion() {
        #expect(reader.read("0812-3456-7890", origin: .national(region: "nowhere")) == nil)
        #expect(reader.read("+62 812-3456-7890", origin: .national(region: ""))?.e164 == "+6281234567890")
    }

    @Test("is the same from the cache as read anew, and the cache stays bounded")
    func cacheIsTransparent() {
        let small = PhoneReader(cacheEntriesMax: 8)
        for round in 0..<3 {
            for number in 0..<50 {
                let text = "0812345678" + String(number % 10) + (number % 2 == 0 ? "0" : "x")
                let origin: PhoneOrigin = number % 3 == 0 ? .international : .national(region: "ID")
                let fresh = PhoneReader().read(text, origin: origin)
                #expect(small.read(text, origin: origin) == fresh, "round \(round), \(text)")
            }
        }
        var cache = PhoneCache(entriesMax: 8)
        for number in 0..<1000 {
            guard let digits = PhoneDigits(String(1_000_000 + number)) else { continue }
            cache.remember(nil, for: PhoneCache.Key(digits: digits, origin: .international))
            #expect(cache.count <= 8)
        }
    }

    @Test("and no other text makes the reader fail", arguments: UInt64(1)...20)
    func randomText(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet: [Character] = ["0", "1", "2", "6", "8", "9", "+", "-", " ", "(", ")", "x", "\u{661}", "\u{200E}"]
        for _ in 0..<200 {
            let length = Int.random(in: 0..<24, using: &random)
            let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
            for origin in [PhoneOrigin.international, .national(region: "ID"), .national(region: "US")] {
                guard let number = reader.read(text, origin: origin) else { continue }
                #expect(number.e164.hasPrefix("+") && (7...16).contains(number.e164.utf8.count), "\(text)")
                #expect(reader.read(number.e164, origin: .international)?.e164 == number.e164)
            }
        }
    }
}
