import Foundation
import JSON
import Testing

/// The public compliance suite of RFC 9535, which is not part of this repository.
@Suite("JSONPath passes the compliance suite")
struct ComplianceTests {
    @Test(
        "every case gives the recorded nodes or the recorded refusal",
        .enabled(if: ComplianceCase.isPresent, "needs ../shared/jsonpath/cts.json beside the checkout"),
        arguments: ComplianceCase.all)
    func complies(_ example: ComplianceCase) throws {
        if example.isInvalid {
            #expect(throws: JSONPathError.self) { try JSONPath(example.selector) }
            return
        }
        let path = try JSONPath(example.selector)
        let document = try JSONDocument(parsing: example.document)
        let found = document.withRoot { root in nodes(of: path, in: root) }
        let matches = try example.results.contains { result in
            let expected = try JSONDocument(parsing: result)
            return expected.withRoot { expected in found.withRoot { $0.isEqual(to: expected) } }
        }
        #expect(matches, "found \(found)")
    }
}

struct ComplianceCase: Sendable, CustomTestStringConvertible {
    var name: String
    var selector: String
    var document: [UInt8]
    var results: [[UInt8]]
    var isInvalid: Bool

    var testDescription: String { "\(name): \(selector)" }

    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared/jsonpath/cts.json")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// All cases; none where the file is absent.
    static let all: [ComplianceCase] = {
        // because: an absent file is announced by the condition of the test, and a broken one by `isComplete`
        guard let data = try? Data(contentsOf: file), let suite = try? JSONDocument(parsing: [UInt8](data)) else {
            return []
        }
        return suite.withRoot { root in
            root["tests"]?.elements.compactMap { ComplianceCase($0) } ?? []
        }
    }()

    private init?(_ value: JSONValue) {
        guard let name = value["name"]?.string, let selector = value["selector"]?.string else { return nil }
        self.name = name
        self.selector = selector
        document = value["document"].map(written) ?? []
        results = value["result"].map { [written($0)] } ?? value["results"]?.elements.map(written) ?? []
        isInvalid = value["invalid_selector"]?.bool ?? false
    }
}

/// A value as compact JSON.
func written(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    value.append(to: &writer)
    return writer.bytes
}

/// The nodes that a path finds, as an array.
func nodes(of path: JSONPath, in root: JSONValue) -> JSONDocument {
    var builder = JSONBuilder()
    builder.beginArray()
    path.forEach(in: root) { builder.append($0) }
    builder.endArray()
    return builder.finish()
}
