import Synchronization

/// Stands for the seconds between two looks of the live feed: the state moves after the second one, and the reader leaves in the end.
final class Looks: Sendable {
    private let memory = Mutex<(count: Int, state: FakeState?)>((0, nil))

    var state: FakeState? {
        get { memory.withLock { $0.state } }
        set { memory.withLock { $0.state = newValue } }
    }

    func next() throws {
        let (count, state) = memory.withLock { memory in
            memory.count += 1
            return (memory.count, memory.state)
        }
        if count == 2 { state?.change { $0.position = 61 } }
        if count > 2 + 18 { throw CancellationError() }
    }
}
