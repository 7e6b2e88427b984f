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
