import Domain
import JSON
import Settings

/// Reads the texts of a reply, whose `{slots}` are a closed set.
struct ReplySlotReader {
    private let parameters: [String]
    private let values: [String]
    private let findings: Findings

    init(parameters: [String], values: [String], _ findings: Findings) {
        self.parameters = parameters
        self.values = values
        self.findings = findings
    }

    /// A text with slots, or nil after a finding.
    func text(_ node: YAMLNode, _ name: String, inAddress: Bool = false) -> SlotText? {
        guard let text = node.text, !node.isNull else {
            findings.error(at: node, "`\(name)`: expected a text such as \"{text}\", got \(node.summary)")
            return nil
        }
        var known = ReplySlot.allCases.filter { inAddress || $0 != .token }.map(\.rawValue)
        known += parameters + values
        var pieces: [SlotText.Piece] = []
        for piece in TemplateText.pieces(of: text) {
            switch piece {
            case .literal(let literal): pieces.append(.literal(literal))
            case .slot(let slot, _) where known.contains(slot): pieces.append(.slot(slot))
            case .slot(let slot, _):
                let near = nearest(to: slot, among: known).map { " Did you mean `\($0)`?" } ?? ""
                findings.error(
                    at: node,
                    "`\(name)`: `{\(slot.prefix(60))}` is nothing that a reply knows; known: \(known.joined(separator: ", ")).\(near)"
                )
                return nil
            case .open:
                findings.error(at: node, "`\(name)`: expected a closing `}`, found the end")
                return nil
            }
        }
        return SlotText(pieces: pieces)
    }

    /// An address: https and a fixed host, or one that a parameter gives whole.
    func address(_ node: YAMLNode) -> SlotText? {
        guard let address = text(node, "url", inAddress: true) else { return nil }
        switch address.pieces.first {
        case .slot(let name) where parameters.contains(name): return address
        case .literal(let start) where start.hasPrefix("https://") && start.dropFirst(8).contains("/"):
            if SecureAddress(start) != nil { return address }
        default: break
        }
        findings.error(
            at: node,
            "`url`: expected an address with https and a fixed host such as https://api.example/{account}/messages, or a parameter that is one, got \(node.summary)"
        )
        return nil
    }

    /// A tree whose texts have slots; numbers, `true`, `false` and `null` without quotes stay what they are.
    func json(_ node: YAMLNode) -> ReplyJSON? {
        switch node.content {
        case .scalar(let text, quoted: false) where Self.isLiteral(text): return .literal(text.isEmpty ? "null" : text)
        case .scalar: return text(node, "json").map { .text($0) }
        case .sequence(let nodes):
            let elements = nodes.compactMap { json($0) }
            return elements.count == nodes.count ? .list(elements) : nil
        case .mapping(let list):
            let members = list.compactMap { member -> ReplyJSON.Member? in
                let (name, isOptional) = Self.name(member.key)
                return json(member.value).map { .init(name: name, isOptional: isOptional, value: $0) }
            }
            return members.count == list.count ? .object(members) : nil
        }
    }

    /// A member's name, and whether a `?` behind it says that it may be left out.
    static func name(_ key: String) -> (name: String, isOptional: Bool) {
        key.hasSuffix("?") ? (String(key.dropLast()), true) : (key, false)
    }

    private static func isLiteral(_ text: String) -> Bool {
        ["true", "false", "null", ""].contains(text) || Int64(text).map { String($0) == text } == true
    }
}
