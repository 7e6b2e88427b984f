import Dashboard
import Dispatch
import Domain
import Pipeline
import Storage
import Synchronization

/// Opens states of the past for the API: one after the other on a queue of its own, because folding blocks; the last few stay open.
final class PastDesk: Sendable {
    private let past: PastStates
    private let queue = DispatchQueue(label: "corong.past")
    private let desk = Mutex(Desk())

    /// Open states: each holds a file and its pages.
    private static let openMax = 4
    /// Questions that may wait for a fold; more would only wait longer.
    private static let waitingMax = 16

    private struct Desk {
        /// The latest first.
        var open: [PastState] = []
        var waiting = 0
    }

    init(_ past: PastStates) { self.past = past }

    /// The state of a moment.
    ///
    /// - Throws: ``PastIsBusy`` when too many wait already.
    func views(at instant: Instant) async throws -> PastViews {
        let isWelcome = desk.withLock { desk in
            guard desk.waiting < Self.waitingMax else { return false }
            desk.waiting += 1
            return true
        }
        guard isWelcome else { throw PastIsBusy() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                let result = Result { try self.open(instant) }.mapError { error in
                    if case .storage(let error) = error as? PipelineError { error } else { error }
                }
                self.desk.withLock { $0.waiting -= 1 }
                continuation.resume(with: result)
            }
        }
    }

    private func open(_ instant: Instant) throws -> PastViews {
        let position = try past.position(at: instant)
        let known = desk.withLock { desk in desk.open.first { $0.position == position } }
        let state = if let known { known } else { try past.open(at: position) }
        desk.withLock { desk in
            desk.open.removeAll { $0.position == position }
            desk.open.insert(state, at: 0)
            if desk.open.count > Self.openMax { desk.open.removeLast() }
        }
        return PastViews(time: try past.time(of: instant), views: state.views)
    }
}
