import NIOCore
import NIOPosix
import Synchronization

/// A client that sends bytes exactly as told and reads answers.
struct Client {
    /// One answer as it came.
    struct Answer: Equatable {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    struct Ended: Error {}

    /// All clients share a loop, so that what one has got says something about what another would have got before.
    private static let loop = MultiThreadedEventLoopGroup.singleton.next()

    private let channel: any Channel
    private let collector: Collector

    /// Bytes that have come so far, read or not.
    var arrived: Int { collector.arrived.load(ordering: .relaxed) }

    static func connect(_ port: Int) async throws -> Client {
        let collector = Collector()
        let channel = try await ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(CollectingHandler(collector))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return Client(channel: channel, collector: collector)
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    func close() async throws { try await channel.close() }
    func closeOutput() async throws { try await channel.close(mode: .output) }

    /// The next answer; `Ended` when the connection ends before it is whole.
    func answer(headOnly: Bool = false) async throws -> Answer {
        while true {
            if let answer = collector.takeAnswer(headOnly: headOnly) { return answer }
            guard await collector.more() else { throw Ended() }
        }
    }

    /// What comes until the server ends the connection.
    func rest() async -> String {
        while await collector.more() {}
        return collector.takeAll()
    }
}

/// What has arrived and was not read yet. Used by one test at a time.
final class Collector: @unchecked Sendable {
    // @unchecked because `iterator` and `bytes` are touched by the test's task only; the handler only yields.
    fileprivate let continuation: AsyncStream<[UInt8]>.Continuation
    private var iterator: AsyncStream<[UInt8]>.Iterator
    private var bytes: [UInt8] = []
    fileprivate let arrived = Atomic(0)

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        self.continuation = continuation
        iterator = stream.makeAsyncIterator()
    }

    func more() async -> Bool {
        guard let next = await iterator.next(isolation: nil) else { return false }
        bytes += next
        return true
    }

    func takeAll() -> String {
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
    }

    func takeAnswer(headOnly: Bool) -> Client.Answer? {
        let text = Array(bytes)
        guard let end = text.indices.first(where: { text[$0...].starts(with: [13, 10, 13, 10]) }) else { return nil }
        let lines = String(decoding: text[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        let status = words.first == "HTTP/1.1" ? words.dropFirst().first.flatMap { Int($0) } ?? 0 : 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let length = headOnly ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
        guard text.count >= end + 4 + length else { return nil }
        bytes.removeFirst(end + 4 + length)
        let body = String(decoding: text[(end + 4)..<(end + 4 + length)], as: UTF8.self)
        return Client.Answer(status: status, headers: headers, body: body)
    }
}

private final class CollectingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let collector: Collector

    init(_ collector: Collector) { self.collector = collector }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).readableBytesView)
        collector.arrived.add(bytes.count, ordering: .relaxed)
        collector.continuation.yield(bytes)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { collector.continuation.finish() }
    }

    func channelInactive(context: ChannelHandlerContext) { collector.continuation.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
