import Domain
import TestSupport
import Testing

@Suite("Metres between places")
struct DistanceTests {
    private func place(_ text: String) throws -> Place { try #require(Place(text)) }

    /// Geodesics on WGS 84, in metres.
    static let known: [(String, String, geodesic: Double, counted: Int64)] = [
        ("-6.175392,106.827153", "-6.914744,107.609810", 119_072, 119_307),
        ("-8.650000,115.210000", "-8.506900,115.262500", 16_849, 16_927),
        ("0.000000,0.000000", "0.000000,1.000000", 111_319, 111_195),
        ("0.000000,0.000000", "1.000000,0.000000", 110_574, 111_195),
        ("64.146600,-21.942600", "65.683500,-18.100000", 249_784, 249_039),
        ("-17.000000,179.500000", "-17.500000,-179.500000", 119_879, 119_867),
        ("78.220000,15.630000", "78.920000,11.930000", 113_160, 112_720),
    ]

    @Test("are off by less than 1 % within a territory, and the same to the metre everywhere", arguments: known)
    func near(_ one: String, _ other: String, _ geodesic: Double, _ counted: Int64) throws {
        #expect(try place(one).metres(to: place(other)) == counted)
        #expect(abs(Double(counted) - geodesic) < geodesic / 100)
    }

    @Test("are none from a place to itself")
    func none() throws { #expect(try place("-6.175392,106.827153").metres(to: place("-6.175392,106.827153")) == 0) }

    @Test("are the same both ways, and nothing overflows", arguments: UInt64(1)...100)
    func symmetric(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func any() throws -> Place {
            let corner = Bool.random(using: &random)
            return try #require(
                corner
                    ? Place(
                        latitude: [-90, 0, 90].randomElement(using: &random) ?? 0,
                        longitude: [-180, 0, 180].randomElement(using: &random) ?? 0)
                    : Place(
                        latitude: .random(in: -90...90, using: &random),
                        longitude: .random(in: -180...180, using: &random)))
        }
        let (one, other) = (try any(), try any())
        #expect(one.metres(to: other) == other.metres(to: one))
        #expect((0...29_000_000).contains(one.metres(to: other)))
    }

    @Test("go the shorter way across the antimeridian")
    func antimeridian() throws {
        let west = try place("-17.000000,179.999000")
        #expect(west.metres(to: try place("-17.000000,-179.999000")) < 250)
        #expect(try place("5.000000,180.000000").metres(to: place("5.000000,-180.000000")) == 0)
    }
}
