/// Where files of an item seem to be listed.
struct FileGuess: Sendable {
    /// A path to the elements, or to the one object that describes a file.
    let list: String
    /// Members of an attachment, with paths from `@` on.
    let members: [(name: String, path: String)]

    private static let words: [(name: String, words: Set<String>)] = [
        ("type", ["type", "filetype", "mediatype", "kind"]),
        ("mime", ["mime", "mimetype", "contenttype", "mediacontenttype"]),
        ("filename", ["filename", "name", "title", "originalname"]),
        ("size", ["size", "filesize", "bytes", "mediasize"]),
        (
            "url",
            [
                "url", "link", "href", "fileurl", "dataurl", "mediaurl", "downloadurl", "contenturl", "urlprivate",
                "payloadurl", "src",
                "imageurl", "fileurls",
            ]
        ),
        ("provider_media_id", ["id", "fileid", "mediaid", "attachmentid", "uuid"]),
    ]

    /// The first list or object that describes files; nil where there is none.
    init?(in outline: PayloadOutline) {
        guard outline.format == .json,
            let guess = Self.search(outline.item, outline.itemPath, isNamed: false, depth: 0)
        else { return nil }
        self = guess
    }

    private init(list: String, members: [(name: String, path: String)]) {
        self.list = list
        self.members = members
    }

    private static func search(_ node: PayloadNode, _ path: PayloadPath, isNamed: Bool, depth: Int) -> FileGuess? {
        switch node {
        case .object(let members):
            if isNamed || depth > 0, let guess = described(node, path.text, needsAddress: !isNamed) { return guess }
            guard depth < 4 else { return nil }
            for member in members {
                let name = DraftWords.plain(member.name)
                if DraftWords.senderRoles.contains(name) || DraftWords.quotedRoles.contains(name) { continue }
                let isNamed = DraftWords.attachments.contains(name)
                if let guess = search(member.value, path.appending(member.name), isNamed: isNamed, depth: depth + 1) {
                    return guess
                }
            }
            return nil
        case .list(let elements):
            guard isNamed, let first = elements.first(where: \.isObject) else { return nil }
            return described(first, path.elements.text, needsAddress: false)
        case .scalar: return nil
        }
    }

    private static func described(_ node: PayloadNode, _ list: String, needsAddress: Bool) -> FileGuess? {
        let leaves = node.leaves(under: PayloadPath(origin: "@"), level: 0).filter { !$0.isInList }
        var members: [(name: String, path: String)] = []
        for (name, words) in Self.words {
            let leaf = leaves.first { leaf in
                let own = DraftWords.plain(leaf.name)
                return leaf.path.depth <= 2 && !leaf.text.isEmpty
                    && (words.contains(own) || words.contains((leaf.parents.last ?? "") + own))
            }
            if let leaf { members.append((name, leaf.path.text)) }
        }
        let hasAddress = members.contains { $0.name == "url" } && leaves.contains { ValueShape($0.scalar).isURL }
        let hasFile = hasAddress || members.contains { $0.name == "provider_media_id" || $0.name == "mime" }
        let isFile = members.contains { $0.name == "mime" || $0.name == "size" }
        guard needsAddress ? hasAddress && isFile : hasFile else { return nil }
        return FileGuess(list: list, members: members)
    }
}
