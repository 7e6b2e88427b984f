public import Domain

/// Earlier states, kept so that a state of the past is not folded from the first entry each time.
///
/// A cache: whatever is in it can be made again from the ledger, and goes when room is needed. Calls block, as those of ``StateStore`` do. Several
/// processes may use one archive.
public protocol Archive: Sendable {
    /// What is kept, in order of position.
    func kept() throws(StorageError) -> [KeptState]

    /// Opens a kept state for reading.
    ///
    /// - Returns: nil when it has gone meanwhile or was made by another version, in which case it is removed.
    func open(_ kept: KeptState) throws(StorageError) -> PastState?

    /// Removes a kept state; those who have it open read on.
    func remove(_ kept: KeptState)

    /// A state that only the caller folds on, starting from a kept one or, for nil, from nothing.
    ///
    /// - Returns: nil when the kept one has gone or was made by another version.
    func draft(from kept: KeptState?) throws(StorageError) -> (any StateDraft)?

    /// A state that only the caller folds on, starting from where the live one stands; nil where there is none of this version.
    ///
    /// - Complexity: A copy of the whole state; folding into the live one goes on beside it.
    func draftFromLive() throws(StorageError) -> (any StateDraft)?

    /// Keeps a draft, which nobody may write to from now on, and removes others where there are too many.
    ///
    /// - Parameter mark: What tells this ledger from others at that position; see ``KeptState/mark``.
    /// - Returns: The state, open for reading; it stays readable when it is removed later.
    func keep(_ draft: any StateDraft, mark: String) throws(StorageError) -> PastState
}

/// A state that is being made for the archive or for its maker alone. It goes when it is let go, unless it was kept.
public protocol StateDraft: AnyObject, Sendable {
    /// What is folded into.
    var state: any StateStore { get }
    /// Reads what was folded so far. The draft must live as long as they are used.
    func views() throws(StorageError) -> any Views
}

/// A state that the archive holds.
public struct KeptState: Sendable, Hashable, Comparable {
    /// The position that it has reached.
    public var position: Position
    /// The start of the ledger's hash there, in hexadecimal: after another ledger was put in its place, the state belongs to none.
    public var mark: String

    /// A kept state from its parts.
    public init(position: Position, mark: String) {
        self.position = position
        self.mark = mark
    }

    /// The earlier one.
    public static func < (left: KeptState, right: KeptState) -> Bool {
        (left.position, left.mark) < (right.position, right.mark)
    }

    /// The mark of a position whose hash in the ledger is known.
    public static func mark(_ hash: [UInt8]) -> String {
        hash.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// A state of the past, open for reading.
public struct PastState: Sendable {
    /// The position that it has reached.
    public let position: Position
    /// Its store; nobody folds into it.
    public let state: any StateStore
    /// Reads it.
    public let views: any Views

    /// A state from its parts.
    public init(position: Position, state: any StateStore, views: any Views) {
        self.position = position
        self.state = state
        self.views = views
    }
}

/// Which moment of the past is asked for.
public enum Instant: Sendable, Hashable {
    /// What was known at a time: all entries before the first one that was received later.
    case time(Timestamp)
    /// What was known after an entry.
    case position(Position)
}

/// Which states to keep when there are too many.
public enum Thinning {
    /// Most states that are kept.
    public static let statesMax = 16

    /// Which of the states to remove, so that the longest way from a kept state to any position grows least.
    ///
    /// The earliest state counts as a step from 0. The latest always stays: it is the nearest to what people ask for.
    ///
    /// - Parameters:
    ///   - positions: In order, each with the bytes that it takes.
    ///   - bytesMax: Most bytes for all together; a single state may take more.
    /// - Returns: Indexes into `positions`.
    public static func surplus(
        of states: [(position: Position, bytes: Int64)], statesMax: Int = Thinning.statesMax, bytesMax: Int64
    ) -> [Int] {
        var left = Array(states.indices)
        var bytes = states.reduce(0) { $0 + $1.bytes }
        var surplus: [Int] = []
        while left.count > 1, left.count > statesMax || bytes > bytesMax {
            var best = 0
            var bestStep = Position.max
            for place in left.indices.dropLast() {
                let before = place == 0 ? 0 : states[left[place - 1]].position
                let step = states[left[place + 1]].position - before
                if step < bestStep { (best, bestStep) = (place, step) }
            }
            bytes -= states[left[best]].bytes
            surplus.append(left.remove(at: best))
        }
        return surplus.sorted()
    }
}
