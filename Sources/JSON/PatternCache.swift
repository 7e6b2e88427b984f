import Synchronization

/// The last few patterns that one place of a path found in documents, compiled: a pattern usually stays the same from
/// element to element. Patterns that do not compile are remembered too.
final class PatternCache: Sendable {
    private static let entriesMax = 4

    private struct Entry {
        var pattern: [UInt8]
        var expression: RegularExpression?
    }

    private let entries = Mutex<[Entry]>([])

    /// The pattern compiled; nil where it is no I-Regexp or needs too much.
    func expression(_ pattern: UnsafeBufferPointer<UInt8>) -> RegularExpression? {
        guard pattern.count <= RegularExpression.Origin.document.bytesMax else { return nil }
        let known = entries.withLock { entries in entries.first { $0.pattern.elementsEqual(pattern) } }
        if let known { return known.expression }
        // Outside of the lock: two threads may compile the same, but none waits for another.
        // because: RFC 9535 wants no error here, but a function that does not hold
        let expression = try? RegularExpression(pattern, from: .document)
        entries.withLock { entries in
            if entries.count == Self.entriesMax { entries.removeFirst() }
            entries.append(Entry(pattern: Array(pattern), expression: expression))
        }
        return expression
    }
}
