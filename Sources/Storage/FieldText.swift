import Domain

/// Short lists as one text that a person can read: a record a line, fields parted by tabs.
///
/// A tab, line break or backslash inside a field is written as `\t`, `\n`, `\\`.
struct FieldText: Equatable {
    private(set) var text: String

    init(text: String) { self.text = text }

    init(_ candidates: [Assignment.Candidate]) {
        var writer = FieldWriter()
        for candidate in candidates {
            writer.field(candidate.rep)
            writer.field(candidate.open)
            writer.field(candidate.weight)
            writer.field(candidate.capacity)
            writer.field(candidate.verdict.rawValue)
            writer.field(candidate.detail)
            writer.endRecord()
        }
        text = writer.text
    }

    init(_ signals: [LeadSignal]) {
        guard !signals.isEmpty else {
            text = ""
            return
        }
        var writer = FieldWriter()
        for signal in signals {
            writer.field(signal.kind.rawValue)
            writer.field(signal.value)
            writer.field(signal.evidence.code)
            if signal.ground != .said { writer.field(signal.ground.rawValue) }
            writer.endRecord()
        }
        text = writer.text
    }

    init(_ clocks: [LeadClock]) {
        guard !clocks.isEmpty else {
            text = ""
            return
        }
        var writer = FieldWriter()
        for clock in clocks { writer.record(clock) }
        text = writer.text
    }

    init(_ entries: [StageEntry]) {
        var writer = FieldWriter()
        for entry in entries { writer.record(entry) }
        text = writer.text
    }

    init(_ standing: Standing) {
        var writer = FieldWriter()
        writer.field(standing.stage.code)
        writer.field(standing.score)
        writer.field(standing.scoredAt.microseconds)
        writer.field(standing.grade ?? "")
        writer.field(standing.owner ?? "")
        writer.field(standing.assignedAt?.microseconds)
        writer.field(standing.acceptedAt?.microseconds)
        writer.field(Int64(standing.entries.count))
        writer.endRecord()
        for entry in standing.entries { writer.record(entry) }
        for clock in standing.clocks { writer.record(clock) }
        text = writer.text
    }

    init(_ touch: Touch) {
        var writer = FieldWriter()
        for (field, value) in touch.values {
            writer.field(field.rawValue)
            writer.field(value)
            writer.endRecord()
        }
        text = writer.text
    }

    func candidates() throws(StorageError) -> [Assignment.Candidate] {
        var candidates: [Assignment.Candidate] = []
        for fields in records() {
            guard fields.count == 6, let open = Int64(fields[1]), let weight = Int64(fields[2]),
                let capacity = Int64(fields[3]), let verdict = CandidateVerdict(rawValue: fields[4])
            else { throw .corrupt(detail: "a list of candidates cannot be read") }
            candidates.append(
                Assignment.Candidate(
                    rep: fields[0], open: open, weight: weight, capacity: capacity, verdict: verdict, detail: fields[5])
            )
        }
        return candidates
    }

    func signals() throws(StorageError) -> [LeadSignal] {
        var signals: [LeadSignal] = []
        for fields in records() {
            guard (3...4).contains(fields.count), let code = Int64(fields[0]),
                let kind = LeadSignal.Kind(rawValue: code), let evidence = Int64(fields[2]),
                let number = fields.count == 4 ? Int64(fields[3]) : LeadSignal.Ground.said.rawValue,
                let ground = LeadSignal.Ground(rawValue: number)
            else { throw .corrupt(detail: "what a lead asks of reps cannot be read") }
            signals.append(
                LeadSignal(kind: kind, value: fields[1], evidence: EventID(code: evidence), ground: ground))
        }
        return signals
    }

    func clocks() throws(StorageError) -> [LeadClock] { try FieldText.clocks(records()) }

    private static func clocks(_ records: some Sequence<[String]>) throws(StorageError) -> [LeadClock] {
        var clocks: [LeadClock] = []
        for fields in records {
            guard fields.count == 8, let code = Int64(fields[0]), let kind = LeadClock.Kind(rawValue: code),
                let since = Int64(fields[1]), let configuration = Int64(fields[7])
            else { throw .corrupt(detail: "the clocks of a lead cannot be read") }
            clocks.append(
                LeadClock(
                    kind: kind, since: Timestamp(microseconds: since), isAsked: fields[2] == "1",
                    due: Int64(fields[3]).map(Timestamp.init(microseconds:)),
                    stoppedAt: Int64(fields[4]).map(Timestamp.init(microseconds:)), isBreached: fields[5] == "1",
                    rep: fields[6].isEmpty ? nil : fields[6], configuration: configuration))
        }
        return clocks
    }

    func stageEntries() throws(StorageError) -> [StageEntry] { try FieldText.stageEntries(records()) }

    func standing() throws(StorageError) -> Standing {
        let records = records()
        guard let fields = records.first, fields.count == 8, let code = Int64(fields[0]), let stage = Stage(code: code),
            let score = Int64(fields[1]), let scoredAt = Int64(fields[2]), let count = Int(fields[7]),
            (0..<records.count).contains(count)
        else { throw .corrupt(detail: "what a lead would be alone cannot be read") }
        var standing = Standing(at: Timestamp(microseconds: scoredAt))
        standing.stage = stage
        standing.score = score
        standing.grade = fields[3].isEmpty ? nil : fields[3]
        standing.owner = fields[4].isEmpty ? nil : fields[4]
        standing.assignedAt = Int64(fields[5]).map(Timestamp.init(microseconds:))
        standing.acceptedAt = Int64(fields[6]).map(Timestamp.init(microseconds:))
        standing.entries = try FieldText.stageEntries(records[1..<count + 1])
        standing.clocks = try FieldText.clocks(records[(count + 1)...])
        return standing
    }

    private static func stageEntries(_ records: some Sequence<[String]>) throws(StorageError) -> [StageEntry] {
        var entries: [StageEntry] = []
        for fields in records {
            guard fields.count == 9, let code = Int64(fields[0]), let stage = Stage(code: code),
                let at = Int64(fields[1]), let cause = Int64(fields[2]), let configuration = Int64(fields[3])
            else { throw .corrupt(detail: "the stages of a lead cannot be read") }
            entries.append(
                StageEntry(
                    stage: stage, at: Timestamp(microseconds: at), cause: EventID(code: cause),
                    configuration: configuration, isInferred: fields[4] == "1",
                    rep: fields[5].isEmpty ? nil : fields[5],
                    value: Int64(fields[6]).map { Money(minorUnits: $0, currency: fields[7]) }, reason: fields[8]))
        }
        return entries
    }

    func touch() throws(StorageError) -> Touch {
        var values: [(field: TouchField, value: String)] = []
        for fields in records() {
            guard fields.count == 2, let field = TouchField(rawValue: fields[0]) else {
                throw .corrupt(detail: "a touch cannot be read")
            }
            values.append((field, fields[1]))
        }
        return Touch(values)
    }

    /// Byte by byte: what separates is ASCII, and a carriage return before a line break would make one character with it.
    private func records() -> [[String]] {
        var records: [[String]] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                field.append(
                    byte == UInt8(ascii: "t")
                        ? FieldWriter.tab : byte == UInt8(ascii: "n") ? FieldWriter.lineFeed : byte)
                isEscaped = false
                continue
            }
            switch byte {
            case FieldWriter.backslash: isEscaped = true
            case FieldWriter.tab, FieldWriter.lineFeed:
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
                guard byte == FieldWriter.lineFeed else { continue }
                records.append(fields)
                fields = []
            default: field.append(byte)
            }
        }
        return records
    }
}

/// Lays records out as bytes: nearly every statement writes some, and a text for each number would cost more than all the rest of the row.
private struct FieldWriter {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let backslash = UInt8(ascii: "\\")

    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(120) }

    /// What was written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a field, with what parts fields escaped.
    mutating func field(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case FieldWriter.tab: bytes += [FieldWriter.backslash, UInt8(ascii: "t")]
            case FieldWriter.lineFeed: bytes += [FieldWriter.backslash, UInt8(ascii: "n")]
            case FieldWriter.backslash: bytes += [FieldWriter.backslash, FieldWriter.backslash]
            default: bytes.append(byte)
            }
        }
        bytes.append(FieldWriter.tab)
    }

    /// Adds a number, or an empty field.
    mutating func field(_ number: Int64?) {
        if let number {
            let start = bytes.count
            var rest = number.magnitude
            repeat {
                bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            if number < 0 { bytes.append(UInt8(ascii: "-")) }
            bytes[start...].reverse()
        }
        bytes.append(FieldWriter.tab)
    }

    /// Makes the end of the last field that of the record.
    mutating func endRecord() { bytes[bytes.count - 1] = FieldWriter.lineFeed }

    /// Adds a clock as a record.
    mutating func record(_ clock: LeadClock) {
        field(clock.kind.rawValue)
        field(clock.since.microseconds)
        field(clock.isAsked ? 1 : 0)
        field(clock.due?.microseconds)
        field(clock.stoppedAt?.microseconds)
        field(clock.isBreached ? 1 : 0)
        field(clock.rep ?? "")
        field(clock.configuration)
        endRecord()
    }

    /// Adds a stage as a record.
    mutating func record(_ entry: StageEntry) {
        field(entry.stage.code)
        field(entry.at.microseconds)
        field(entry.cause.code)
        field(entry.configuration)
        field(entry.isInferred ? 1 : 0)
        field(entry.rep ?? "")
        field(entry.value?.minorUnits)
        field(entry.value?.currency ?? "")
        field(entry.reason)
        endRecord()
    }
}
