import Domain

/// A row of the state that describes itself once.
///
/// Schema, statements, the in-memory tables and the state hash of every backend follow from this description, so a column that is added here is
/// added everywhere. ``encode(into:)`` and ``init(from:)`` go through the columns in the order of ``table``.
public protocol StateRow: Sendable, Equatable {
    /// Name, columns and key.
    static var table: StateTable { get }

    /// Gives one value for each column, in order.
    func encode(into sink: inout some RowSink)

    /// Takes one value from each column, in order.
    ///
    /// - Throws: ``StorageError/corrupt(detail:)`` for a number or word that no version of this program has written.
    init(from source: inout some RowSource) throws(StorageError)
}

/// Where the values of a row go.
public protocol RowSink {
    /// Takes the value of an integer column.
    mutating func put(_ value: Int64)
    /// Takes the value of a text column.
    mutating func put(_ value: String)
    /// Takes the value of a nullable integer column.
    mutating func put(_ value: Int64?)
    /// Takes the value of a nullable text column.
    mutating func put(_ value: String?)
}

/// Where the values of a row come from.
public protocol RowSource {
    /// The value of the next column, an integer.
    mutating func integer() throws(StorageError) -> Int64
    /// The value of the next column, a text.
    mutating func text() throws(StorageError) -> String
    /// The value of the next column, an integer or nothing.
    mutating func optionalInteger() throws(StorageError) -> Int64?
    /// The value of the next column, a text or nothing.
    mutating func optionalText() throws(StorageError) -> String?
}

extension RowSource {
    mutating func eventID() throws(StorageError) -> EventID { EventID(code: try integer()) }

    mutating func optionalEventID() throws(StorageError) -> EventID? { try optionalInteger().map(EventID.init(code:)) }

    mutating func timestamp() throws(StorageError) -> Timestamp { Timestamp(microseconds: try integer()) }

    mutating func optionalTimestamp() throws(StorageError) -> Timestamp? {
        try optionalInteger().map(Timestamp.init(microseconds:))
    }

    /// A text that is one of a closed set of words.
    mutating func word<Word: RawRepresentable<String>>(_: Word.Type) throws(StorageError) -> Word {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            throw .corrupt(detail: "\(Word.self) has no `\(text.prefix(40))`")
        }
        return word
    }

    /// A number that stands for one of a closed set of cases.
    mutating func code<Case>(_ read: (Int64) -> Case?) throws(StorageError) -> Case {
        let code = try integer()
        guard let value = read(code) else { throw .corrupt(detail: "\(Case.self) has no number \(code)") }
        return value
    }

    /// A number that stands for one of a closed set of cases, or nothing.
    mutating func optionalCode<Case>(_ read: (Int64) -> Case?) throws(StorageError) -> Case? {
        guard let code = try optionalInteger() else { return nil }
        guard let value = read(code) else { throw .corrupt(detail: "\(Case.self) has no number \(code)") }
        return value
    }
}
