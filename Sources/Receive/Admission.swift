import Synchronization

/// How much is being received at once. At the edge, back-pressure is a counter and a refusal, not a queue: providers deliver again.
final class Admission: Sendable {
    private let requestsMax: Int
    private let bytesMax: Int
    private let requests = Atomic(0)
    private let bytes = Atomic(0)

    init(requestsMax: Int, bytesMax: Int) {
        self.requestsMax = requestsMax
        self.bytesMax = bytesMax
    }

    /// Takes a place for a request; false, and nothing taken, where there is no room.
    ///
    /// - Parameter count: The announced bytes. There must be room for them now, but none is taken: who only announces must not keep
    ///   anybody out.
    func enter(announced count: Int) -> Bool {
        guard count <= bytesMax - bytes.load(ordering: .relaxed) else { return false }
        guard requests.add(1, ordering: .relaxed).newValue <= requestsMax else {
            requests.subtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    /// Takes bytes that have come for a request that is inside; false, and nothing taken, where there is no room.
    func grow(by count: Int) -> Bool {
        guard bytes.add(count, ordering: .relaxed).newValue <= bytesMax else {
            bytes.subtract(count, ordering: .relaxed)
            return false
        }
        return true
    }

    /// Gives back the place and all bytes that the request took.
    func leave(bytes count: Int) {
        requests.subtract(1, ordering: .relaxed)
        bytes.subtract(count, ordering: .relaxed)
    }

    /// What is taken now, for tests and gauges.
    var taken: (requests: Int, bytes: Int) {
        (requests.load(ordering: .relaxed), bytes.load(ordering: .relaxed))
    }
}
