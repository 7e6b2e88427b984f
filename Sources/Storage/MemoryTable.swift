/// The rows of one table in memory, found by key and by group as ``StateTable`` says.
struct MemoryTable<Row: StateRow>: Sendable {
    typealias Key = [RowValue]

    private var rows: [Key: Row] = [:]
    private var groups: [RowValue: Set<Key>] = [:]

    var count: Int { rows.count }

    /// Every row, in the order of keys.
    var sorted: [Row] { rows.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value) }

    subscript(key: RowValue...) -> Row? { rows[key] }

    /// The rows whose group column holds `value`, in the order of keys.
    func group(_ value: RowValue) -> [Row] {
        let keys = (groups[value] ?? []).sorted { $0.lexicographicallyPrecedes($1) }
        return keys.compactMap { rows[$0] }
    }

    /// The rows whose key begins with those values, in the order of keys. Reads all of them: a table that is asked so has an index in other stores.
    func beginning(with values: [RowValue]) -> [Row] {
        rows.filter { $0.key.starts(with: values) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    /// Writes rows, each in the place of the one with its key.
    mutating func replace(_ new: [Row]) {
        for row in new { replace(row) }
    }

    mutating func replace(_ row: Row) {
        let values = RowValues(of: row).values
        let key = Key(values.prefix(Row.table.keyColumns))
        let old = rows.updateValue(row, forKey: key)
        guard let column = Row.table.groupColumn else { return }
        if let old { groups[RowValues(of: old).values[column]]?.remove(key) }
        groups[values[column], default: []].insert(key)
    }

    /// Removes the row with that key; says nothing where there is none.
    mutating func remove(_ key: RowValue...) {
        guard let old = rows.removeValue(forKey: key), let column = Row.table.groupColumn else { return }
        groups[RowValues(of: old).values[column]]?.remove(key)
    }

    /// Removes the rows of which `isOver` says so; only for tables without groups.
    mutating func removeAll(where isOver: (Row) -> Bool) { rows = rows.filter { !isOver($0.value) } }

    /// Checks that rows can be added: none of their keys is taken.
    func expectNew(_ new: [Row]) throws(StorageError) {
        var seen: Set<Key> = []
        for row in new {
            let key = Key(RowValues(of: row).values.prefix(Row.table.keyColumns))
            guard rows[key] == nil, seen.insert(key).inserted else {
                throw .corrupt(detail: "a new row of \(Row.table.name) has the key of another")
            }
        }
    }

    func digest(into digests: inout StateDigests) {
        digests.begin(Row.table)
        for row in sorted { digests.add(row) }
    }
}
