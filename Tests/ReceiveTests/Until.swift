import Testing

/// Something that a test waited for did not come about.
struct NeverHappened: Error {}

/// Waits until a condition holds. The time is bounded only so that a broken server fails its test instead of holding up all of them.
func until(_ condition: () -> Bool, location: SourceLocation = #_sourceLocation) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while !condition() {
        guard ContinuousClock.now < end else {
            Issue.record("what was waited for did not happen", sourceLocation: location)
            throw NeverHappened()
        }
        await Task.yield()
    }
}
