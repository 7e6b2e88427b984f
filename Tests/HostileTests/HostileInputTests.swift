import Foundation
import Harnesses
import Testing

/// Inputs that once broke something (`Fixtures/hostile/<harness>`), and those that fuzzing found to reach the most
/// (`Fuzz/corpus/<harness>`). A broken promise ends the whole run: its sentence stands in the output.
@Suite("Hostile inputs", .serialized)
struct HostileInputTests {
    private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func files(_ folder: String, _ harness: String) -> [URL] {
        let folder = Self.project.appendingPathComponent("\(folder)/\(harness)")
        let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).sorted { $0.path < $1.path }
    }

    @Test("break no promise", arguments: Harness.all.map(\.name))
    func breakNothing(_ name: String) throws {
        let harness = try #require(Harness.all.first { $0.name == name })
        let kept = files("Fuzz/corpus", name)
        #expect(!kept.isEmpty)
        for file in kept + files("Fixtures/hostile", name) { harness.run(Array(try Data(contentsOf: file))) }
        harness.run([])
    }
}
