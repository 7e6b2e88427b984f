import Domain
import JSON

/// A captured document as the drafting looks at it: bounded, and in memory of its own.
indirect enum PayloadNode: Sendable {
    case object([Member])
    case list([PayloadNode])
    /// A text, number or flag in words; null is the empty text of kind `.nothing`.
    case scalar(Scalar)

    struct Member: Sendable {
        let name: String
        let value: PayloadNode
    }

    struct Scalar: Sendable {
        enum Kind: Sendable { case text, number, flag, nothing }
        let kind: Kind
        let text: String
    }

    static let depthMax = 14
    static let nodesMax = 6000
    /// Elements of one list that are looked at: deliveries repeat themselves.
    static let elementsMax = 12
    static let membersMax = 300
    /// Bytes of a value that are looked at.
    static let textBytesMax = 600
    /// Bytes of a member's name; a longer one is data and no name.
    static let nameBytesMax = 100

    /// The document, up to the limits.
    init(_ value: JSONValue) {
        var budget = Self.nodesMax
        self = Self.read(value, depth: 0, &budget)
    }

    private static func read(_ value: JSONValue, depth: Int, _ budget: inout Int) -> PayloadNode {
        budget -= 1
        switch value.kind {
        case .object:
            var members: [Member] = []
            var names: Set<String> = []
            for member in value.members where depth < depthMax && budget > 0 && members.count < membersMax {
                guard let name = member.key.string, name.utf8.count <= nameBytesMax, names.insert(name).inserted else {
                    continue
                }
                members.append(Member(name: name, value: read(member.value, depth: depth + 1, &budget)))
            }
            return .object(members)
        case .array:
            var elements: [PayloadNode] = []
            for element in value.elements where depth < depthMax && budget > 0 && elements.count < elementsMax {
                elements.append(read(element, depth: depth + 1, &budget))
            }
            return .list(elements)
        default: return .scalar(scalar(value))
        }
    }

    private static func scalar(_ value: JSONValue) -> Scalar {
        if value.isNull { return Scalar(kind: .nothing, text: "") }
        let text = (value.scalarText ?? "").cut(toBytes: textBytesMax)
        let kind: Scalar.Kind = value.bool != nil ? .flag : value.string == nil ? .number : .text
        return Scalar(kind: kind, text: text)
    }

    var members: [Member] { if case .object(let members) = self { members } else { [] } }
    var elements: [PayloadNode] { if case .list(let elements) = self { elements } else { [] } }
    var isObject: Bool { if case .object = self { true } else { false } }

    /// Whether there is nothing in it.
    var isBare: Bool { members.isEmpty && elements.isEmpty }

    subscript(name: String) -> PayloadNode? { members.first { $0.name == name }?.value }

    /// Every scalar below, in order; of lists only what their first element holds.
    func leaves(under origin: PayloadPath, level: Int) -> [PayloadLeaf] {
        var found: [PayloadLeaf] = []
        collect(origin, [], level, false, &found)
        return found
    }

    private func collect(
        _ path: PayloadPath, _ parents: [String], _ level: Int, _ isInList: Bool, _ found: inout [PayloadLeaf]
    ) {
        for member in members {
            let inner = path.appending(member.name)
            switch member.value {
            case .scalar(let scalar):
                found.append(
                    PayloadLeaf(
                        path: inner, parents: parents, name: member.name, level: level, scalar: scalar,
                        isInList: isInList))
            case .object: member.value.collect(inner, parents + [member.name], level, isInList, &found)
            case .list(let elements):
                // Words are sometimes cut into parts; the first is worth a look.
                guard !isInList, let first = elements.first(where: \.isObject) else { continue }
                first.collect(inner.firstElement, parents + [member.name], level, true, &found)
            }
        }
    }
}

/// A path as channel files write it.
struct PayloadPath: Sendable, Hashable {
    /// For example `message.from['first name']`.
    let text: String
    /// Names below the origin.
    let depth: Int
    /// Where `text` is the name of a form field, which is asked for with `{field: …}`: the object of all fields.
    let fields: String?

    init(origin: String) { self.init(text: origin, depth: 0) }

    init(formField name: String, of fields: String) { self.init(text: name, depth: 1, fields: fields) }

    private init(text: String, depth: Int, fields: String? = nil) {
        self.text = text
        self.depth = depth
        self.fields = fields
    }

    var isFormField: Bool { fields != nil }

    func appending(_ name: String) -> PayloadPath {
        PayloadPath(text: text + Self.step(name), depth: depth + 1)
    }

    /// The first element of the list at the path.
    var firstElement: PayloadPath { PayloadPath(text: text + "[0]", depth: depth) }

    /// All elements of the list at the path.
    var elements: PayloadPath { PayloadPath(text: text + "[*]", depth: depth) }

    private static func step(_ name: String) -> String {
        if BoundName.isPlain(name) { return "." + name }
        var quoted = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20: quoted += "\\u00" + hexPair(UInt8(scalar.value))
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "['\(quoted)']"
    }

    private static func hexPair(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

/// A scalar of the document and where it stands.
struct PayloadLeaf: Sendable {
    let path: PayloadPath
    /// Names of the objects around it, outermost first, up to its level.
    let parents: [String]
    let name: String
    /// 0 for the item itself, 1 for what belongs to it by id, 2 and more for the levels around it.
    let level: Int
    let scalar: PayloadNode.Scalar
    /// Whether a list stands between it and its level.
    var isInList = false

    var text: String { scalar.text }
}
