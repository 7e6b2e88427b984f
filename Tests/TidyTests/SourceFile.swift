import Foundation

/// A file of the project, as the style checks see it.
struct SourceFile: Sendable, CustomStringConvertible {
    let path: String
    let text: String

    /// The checkout that these tests belong to.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let sources = files(in: "Sources", ending: ".swift")
    static let tests = files(in: "Tests", ending: ".swift")

    static func files(in folder: String, ending: String) -> [SourceFile] {
        let base = root.appendingPathComponent(folder)
        guard let paths = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().compactMap { path in
            // because: a file that is not UTF-8 is not Swift
            (try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)).map {
                SourceFile(path: folder + "/" + path, text: $0)
            }
        }
    }

    var description: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The module: the folder below `Sources`.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var importedModules: Set<String> {
        Set(
            lines.compactMap { line in
                var words = line.split(separator: " ")
                while let first = words.first,
                    ["public", "internal", "package", "@testable", "@preconcurrency"].contains(first)
                {
                    words.removeFirst()
                }
                guard words.count >= 2, words[0] == "import", line.first != " " else { return nil }
                return words.last.map { String($0.split(separator: ".")[0]) }
            })
    }
}
