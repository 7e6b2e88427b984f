import Domain
import TestSupport
import Testing

@testable import Storage

@Suite("A row of the state")
struct RowTests {
    @Test("comes back as it was written", arguments: UInt64(1)...200)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        try check(random.contact())
        try check(random.link())
        try check(random.conversation())
        try check(random.lead())
        try check(random.scoreRow())
        try check(random.assignment())
        try check(random.repState())
        try check(random.repTurn())
        try check(random.timer())
        try check(random.attendance())
        try check(random.waiting())
        try check(random.record())
        try check(SeenEvent(digest: random.digest(), event: random.event(), at: random.time()))
        try check(random.touch())
        try check(random.fact())
        try check(random.cell())
        try check(random.deadLetter())
        try check(random.outboxItem())
        try check(random.message())
        try check(random.fetch())
        try check(random.cursor())
        try check(random.window())
        try check(ConfigurationRecord(position: random.number(), at: random.time()))
    }

    private func check<Row: StateRow>(_ row: Row) throws {
        let values = RowValues(of: row).values
        #expect(values.count == Row.table.columns.count)
        for (value, column) in zip(values, Row.table.columns) {
            switch (value, column.type) {
            case (.absent, _): #expect(column.isNullable, "\(Row.table.name).\(column.name)")
            case (.integer, .integer), (.text, .text): break
            default: Issue.record("\(Row.table.name).\(column.name) is of another type")
            }
        }
        var source = ValueSource(values: values[...])
        let read = try Row(from: &source)
        #expect(read == row)
        #expect(RowValues(of: read).values == values)
        #expect(source.values.isEmpty)
    }

    @Test("of every kind has a table of its own, with columns told apart")
    func tables() {
        #expect(StateTable.all.count == 27)
        #expect(Set(StateTable.all.map(\.name)).count == 27)
        for table in StateTable.all { #expect(Set(table.columns.map(\.name)).count == table.columns.count) }
    }

    @Test("keeps the order of digests", arguments: UInt64(1)...50)
    func digestOrder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (left, right) = (random.digest(), random.digest())
        #expect((left < right) == (left.columns < right.columns))
        #expect(SipHash.Digest(columns: left.columns) == left)
    }

    @Test(
        "with values that no version has written is named as damage",
        arguments: [
            "", "ani\t1\t2\t3\n", "ani\t1\t2\t3\tpicked\tx\ty\n", "ani\t1\t2\t3\tpicked\n", "ani\tx\t2\t3\tpicked\t\n",
            "ani\t1\t2\t3\twon\t\n",
        ])
    func damagedCandidates(_ text: String) throws {
        if text.isEmpty {
            #expect(try FieldText(text: text).candidates().isEmpty)
        } else {
            #expect(throws: StorageError.self) { try FieldText(text: text).candidates() }
        }
        #expect(throws: StorageError.self) { try FieldText(text: "utm_sauce\tx\n").touch() }
        var source = ValueSource(values: [.integer(1), .text("whatsapp"), .integer(99), .integer(1)])
        #expect(throws: StorageError.self) { try Cell(from: &source) }
    }

    private struct ValueSource: RowSource {
        var values: ArraySlice<RowValue>

        mutating func next() throws(StorageError) -> RowValue {
            guard let value = values.popFirst() else { throw .corrupt(detail: "a row has too few values") }
            return value
        }

        mutating func integer() throws(StorageError) -> Int64 {
            guard let value = try optionalInteger() else { throw .corrupt(detail: "a value is absent") }
            return value
        }

        mutating func text() throws(StorageError) -> String {
            guard let value = try optionalText() else { throw .corrupt(detail: "a value is absent") }
            return value
        }

        mutating func optionalInteger() throws(StorageError) -> Int64? {
            switch try next() {
            case .absent: nil
            case .integer(let value): value
            case .text: throw .corrupt(detail: "a text stands for a number")
            }
        }

        mutating func optionalText() throws(StorageError) -> String? {
            switch try next() {
            case .absent: nil
            case .text(let value): value
            case .integer: throw .corrupt(detail: "a number stands for a text")
            }
        }
    }
}
