/// Everything within some way of a place.
public struct Circle: Sendable, Hashable {
    /// Its middle.
    public var middle: Place
    /// Metres from its middle that still belong to it.
    public var radiusMetres: Int64

    /// A circle from its parts.
    public init(middle: Place, radiusMetres: Int64) {
        self.middle = middle
        self.radiusMetres = radiusMetres
    }
}

extension Place {
    private static let degree: Int64 = 1_000_000
    /// A fixed point with nine decimals.
    private static let one: Int64 = 1_000_000_000
    /// A radian in the fixed point, for a degree.
    private static let radiansPerDegree: Int64 = 17_453_293
    /// A degree of a great circle on a sphere with the earth's mean radius of 6,371,009 metres.
    private static let metresPerDegree = 111_195.0

    /// Metres to another place as the crow flies, the same on every machine: whole numbers, and one root that IEEE 754 fixes to the last bit.
    ///
    /// The earth is a sphere, and what lies between the places is flat, as wide as it is half-way between their latitudes. Up to 200 km, and up to 80 degrees
    /// north or south, that is off by less than 1 %, most of it because the earth is no sphere. Farther away it still tells near from far.
    ///
    /// - Returns: 0 to 29,000,000, far away and near the poles more than it is.
    public func metres(to other: Place) -> Int64 {
        let north = latitude - other.latitude
        let straight = (longitude - other.longitude).magnitude
        // The shorter way round the earth.
        let east = Int64(min(straight, 360 * 1_000_000 - straight))
        let width = east * Place.cosine((latitude + other.latitude) / 2) / Place.one
        // At most 180 degrees of latitude and of longitude each, so the sum of the squares is below 2^57.
        let square = north * north + width * width
        return Int64((Double(square).squareRoot() * Place.metresPerDegree / Double(Place.degree)).rounded())
    }

    /// The cosine of millionths of a degree from -90 to 90, with nine decimals, by the first six terms of its series; off by less than a millionth.
    private static func cosine(_ millionths: Int64) -> Int64 {
        let angle = millionths * radiansPerDegree / degree
        let square = angle * angle / one
        var sum = one
        // From the inside: 1 - x/2 (1 - x/12 (1 - x/30 (1 - x/56 (1 - x/90)))). No factor is above 2.5, so nothing overflows.
        for divisor: Int64 in [90, 56, 30, 12, 2] { sum = one - square * sum / one / divisor }
        return max(0, sum)
    }
}
