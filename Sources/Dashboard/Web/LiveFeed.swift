import Domain
import Hummingbird
import NIOCore
import ServiceLifecycle
import Storage
import Synchronization

/// Server-sent events: tells pages when the state has moved, so that they fetch themselves anew.
final class LiveFeed: Sendable {
    /// Most pages served at once; more are told to come back later.
    static let listenersMax = 64
    /// Looks at the position between two signs of life, a second apart.
    static let quietLooksMax = 15

    private let context: DashboardContext
    private let listeners = Atomic<Int>(0)

    init(_ context: DashboardContext) { self.context = context }

    func response() throws(APIError) -> Response {
        guard listeners.wrappingAdd(1, ordering: .relaxed).newValue <= LiveFeed.listenersMax else {
            listeners.wrappingSubtract(1, ordering: .relaxed)
            throw APIError(
                status: .serviceUnavailable, code: "too_many_listeners",
                message: "\(LiveFeed.listenersMax) pages are open already", advice: "Close some, or reload by hand")
        }
        let seat = Seat(self)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { [self] writer in
                // The seat is given back when nobody holds the body any more, written or not.
                defer { withExtendedLifetime(seat) {} }
                try await serve(&writer)
            })
    }

    @concurrent private func serve(_ writer: inout any ResponseBodyWriter) async throws {
        var sent: Position?
        var quiet = 0
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            // An error is passed over because a state that is busy now is asked again in a second.
            let position = try? await context.views.position()
            if let position, position != sent {
                try await writer.write(ByteBuffer(string: "event: position\ndata: \(position)\n\n"))
                sent = position
                quiet = 0
            } else if quiet >= LiveFeed.quietLooksMax {
                // A line that says nothing finds out whether anybody still listens.
                try await writer.write(ByteBuffer(string: ":\n\n"))
                quiet = 0
            } else {
                quiet += 1
            }
            do { try await context.pause(.seconds(1)) } catch { break }
        }
        try await writer.finish(nil)
    }

    /// One listener's place.
    private final class Seat: Sendable {
        private let feed: LiveFeed

        init(_ feed: LiveFeed) { self.feed = feed }
        deinit { feed.listeners.wrappingSubtract(1, ordering: .relaxed) }
    }
}
