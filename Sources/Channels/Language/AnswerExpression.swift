import JSON

/// How the answers of a form are found: names with texts, or with lists of texts.
enum AnswerExpression: Sendable {
    /// All fields of the decoded form that nothing else of the map names. Telephone and mail fields come back when their
    /// text was not readable as such, so that what a customer typed is never lost.
    case otherFields(named: Set<FormName>, phones: Set<FormName>, emails: Set<FormName>)
    /// The scalar members of an object, and its lists of scalars.
    case members(ValuePath, except: Set<String>)
    /// The same of an object whose JSON stands in a text.
    case parsed(TextExpression, except: Set<String>)
}
