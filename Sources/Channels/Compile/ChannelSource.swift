import Domain
import Settings

/// A channel file together with the files that it extends, as one text: each in a YAML document of its own, behind `---`.
///
/// One text, because the ledger keeps it as the configuration, and a channel must mean the same wherever it is read again.
public enum ChannelSource {
    /// Files of one chain, the channel's own included.
    static let filesMax = 3

    /// The text with all that it extends.
    ///
    /// - Parameters:
    ///   - text: A channel file; one that is complete already comes back as it is.
    ///   - file: Gives the text of another channel's file, nil where there is none; the lint reports it then.
    public static func complete(_ text: String, file: (_ id: String) -> String?) -> String {
        var documents = Self.documents(of: text)
        var seen: Set<String> = []
        while documents.count < filesMax, let last = documents.last, let id = parent(of: last),
            seen.insert(id).inserted, let next = file(id)
        {
            documents += Self.documents(of: next)
        }
        return documents.joined(separator: separator)
    }

    private static let separator = "---\n"

    /// The documents of a text; a `---` at the start of a line ends one, which no text inside of YAML can do.
    static func documents(of text: String) -> [String] {
        guard text.contains("\n---\n") else { return [text] }
        var documents: [String] = []
        var rest = text[...]
        while let mark = rest.firstRange(of: "\n---\n") {
            documents.append(rest[..<mark.lowerBound] + "\n")
            rest = rest[mark.upperBound...]
        }
        return documents + [String(rest)]
    }

    /// What a document extends.
    private static func parent(of document: String) -> String? {
        guard document.contains("extends:"), let root = YAMLDocument.parse(document, file: "").value else { return nil }
        return root["extends"]?.text
    }
}
