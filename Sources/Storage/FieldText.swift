import Domain

/// Short lists as one text that a person can read: a record a line, fields parted by tabs.
///
/// A tab, line break or backslash inside a field is written as `\t`, `\n`, `\\`.
struct FieldText: Equatable {
    private(set) var text: String

    init(text: String) { self.text = text }

    init(_ candidates: [Assignment.Candidate]) {
        text = ""
        for candidate in candidates {
            append(candidate.rep, endingWith: "\t")
            append(String(candidate.open), endingWith: "\t")
            append(String(candidate.weight), endingWith: "\t")
            append(String(candidate.capacity), endingWith: "\t")
            append(candidate.verdict.rawValue, endingWith: "\n")
        }
    }

    init(_ entries: [StageEntry]) {
        text = ""
        for entry in entries { append(entry) }
    }

    init(_ standing: Standing) {
        text = ""
        append(String(standing.stage.code), endingWith: "\t")
        append(String(standing.score), endingWith: "\t")
        append(String(standing.scoredAt.microseconds), endingWith: "\t")
        append(standing.grade ?? "", endingWith: "\t")
        append(standing.owner ?? "", endingWith: "\t")
        append(standing.assignedAt.map { String($0.microseconds) } ?? "", endingWith: "\t")
        append(standing.acceptedAt.map { String($0.microseconds) } ?? "", endingWith: "\n")
        for entry in standing.entries { append(entry) }
    }

    init(_ touch: Touch) {
        text = ""
        for (field, value) in touch.values {
            append(field.rawValue, endingWith: "\t")
            append(value, endingWith: "\n")
        }
    }

    func candidates() throws(StorageError) -> [Assignment.Candidate] {
        var candidates: [Assignment.Candidate] = []
        for fields in records() {
            guard fields.count == 5, let open = Int64(fields[1]), let weight = Int64(fields[2]),
                let capacity = Int64(fields[3]), let verdict = CandidateVerdict(rawValue: fields[4])
            else { throw .corrupt(detail: "a list of candidates cannot be read") }
            candidates.append(
                Assignment.Candidate(rep: fields[0], open: open, weight: weight, capacity: capacity, verdict: verdict))
        }
        return candidates
    }

    func stageEntries() throws(StorageError) -> [StageEntry] { try FieldText.stageEntries(records()) }

    func standing() throws(StorageError) -> Standing {
        let records = records()
        guard let fields = records.first, fields.count == 7, let code = Int64(fields[0]), let stage = Stage(code: code),
            let score = Int64(fields[1]), let scoredAt = Int64(fields[2])
        else { throw .corrupt(detail: "what a lead would be alone cannot be read") }
        var standing = Standing(at: Timestamp(microseconds: scoredAt))
        standing.stage = stage
        standing.score = score
        standing.grade = fields[3].isEmpty ? nil : fields[3]
        standing.owner = fields[4].isEmpty ? nil : fields[4]
        standing.assignedAt = Int64(fields[5]).map(Timestamp.init(microseconds:))
        standing.acceptedAt = Int64(fields[6]).map(Timestamp.init(microseconds:))
        standing.entries = try FieldText.stageEntries(records.dropFirst())
        return standing
    }

    private mutating func append(_ entry: StageEntry) {
        append(String(entry.stage.code), endingWith: "\t")
        append(String(entry.at.microseconds), endingWith: "\t")
        append(String(entry.cause.code), endingWith: "\t")
        append(String(entry.configuration), endingWith: "\t")
        append(entry.isInferred ? "1" : "0", endingWith: "\t")
        append(entry.rep ?? "", endingWith: "\t")
        append(entry.value.map { String($0.minorUnits) } ?? "", endingWith: "\t")
        append(entry.value?.currency ?? "", endingWith: "\t")
        append(entry.reason, endingWith: "\n")
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

    private mutating func append(_ field: String, endingWith end: Unicode.Scalar) {
        if field.utf8.contains(where: {
            $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\\")
        }) {
            for scalar in field.unicodeScalars {
                switch scalar {
                case "\t": text += "\\t"
                case "\n": text += "\\n"
                case "\\": text += "\\\\"
                default: text.unicodeScalars.append(scalar)
                }
            }
        } else {
            text += field
        }
        text.unicodeScalars.append(end)
    }

    /// Scalar by scalar, because a carriage return before a line break would make one character with it.
    private func records() -> [[String]] {
        var records: [[String]] = []
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                field.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar)
                isEscaped = false
                continue
            }
            switch scalar {
            case "\\": isEscaped = true
            case "\t", "\n":
                fields.append(String(field))
                field = String.UnicodeScalarView()
                guard scalar == "\n" else { continue }
                records.append(fields)
                fields = []
            default: field.append(scalar)
            }
        }
        return records
    }
}
