public import Domain
import Yams

/// Reads a YAML file into nodes with places.
///
/// Only what a configuration needs: one document of mappings, lists and texts. Anchors, aliases and tags are findings, because a reader of
/// the file should see what is in force where it stands, and because aliases can make a small file large.
public enum YAMLDocument {
    /// Levels of mappings and lists within one another; deeper ones are findings.
    static let depthMax = 50
    /// Aliases after which a file is not even composed.
    static let aliasesMax = 32

    /// The root of a file.
    ///
    /// - Parameters:
    ///   - text: At most ``Limits/configurationBytesMax`` bytes.
    ///   - file: The name of the file in findings.
    /// - Returns: The root, or findings: a syntax error is the only one of its file, all others come together. An empty file is an
    ///   empty mapping.
    /// - Complexity: Linear in the text for files that people write.
    public static func parse(_ text: String, file: String) -> Checked<YAMLNode> {
        let findings = Findings(file: file)
        guard text.utf8.count <= Limits.configurationBytesMax else {
            findings.error(
                at: .start,
                "the file has \(text.utf8.count) bytes, at most \(Limits.configurationBytesMax) are read; split or shorten it"
            )
            return findings.checked(nil)
        }
        if let place = aliasFlood(in: text) {
            findings.error(
                at: place, "too many aliases (`*name`); write the values out, anchors and aliases are not read")
            return findings.checked(nil)
        }
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            let root = try parser.singleRoot()
            // The nodes hold their anchors weakly; the parser owns them.
            return withExtendedLifetime(parser) {
                guard let root else { return findings.checked(YAMLNode(.mapping([]), at: .start)) }
                let node = Walk(findings: findings).node(from: root, depth: 1)
                return findings.checked(node.isNull ? YAMLNode(.mapping([]), at: .start) : node)
            }
        } catch {
            let (place, message) = explanation(of: error, in: text)
            findings.error(at: place, message)
            return findings.checked(nil)
        }
    }

    /// The place of one alias too many.
    ///
    /// The composer hashes keys with all that aliases in them stand for; without a bound before it, thirty lines can keep it busy for hours.
    /// Marks in quoted texts count as well, therefore only together with an anchor and only above a number that no real file reaches.
    private static func aliasFlood(in text: String) -> YAMLNode.Place? {
        var anchors = 0
        var aliases = 0
        var place = YAMLNode.Place.start
        var previous: UInt8 = 10
        var mark: UInt8 = 0
        for byte in text.utf8 {
            let isName =
                byte >= 0x80 || byte == 45 || byte == 95 || (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte)
            if mark == 38, isName { anchors += 1 }
            if mark == 42, isName { aliases += 1 }
            if anchors > 0, aliases > aliasesMax { return place }
            let opens = previous <= 32 || previous == 45 || previous == 58 || [91, 123, 44, 63, 33].contains(previous)
            mark = opens && (byte == 38 || byte == 42) ? byte : 0
            if byte == 10 {
                place = .init(line: place.line + 1, column: 1)
            } else if byte & 0xc0 != 0x80 {
                place.column += 1
            }
            previous = byte
        }
        return nil
    }
}

/// Copies composed nodes into ours and notes what does not belong into a configuration.
private struct Walk {
    let findings: Findings

    func node(from node: Node, depth: Int) -> YAMLNode {
        let place = Self.place(of: node)
        if depth > YAMLDocument.depthMax {
            findings.error(at: place, "nested deeper than \(YAMLDocument.depthMax) levels; flatten it")
            return YAMLNode(.scalar("", quoted: false), at: place)
        }
        if let anchor = node.anchor {
            // What it stands for is not walked: every alias would walk it again.
            findings.error(
                at: place, "anchors are not read; write the value out and remove `&\(shortened(anchor.rawValue))`")
            return YAMLNode(.scalar("", quoted: false), at: place)
        }
        let tag = node.tag.description
        if !tag.isEmpty, tag != "!", !["str", "map", "seq"].contains(where: { tag == "tag:yaml.org,2002:" + $0 }) {
            findings.error(at: place, "tags are not read; remove `\(shortened(tag))`")
        }
        switch node {
        case .scalar(let scalar):
            return YAMLNode(.scalar(scalar.string, quoted: scalar.style != .plain), at: place)
        case .sequence(let sequence):
            return YAMLNode(.sequence(sequence.map { self.node(from: $0, depth: depth + 1) }), at: place)
        case .mapping(let mapping):
            return YAMLNode(.mapping(members(of: mapping, depth: depth)), at: place)
        case .alias:
            findings.error(at: place, "aliases are not read; write the value out")
            return YAMLNode(.scalar("", quoted: false), at: place)
        }
    }

    private func members(of mapping: Node.Mapping, depth: Int) -> [YAMLNode.Member] {
        var first: [String: YAMLNode.Place] = [:]
        var members: [YAMLNode.Member] = []
        for (key, value) in mapping {
            let place = Self.place(of: key)
            guard case .scalar(let scalar) = key, key.anchor == nil else {
                findings.error(at: place, "expected a plain key, got a list, a mapping or an anchor")
                continue
            }
            if let other = first[scalar.string] {
                findings.error(
                    at: place,
                    "`\(shortened(scalar.string))` stands here again, first in line \(other.line); keep one of them")
                continue
            }
            first[scalar.string] = place
            members.append(.init(key: scalar.string, keyPlace: place, value: node(from: value, depth: depth + 1)))
        }
        return members
    }

    private static func place(of node: Node) -> YAMLNode.Place {
        node.mark.map { .init(line: max(1, $0.line), column: max(1, $0.column)) } ?? .start
    }
}

extension YAMLDocument {
    /// Where and how a text is not YAML.
    private static func explanation(of error: any Error, in text: String) -> (YAMLNode.Place, String) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _)?, .parser(let context, let problem, let mark, _)?,
            .composer(let context, let problem, let mark, _)?:
            let place = YAMLNode.Place(line: max(1, mark.line), column: max(1, mark.column))
            if problem == "but found another document" {
                return (place, "expected one document, got a second one after `---`; keep each in its own file")
            }
            if problem == "found undefined alias" {
                return (place, "aliases are not read; write the value out, or quote a text that begins with `*`")
            }
            let setting = context.map { " (\($0.text), line \(max(1, $0.mark.line)))" } ?? ""
            return (place, "not YAML: \(problem)\(setting); check indentation, colons and quotes")
        case .reader(let problem, let offset, _, _)?:
            return (self.place(ofCharacter: offset ?? 0, in: text), "not YAML: \(problem); remove the character")
        case .duplicatedKeysInMapping(let duplicates, let context)?:
            let first = YAMLNode.Place(line: max(1, context.mark.line), column: max(1, context.mark.column))
            let names = duplicates.map { "`\(shortened($0))`" }.joined(separator: ", ")
            return (
                second(of: duplicates.first ?? "", first: first, in: text) ?? first,
                "\(names) stands in this mapping more than once, first in line \(first.line); keep one of them"
            )
        default:
            return (.start, "not YAML: the text cannot be read")
        }
    }

    private static func place(ofCharacter offset: Int, in text: String) -> YAMLNode.Place {
        var place = YAMLNode.Place.start
        for character in text.prefix(max(0, offset)) {
            if character.isNewline { place = .init(line: place.line + 1, column: 1) } else { place.column += 1 }
        }
        return place
    }

    /// The line that repeats a key of a block mapping: the same key in the same column.
    private static func second(of key: String, first: YAMLNode.Place, in text: String) -> YAMLNode.Place? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let before = lines.dropFirst(first.line - 1).first?.prefix(first.column - 1)
        guard before?.allSatisfy({ $0 == " " || $0 == "-" }) == true else { return nil }
        let indent = String(repeating: " ", count: first.column - 1)
        for (index, line) in lines.enumerated().dropFirst(first.line) where line.hasPrefix(indent + key + ":") {
            return .init(line: index + 1, column: first.column)
        }
        return nil
    }
}
