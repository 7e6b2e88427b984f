import Domain

/// How the time of an event is found. What is no time is absent, never an error: test buttons send words in its place.
indirect enum TimeExpression: Sendable {
    /// A count since 1970 in decimal digits.
    case epoch(TextExpression, unit: EpochUnit)
    /// RFC 3339 and its relatives.
    case rfc3339(TextExpression, assumesUTC: Bool)
    /// The date of a mail.
    case mailDate(TextExpression)
    /// The time inside of an id: milliseconds since an epoch of the provider, above 22 bits of something else.
    case snowflake(TextExpression, sinceMilliseconds: Int64)
    /// The first that is present.
    case first([TimeExpression])
}
