import Foundation
import JSON
import Mail
import Testing

/// A mail and the document that must come of it.
struct MailFixture: CustomTestStringConvertible {
    let name: String
    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/mails", directoryHint: .isDirectory)

    /// All of them, by name.
    static let all: [MailFixture] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { MailFixture(name: String($0.dropLast(4))) }
            .sorted { $0.name < $1.name }
    }()

    /// How the fixtures are read: the business is the shop they were sent to.
    static let reader = MailReader(ownAddresses: ["cs@toko.example"])

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: file("eml"))) }

    func expected() throws -> JSONDocument {
        try JSONDocument(parsing: [UInt8](try Data(contentsOf: file("json"))))
    }

    /// Writes what came out as what is expected; only by hand, with `SNAPSHOT_UPDATE=1`, and to be read afterwards.
    func record(_ document: JSONDocument) throws {
        let object = try JSONSerialization.jsonObject(with: Data(document.description.utf8))
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try JSONSerialization.data(withJSONObject: object, options: options)
        try (data + Data("\n".utf8)).write(to: file("json"))
    }

    private func file(_ suffix: String) -> URL { Self.folder.appending(path: name + "." + suffix) }
}
