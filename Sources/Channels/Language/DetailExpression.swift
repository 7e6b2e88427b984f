import JSON

/// How a further field of an event is found; its value may be any JSON.
indirect enum DetailExpression: Sendable {
    /// A JSON string.
    case text(TextExpression)
    /// A time as RFC 3339 in UTC.
    case time(TimeExpression)
    /// The selected value as it is.
    case raw(ValuePath)
    /// JSON that stands in a text; absent where it is none.
    case parsed(TextExpression)
    /// All telephone numbers inside of a text, in E.164, without repeats. None: absent.
    case phonesIn(TextExpression)
    /// Absent members are left out; without any it is absent itself.
    case object([DetailMember])
    /// One element for each selected value that the condition fits; `@` is that value. Empty: absent.
    case list(ValuePath, condition: ValueFilter?, element: DetailExpression)
    /// The first that is present.
    case first([DetailExpression])
    /// `true`, or absent.
    case flag(ValueFilter)
}

/// A member of an object that a channel file builds.
struct DetailMember: Sendable {
    let name: String
    let value: DetailExpression
}
