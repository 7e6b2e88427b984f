import Domain
import Storage

extension DashboardContext {
    /// What to read: the state of the moment that is asked for, and that moment; nil for now.
    func views(_ query: QueryReader) async throws -> (views: any Views, time: Timestamp?) {
        guard let instant = try query.instant(in: workspace().zone) else { return (views, nil) }
        guard let past else { throw APIError.noPast }
        do {
            let then = try await past(instant)
            return (then.views, then.time)
        } catch is PastIsBusy {
            throw APIError.pastIsBusy
        }
    }
}

/// Too many wait for states of the past already.
public struct PastIsBusy: Error {
    /// There is nothing to say about it but that.
    public init() {}
}

extension QueryReader {
    /// The parameters that name a moment.
    static let moment = ["at", "position"]
}
