/// An instant: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// The only time type of the fold. Text form is RFC 3339 in UTC; reading accepts any offset.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Microseconds since the Unix epoch; negative before 1970.
    public var microseconds: Int64

    /// Wraps a count of microseconds since the Unix epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// An instant from seconds and a fraction.
    ///
    /// - Returns: nil when the value does not fit 64 bits of microseconds.
    public init?(seconds: Int64, microseconds: Int64 = 0) {
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflow2) = whole.addingReportingOverflow(microseconds)
        guard !overflow, !overflow2 else { return nil }
        self.init(microseconds: sum)
    }

    /// The Unix epoch.
    public static let epoch = Timestamp(microseconds: 0)

    /// The earlier instant.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 { microseconds.flooredDivision(by: 1_000_000) }

    /// The instant that lies `seconds` later (earlier when negative); saturates at the ends of the range.
    public func adding(seconds: Int64) -> Timestamp {
        let (step, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflow2) = microseconds.addingReportingOverflow(step)
        if overflow || overflow2 { return Timestamp(microseconds: seconds < 0 ? .min : .max) }
        return Timestamp(microseconds: sum)
    }

    /// RFC 3339 in UTC, with as many decimals (0, 3 or 6) as the value needs: `2024-06-10T06:45:00Z`.
    public var description: String {
        let day = microseconds.flooredDivision(by: 86_400_000_000)
        let remainder = microseconds % 86_400_000_000
        let inDay = remainder < 0 ? remainder + 86_400_000_000 : remainder
        let date = CivilDate(daysSinceEpoch: day)
        let seconds = inDay / 1_000_000
        let fraction = inDay % 1_000_000
        var text = "\(date)T"
        text += twoDigits(seconds / 3600) + ":" + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60)
        if fraction % 1000 != 0 {
            text += "." + padded(fraction, to: 6)
        } else if fraction != 0 {
            text += "." + padded(fraction / 1000, to: 3)
        }
        return text + "Z"
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity; `divisor` must be positive.
    @inlinable
    public func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

func twoDigits(_ value: Int64) -> String { padded(value, to: 2) }

func padded(_ value: Int64, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
