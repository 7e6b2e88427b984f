import Domain
import Glibc

/// How far places lie apart.
enum Distance {
    // WGS 84.
    private static let equatorMetres = 6_378_137.0
    private static let flattening = 1 / 298.257223563

    /// Metres between two places along the ground.
    ///
    /// The great circle by the haversine formula over reduced latitudes, with Lambert's correction for the flat poles: off by less than a metre in a
    /// city, by some ten metres over a continent. Where two places face each other across the earth the correction is left out (20 km of 20,000).
    static func metres(_ one: Place, _ other: Place) -> Double {
        let (low, high) = (reduced(one), reduced(other))
        let easting = (radians(other.longitude) - radians(one.longitude)) / 2
        let northing = (high - low) / 2
        let half = sin(northing) * sin(northing) + cos(low) * cos(high) * sin(easting) * sin(easting)
        let angle = 2 * asin(min(1, half.squareRoot()))
        guard half > 1e-20, half < 1 - 1e-6 else { return equatorMetres * angle }
        let (middle, spread) = ((low + high) / 2, northing)
        let x = (angle - sin(angle)) * square(sin(middle) * cos(spread)) / (1 - half)
        let y = (angle + sin(angle)) * square(cos(middle) * sin(spread)) / half
        return equatorMetres * (angle - flattening / 2 * (x + y))
    }

    /// The latitude on the sphere that the ellipsoid is pressed from.
    private static func reduced(_ place: Place) -> Double {
        let latitude = radians(place.latitude)
        return atan2((1 - flattening) * sin(latitude), cos(latitude))
    }

    private static func radians(_ millionths: Int64) -> Double { Double(millionths) / 1_000_000 * .pi / 180 }
    private static func square(_ value: Double) -> Double { value * value }
}
