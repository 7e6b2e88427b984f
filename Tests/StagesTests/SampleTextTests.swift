import Domain
import Foundation
import Testing

@testable import Stages

@Suite("Texts of a folder of samples, named by CORONG_SAMPLES")
struct SampleTextTests {
    private static let folder = ProcessInfo.processInfo.environment["CORONG_SAMPLES"]

    @Test(
        "are read without harm, and every quotation is a stretch of its text",
        .enabled(if: SampleTextTests.folder != nil, "set CORONG_SAMPLES to a folder of payloads to run this"))
    func samples() throws {
        let lists = [
            "price", "buying", "visit", "urgency", "complaint", "job-seeker", "vendor-pitch", "leave-me", "greeting",
        ]
        let words = WordMatcher(lists: lists.map(StatementBench.lines), lexicon: StatementBench.shipped)
        var event = Event(kind: .message, key: EventKey(parts: []))
        var (files, found) = (0, 0)
        let enumerator = FileManager.default.enumerator(atPath: try #require(SampleTextTests.folder))
        while let path = enumerator?.nextObject() as? String {
            guard let bytes = FileManager.default.contents(atPath: "\(SampleTextTests.folder ?? "")/\(path)") else {
                continue
            }
            files += 1
            let text = String(decoding: bytes, as: UTF8.self)
            event.text = text
            let reading = TextReading(event, words: words)
            for list in lists.indices {
                guard let quotation = reading.quotation(from: list) else { continue }
                found += 1
                guard let start = quotation.firstIndex(of: "("), quotation.hasSuffix(")") else { continue }
                let written = quotation[quotation.index(after: start)...].dropLast()
                let plain = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(plain.contains(written), "\(path): \(quotation)")
            }
            _ = reading.language
        }
        #expect(files > 0)
        #expect(found > 0)
        print("\(files) files, \(found) lists found")
    }
}
