import Foundation

/// The lists that come with the program.
enum ShippedLists {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    /// Texts by name.
    static func texts() throws -> [String: String] {
        let folder = root.appending(path: "lists")
        var texts: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasSuffix(".txt") {
            texts[String(name.dropLast(4))] = try String(
                contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        return texts
    }
}
