import Domain

/// How a kind of row is kept.
public struct StateTable: Sendable, Hashable {
    /// What a column holds.
    public enum ColumnType: Sendable, Hashable {
        /// 64 bits, signed.
        case integer
        /// UTF-8, compared byte by byte.
        case text
    }

    /// One column.
    public struct Column: Sendable, Hashable {
        /// Lower case with underscores; no word that SQL reserves.
        public let name: String
        /// What it holds.
        public let type: ColumnType
        /// Whether the value can be absent.
        public let isNullable: Bool
        /// Whether it tells how things came about rather than how they stand: no part of the state hash.
        public let isPast: Bool

        /// An integer column.
        public static func integer(_ name: String) -> Column {
            Column(name: name, type: .integer, isNullable: false, isPast: false)
        }
        /// A text column.
        public static func text(_ name: String) -> Column {
            Column(name: name, type: .text, isNullable: false, isPast: false)
        }

        /// The same column, whose value can be absent.
        public var optional: Column { Column(name: name, type: type, isNullable: true, isPast: isPast) }
        /// The same column as a part of the history.
        public var past: Column { Column(name: name, type: type, isNullable: isNullable, isPast: true) }
    }

    /// Lower case with underscores.
    public let name: String
    /// How many of the first columns tell rows apart. Rows are ordered by them: integers as numbers, texts byte by byte.
    public let keyColumns: Int
    /// A column by which rows are also looked up in groups (the rows of a lead, of a contact); nil when only the key is.
    public let groupColumn: Int?
    /// In order.
    public let columns: [Column]
    /// Whether its rows tell how things came about rather than how they stand: no part of the state hash.
    public let isPast: Bool

    /// A table of what stands.
    ///
    /// - Precondition: The first `key` columns are not nullable, and `group` names a column.
    public init(_ name: String, key: Int, group: String? = nil, _ columns: [Column]) {
        self.init(name, key: key, group: group, columns, isPast: false)
    }

    /// A table of how things came about.
    ///
    /// - Precondition: The first `key` columns are not nullable, and `group` names a column.
    public init(past name: String, key: Int, group: String? = nil, _ columns: [Column]) {
        self.init(name, key: key, group: group, columns, isPast: true)
    }

    private init(_ name: String, key: Int, group: String?, _ columns: [Column], isPast: Bool) {
        precondition(key > 0 && key <= columns.count, "a key has at least one column")
        precondition(columns.prefix(key).allSatisfy { !$0.isNullable }, "key columns always have a value")
        self.name = name
        keyColumns = key
        groupColumn = group.map { wanted in
            guard let index = columns.firstIndex(where: { $0.name == wanted }) else {
                preconditionFailure("the group column is one of the columns")
            }
            return index
        }
        self.columns = columns
        self.isPast = isPast
    }

    /// Every table of the state, in the order of the state hash.
    public static let all: [StateTable] = [
        Contact.table, IdentifierLink.table, ContactTie.table, ConsentRecord.table, Conversation.table, Lead.table,
        ScoreRow.table, Assignment.table,
        RepState.table, RepTurn.table, WaitingLead.table, LeadTimer.table, AttendanceRecord.table, EventRecord.table,
        SeenEvent.table, TouchRecord.table, Fact.table, Cell.table,
        DeadLetter.table, OutboxItem.table, ConfigurationRecord.table, MessageRecord.table, FetchRecord.table,
        MailboxRecord.table, ActionRecord.table, ActionKey.table, SourceWindow.table,
    ]
}
