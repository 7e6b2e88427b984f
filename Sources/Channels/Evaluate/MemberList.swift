import JSON

/// The members of objects as a list, so that paths can ask for their names: `{"1.3": "Siti"}` is `[{"name": "1.3", "value": "Siti"}]`.
struct MemberList {
    /// Members of all objects together.
    static let countMax = PairReader.membersMax

    private(set) var evaluation: Evaluation
    /// Whether there were more members than ``countMax``.
    private(set) var isCut = false
    private var writer = JSONWriter()
    private var count = 0

    init(_ evaluation: Evaluation) { self.evaluation = evaluation }

    /// The list, in order; the elements of a list are named "0", "1" ... nil where the path selects no object and no list.
    mutating func document(_ path: ValuePath) -> JSONDocument? {
        var isFound = false
        writer.beginArray()
        path.forEach(in: evaluation.bindings) { value in
            evaluation.textBytes += 8
            switch value.kind {
            case .object:
                isFound = true
                for member in value.members where goesOn { append(member.key.string ?? "", member.value) }
            case .array:
                isFound = true
                for (place, element) in value.elements.enumerated() where goesOn { append(String(place), element) }
            default: break
            }
            return goesOn
        }
        writer.endArray()
        // What was just written is JSON.
        return isFound ? try? JSONDocument(parsing: writer.bytes) : nil
    }

    private var goesOn: Bool { !isCut && evaluation.textBytes <= Evaluation.textBytesMax }

    private mutating func append(_ name: String, _ value: JSONValue) {
        guard count < Self.countMax else {
            isCut = true
            return
        }
        count += 1
        let before = writer.bytes.count
        writer.beginObject()
        writer.key("name")
        writer.string(name)
        writer.key("value")
        value.append(to: &writer)
        writer.endObject()
        evaluation.textBytes += writer.bytes.count - before
    }
}
