extension Timestamp {
    /// Reads RFC 3339 and its common relatives.
    ///
    /// Accepts `T`, `t` or a space between date and time, a fraction of any length (cut after microseconds), the offsets `Z`, `+07:00`,
    /// `+0700`, `+07`, and no offset at all when `assumingUTC` is true.
    ///
    /// - Parameters:
    ///   - text: For example `2024-06-10T13:45:00+07:00`.
    ///   - assumingUTC: Whether a time without an offset counts as UTC; otherwise it is refused.
    /// - Returns: nil when the text is no such time or names an impossible date.
    public init?(rfc3339 text: some StringProtocol, assumingUTC: Bool = false) {
        var scanner = DigitScanner(text.utf8)
        guard let year = scanner.digits(4), scanner.skip(UInt8(ascii: "-")), let month = scanner.digits(2),
            scanner.skip(UInt8(ascii: "-")), let day = scanner.digits(2),
            scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: " ")),
            let hour = scanner.digits(2), scanner.skip(UInt8(ascii: ":")), let minute = scanner.digits(2),
            hour < 24, minute < 60, let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var second: Int64 = 0
        if scanner.skip(UInt8(ascii: ":")) {
            guard let value = scanner.digits(2), value <= 60 else { return nil }
            second = min(value, 59)
        }
        let fraction = scanner.skip(UInt8(ascii: ".")) || scanner.skip(UInt8(ascii: ",")) ? scanner.fraction() : 0
        guard let fraction, let offset = scanner.offsetSeconds(assumingUTC: assumingUTC), scanner.isAtEnd else {
            return nil
        }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(seconds: seconds, microseconds: fraction)
    }

    /// Reads a count since the Unix epoch in decimal digits.
    ///
    /// - Parameters:
    ///   - text: Digits, optionally with a fraction (`1718000000.000200`).
    ///   - unit: What one of it is; ``EpochUnit/auto`` takes values below 10^11 as seconds.
    /// - Returns: nil when the text is not such a number or lies beyond the year 9999.
    public init?(epoch text: some StringProtocol, unit: EpochUnit) {
        var scanner = DigitScanner(text.utf8)
        guard let whole = scanner.number() else { return nil }
        let fraction = scanner.skip(UInt8(ascii: ".")) ? scanner.fraction() : 0
        guard let fraction, scanner.isAtEnd else { return nil }
        switch unit {
        case .seconds: self.init(epochSeconds: whole, fraction)
        case .milliseconds: self.init(epochSeconds: whole / 1000, whole % 1000 * 1000)
        case .auto where whole < 100_000_000_000: self.init(epochSeconds: whole, fraction)
        case .auto: self.init(epochSeconds: whole / 1000, whole % 1000 * 1000)
        }
    }

    private init?(epochSeconds: Int64, _ microseconds: Int64) {
        guard epochSeconds < 253_402_300_800 else { return nil }
        self.init(seconds: epochSeconds, microseconds: microseconds)
    }
}

/// What one step of a count since the epoch is.
public enum EpochUnit: String, Sendable, Hashable, CaseIterable {
    case seconds = "s"
    case milliseconds = "ms"
    /// Seconds below 10^11, milliseconds from there on: some providers send both in one field.
    case auto
}

/// Walks over bytes of a text that should be a number or a time.
private struct DigitScanner<Bytes: Collection> where Bytes.Element == UInt8 {
    private let bytes: Bytes
    private var index: Bytes.Index

    init(_ bytes: Bytes) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    var isAtEnd: Bool { index == bytes.endIndex }

    private var digit: Int64? {
        guard index < bytes.endIndex, bytes[index] >= 48, bytes[index] <= 57 else { return nil }
        return Int64(bytes[index] - 48)
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard index < bytes.endIndex, bytes[index] == byte else { return false }
        index = bytes.index(after: index)
        return true
    }

    /// Exactly `count` digits.
    mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit else { return nil }
            value = value * 10 + digit
            index = bytes.index(after: index)
        }
        return value
    }

    /// One to eighteen digits.
    mutating func number() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let digit {
            guard count < 18 else { return nil }
            value = value * 10 + digit
            count += 1
            index = bytes.index(after: index)
        }
        return count > 0 ? value : nil
    }

    /// Digits after a decimal point, as microseconds.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let digit {
            if count < 6 { value = value * 10 + digit }
            count += 1
            index = bytes.index(after: index)
        }
        guard count > 0 else { return nil }
        for _ in count..<max(count, 6) { value *= 10 }
        return value
    }

    mutating func offsetSeconds(assumingUTC: Bool) -> Int64? {
        if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
        let sign: Int64
        if skip(UInt8(ascii: "+")) {
            sign = 1
        } else if skip(UInt8(ascii: "-")) {
            sign = -1
        } else {
            return assumingUTC && isAtEnd ? 0 : nil
        }
        guard let hours = digits(2), hours < 24 else { return nil }
        let colon = skip(UInt8(ascii: ":"))
        guard let minutes = isAtEnd && !colon ? 0 : digits(2), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
