import Domain
import Settings

/// The blocks of a chain of files, merged: each block comes whole from the first file that has it.
struct ExtendedFile {
    /// Line numbers that no file has; a merged block keeps its own line behind as many of these as there are files before its own.
    private static let lines = Limits.configurationBytesMax + 1

    /// The merged blocks; nil where a document is no YAML.
    private(set) var root: YAMLNode?
    /// What is wrong with the chain itself.
    private(set) var findings: [Diagnostic] = []
    private var files: [String]

    init(_ text: String, file: String) {
        files = [file]
        let documents = ChannelSource.documents(of: text)
        let parsed = YAMLDocument.parse(documents.first ?? "", file: file)
        findings = parsed.diagnostics
        root = parsed.value.flatMap { merged($0, documents) }
    }

    /// The first document over those that it extends; nil after a finding.
    private mutating func merged(_ first: YAMLNode, _ documents: [String]) -> YAMLNode? {
        var merged = first
        var seen = [first["channel"]?.text ?? ""]
        while let extends = merged["extends"] {
            guard let id = extends.text, !extends.isNull else {
                return add(extends.place, "`extends`: expected the id of a channel, got \(extends.summary)")
            }
            if seen.contains(id) {
                return add(extends.place, "`extends: \(id)` leads back to a file of the chain; remove it")
            }
            if seen.count == ChannelSource.filesMax {
                return add(
                    extends.place, "more than \(ChannelSource.filesMax) files in a chain; extend the last directly")
            }
            guard seen.count < documents.count else {
                return add(extends.place, "there is no channel `\(id.prefix(60))` to extend")
            }
            files.append("channels/\(id)/channel.yaml")
            let outer = YAMLDocument.parse(documents[seen.count], file: files[seen.count])
            findings += outer.diagnostics
            guard let value = outer.value else { return nil }
            seen.append(id)
            merged = merging(merged, value)
        }
        if seen.count < documents.count {
            let line = documents[..<seen.count].reduce(0) { $0 + $1.utf8.count { $0 == 10 } + 1 }
            return add(
                .init(line: line, column: 1),
                "expected one document, got a second one after `---`; keep each in its own file")
        }
        return merged
    }

    /// Blocks of the outer file that the inner one does not have, and what the outer one extends.
    private func merging(_ inner: YAMLNode, _ outer: YAMLNode) -> YAMLNode {
        var members = (inner.members ?? []).filter { $0.key != "extends" }
        let offset = (files.count - 1) * Self.lines
        for member in outer.members ?? [] where !members.contains(where: { $0.key == member.key }) {
            members.append(
                .init(key: member.key, keyPlace: moved(member.keyPlace, offset), value: moved(member.value, offset)))
        }
        return YAMLNode(.mapping(members), at: inner.place)
    }

    private func moved(_ node: YAMLNode, _ offset: Int) -> YAMLNode {
        let content: YAMLNode.Content =
            switch node.content {
            case .scalar: node.content
            case .sequence(let elements): .sequence(elements.map { moved($0, offset) })
            case .mapping(let members):
                .mapping(
                    members.map { member in
                        .init(
                            key: member.key, keyPlace: moved(member.keyPlace, offset),
                            value: moved(member.value, offset))
                    })
            }
        return YAMLNode(content, at: moved(node.place, offset))
    }

    private func moved(_ place: YAMLNode.Place, _ offset: Int) -> YAMLNode.Place {
        .init(line: place.line + offset, column: place.column)
    }

    private mutating func add(_ place: YAMLNode.Place, _ message: String) -> YAMLNode? {
        findings.append(
            located(Diagnostic(file: files[0], line: place.line, column: place.column, message: message)))
        return nil
    }

    /// A finding with the file and the line that it is about.
    func located(_ finding: Diagnostic) -> Diagnostic {
        let place = (finding.line - 1) / Self.lines
        guard place > 0, place < files.count else { return finding }
        var finding = finding
        finding.file = files[place]
        finding.line -= place * Self.lines
        return finding
    }
}
