/// Reads the fields of one mapping and remembers which were asked for.
///
/// Every reader notes a finding and goes on; a `nil` from a reader of a required field has been reported already. Optional readers return
/// their default after a finding too, which is harmless because the file is invalid then. Call ``finish()`` last: it reports every field
/// that nobody asked for.
public struct Fields {
    /// The mapping itself.
    public let node: YAMLNode
    /// What the mapping describes, for messages: `a rep`.
    public let subject: String
    /// Where findings go.
    public let findings: Findings
    private var members: [String: YAMLNode.Member] = [:]
    private var asked: [String] = []

    /// The fields of a mapping.
    ///
    /// - Parameter subject: With article: `a rep`, `the workspace`.
    /// - Returns: nil after a finding when the node is not a mapping; an empty value reads as an empty mapping.
    public init?(_ node: YAMLNode, of subject: String, in findings: Findings) {
        self.node = node
        self.subject = subject
        self.findings = findings
        guard let list = node.members ?? (node.isNull ? [] : nil) else {
            findings.error(at: node, "expected the fields of \(subject) (`name: value`), got \(node.summary)")
            return nil
        }
        for member in list { members[member.key] = member }
    }

    /// Names of all fields in the order of the file, asked for or not. Does not count as asking.
    public var names: [String] { (node.members ?? []).map(\.key) }

    /// A field as it stands; nil when absent or empty.
    public mutating func node(_ name: String) -> YAMLNode? {
        asked.append(name)
        guard let value = members[name]?.value, !value.isNull else { return nil }
        return value
    }

    /// A field that has to be there, as it stands.
    public mutating func requiredNode(_ name: String) -> YAMLNode? {
        if let value = node(name) { return value }
        missing(name)
        return nil
    }

    /// Where a field's value begins; the mapping's place when the field is absent.
    public func place(of name: String) -> YAMLNode.Place { members[name]?.value.place ?? node.place }

    /// Notes an error at a field.
    public func error(at name: String, _ message: String) { findings.error(at: place(of: name), message) }

    /// Notes a warning at a field.
    public func warning(at name: String, _ message: String) { findings.warning(at: place(of: name), message) }

    /// Reports the fields that nobody asked for, each with the closest known one.
    public consuming func finish() {
        for member in node.members ?? [] where !asked.contains(member.key) {
            let candidates = asked.filter { members[$0] == nil }
            let near = suggestion(for: member.key, among: candidates)
            var known: [String] = []
            for name in asked where !known.contains(name) { known.append(name) }
            let all = known.isEmpty ? "it has none" : "known fields: " + known.joined(separator: ", ")
            findings.error(
                at: member.keyPlace, "`\(shortened(member.key))` is not a field of \(subject); \(all).\(near)")
        }
    }

    /// Notes that a required field is absent or empty.
    func missing(_ name: String) {
        if let member = members[name] {
            findings.error(at: member.keyPlace, "`\(name)` of \(subject) is empty; give it a value")
        } else {
            findings.error(at: node, "\(subject) needs the field `\(name)`; add `\(name): ...`")
        }
    }
}
