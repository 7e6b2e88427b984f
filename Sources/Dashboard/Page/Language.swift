/// A language of the page.
enum Language: String, CaseIterable {
    case english = "en"
    case indonesian = "id"

    /// The language that a reader gets: the one in the address, else the best of the browser's, else the workspace's first, else English.
    static func choose(asked: String?, accepted: String?, workspace: [String]) -> Language {
        if let asked, let language = Language(rawValue: asked) { return language }
        if let accepted, let language = best(of: accepted) { return language }
        return workspace.first.flatMap { Language(tag: $0) } ?? .english
    }

    /// The language of a tag such as `id-ID`; `in` is the old code of Indonesian.
    private init?(tag: some StringProtocol) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self.init(rawValue: primary == "in" ? "id" : primary)
    }

    /// The language with the highest quality in an `Accept-Language` header; the first of equals.
    private static func best(of header: String) -> Language? {
        var best: (language: Language, quality: Double)?
        for item in header.prefix(512).split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let tag = parts.first, let language = Language(tag: tag.prefix { $0 != " " }) else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language
    }
}
