import Domain
import JSON
import Phone

/// Evaluates the expressions of a channel over one document: what the names stand for, and what else an expression may ask.
struct Evaluation {
    /// Texts that the events of one delivery may hold together. A value outside the items is copied into each of them, so a small body
    /// could otherwise become any amount of text.
    static let textBytesMax = 64 << 20

    /// What looking at one value counts for among the bytes of text, where items and values multiply.
    static let lookBytes = 32

    /// What the keys of answers have besides, so that none is taken for a repetition of the event that asked.
    static let answerPart = "answer"

    var bindings: JSONBindings
    /// What `{field: ...}` reads; nil: nothing.
    var form: FormFields?
    let headers: String
    let region: String
    let phones: PhoneReader
    /// Whether the document is what a provider answered to a question of ours.
    var isAnswer = false
    /// Bytes of text taken out of the document so far.
    var textBytes = 0

    init(bindings: JSONBindings, form: FormFields?, headers: String, region: String, phones: PhoneReader) {
        self.bindings = bindings
        self.form = form
        self.headers = headers
        self.region = region
        self.phones = phones
    }

    /// A scalar as text; nil where it is empty, no scalar, or beyond what a delivery may hold.
    mutating func scalar(_ value: JSONValue?) -> String? {
        guard let value else { return nil }
        let count = value.utf8Count ?? 24
        guard count > 0 else { return nil }
        textBytes += count
        guard textBytes <= Self.textBytesMax else { return nil }
        return value.scalarText
    }

    /// The first value of a path, as text.
    @inline(__always)
    mutating func text(at path: ValuePath) -> String? {
        scalar(path.first(in: bindings))
    }
}
