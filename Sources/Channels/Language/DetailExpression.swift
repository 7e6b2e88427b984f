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
    /// A number that stands in a text; absent where it is none.
    case number(TextExpression)
    /// Mail addresses of headers, lower case, without repeats. None: absent.
    case addresses([AddressSource])
    /// The scalars among the selected values, lists flattened, as texts. None: absent.
    case strings(ValuePath)
    /// Lists one after another; what is no list counts as a list of one. Empty: absent.
    case merge([DetailExpression])
    /// Absent members are left out; without any it is absent itself.
    case object([DetailMember])
    /// One element for each selected value that the condition fits; `@` is that value. Empty: absent.
    case list(ValuePath, condition: ValueFilter?, element: DetailExpression)
    /// The first that is present.
    case first([DetailExpression])
    /// `true`, or absent.
    case flag(ValueFilter)
    /// `true` where the text is present, or absent.
    case present(TextExpression)
}

/// A member of an object that a channel file builds.
struct DetailMember: Sendable {
    let name: String
    let value: DetailExpression
}

/// Where texts with mail addresses stand.
enum AddressSource: Sendable {
    /// Every text that the path selects.
    case path(ValuePath)
    case text(TextExpression)
}
