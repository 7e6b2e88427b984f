/// One value of a row, compared as stores compare: integers as numbers, texts byte by byte (Swift would hold `é` in one scalar or in two for equal).
enum RowValue: Sendable, Hashable, Comparable {
    case absent
    case integer(Int64)
    case text(String)

    static func == (left: RowValue, right: RowValue) -> Bool {
        switch (left, right) {
        case (.absent, .absent): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        default: false
        }
    }

    static func < (left: RowValue, right: RowValue) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.absent, .integer), (.absent, .text), (.integer, .text): true
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .absent: hasher.combine(0)
        case .integer(let value): hasher.combine(value)
        case .text(let value):
            for byte in value.utf8 { hasher.combine(byte) }
            hasher.combine(0xff as UInt8)
        }
    }
}

/// The values of a row, in the order of its columns.
struct RowValues: RowSink {
    private(set) var values: [RowValue] = []

    init<Row: StateRow>(of row: Row) {
        values.reserveCapacity(Row.table.columns.count)
        row.encode(into: &self)
    }

    mutating func put(_ value: Int64) { values.append(.integer(value)) }
    mutating func put(_ value: String) { values.append(.text(value)) }
    mutating func put(_ value: Int64?) { values.append(value.map(RowValue.integer) ?? .absent) }
    mutating func put(_ value: String?) { values.append(value.map(RowValue.text) ?? .absent) }
}
