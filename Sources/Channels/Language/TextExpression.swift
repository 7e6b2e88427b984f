import JSON

/// How one text of an event is found. Absent is a value of its own: it is never an empty text.
indirect enum TextExpression: Sendable {
    /// The first selected value, if it is a scalar and not empty.
    case path(ValuePath)
    case constant(String)
    /// Literals and paths; absent parts vanish, the result is trimmed.
    case template([TemplatePart])
    /// The present ones, with a text between them.
    case join([TextExpression], separator: String)
    /// The first that is present and not blank.
    case first([TextExpression])
    /// One of two, by a condition.
    case choice(ValueFilter, then: TextExpression, otherwise: TextExpression?)
    /// E.164, or absent.
    case phone(TextExpression, PhoneSpelling)
    /// The first telephone number inside of a longer text, in E.164.
    case phoneIn(TextExpression)
    /// Trimmed, lower case, and of the shape of an address, or absent.
    case email(TextExpression)
    /// What a table has for the text; without a fallback absent where it has nothing.
    case lookup(TextExpression, [String: String], otherwise: TextExpression?)
    case stripPrefix(TextExpression, String)
    /// What follows a prefix; absent where the text does not begin with it.
    case after(TextExpression, String)
    case trim(TextExpression)
    /// What stands before another text; absent where that is not in it.
    case before(TextExpression, String)
    /// The value of the first line `Name : value` of a longer text whose name is one of these.
    case lineValue(TextExpression, [FormName])
    /// The text rewritten; absent where nothing is left.
    case rewritten(TextExpression, TextRewriting)
    /// An expression for the first element that fits, which `@` is then.
    case pick(ValuePath, condition: ValueFilter?, then: TextExpression)
    /// A parameter of an address.
    case queryParameter(TextExpression, String)
    /// The host of an address.
    case host(TextExpression)
    /// A kept header of the request, by its lower-case name.
    case header(String)
    /// The first of these names that the object at the path has as a member, as a text.
    case memberName([JSONKey], of: ValuePath)
    /// The member of the object at the path whose name a text says; of a list its first element.
    case entry(TextExpression, of: ValuePath)
    /// The longest of the selected scalars; the first of equals.
    case longest(ValuePath)
    /// What a reader of the HTML sees, with a line for each paragraph and no empty one in between.
    case htmlLines(TextExpression)
    /// Absent where the text is empty; the printed event says that it is there and empty.
    case keptEmpty(ValuePath)
    /// The value of the first form field of these names, trimmed.
    case field([FormName])
}

/// A way to rewrite a text that needs nothing but the text.
enum TextRewriting: String, Sendable, CaseIterable {
    case upper, lower, digits, unescape, address
    case htmlText = "html_text"
    case visibleText = "visible_text"
    case addressName = "address_name"
    case base64Text = "base64_text"
}

/// A piece of a template.
enum TemplatePart: Sendable {
    case literal(String)
    case path(ValuePath)
}

/// Who wrote a telephone number.
enum PhoneSpelling: Sendable, Hashable {
    /// A provider, with the country code.
    case international
    /// A person, from the region of the workspace.
    case national
}
