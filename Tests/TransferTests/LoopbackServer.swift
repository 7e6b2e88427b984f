import Glibc
import Synchronization
import Testing

/// A listener on this machine that gives each connection to a script, on a thread of its own.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let listener: CInt
    private let accepted = Count()

    /// Connections so far.
    var connections: Int { accepted.value.load(ordering: .relaxed) }

    /// - Parameter script: Talks on one connection; it is closed when the script returns.
    init(_ script: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(listener >= 0 && isBound, "no socket on this machine")
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.start { [accepted] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                accepted.value.add(1, ordering: .relaxed)
                Thread.start {
                    let connection = LoopbackConnection(descriptor: descriptor)
                    script(connection)
                    connection.close()
                }
            }
        }
    }

    deinit {
        shutdown(listener, CInt(SHUT_RDWR))
        close(listener)
    }

    var url: String { "http://127.0.0.1:\(port)" }
}

/// A number that threads share.
private final class Count: Sendable {
    let value = Atomic<Int>(0)
}

/// One connection of a ``LoopbackServer``, on the script's thread.
final class LoopbackConnection {
    private let descriptor: CInt
    private var buffer: [UInt8] = []

    init(descriptor: CInt) { self.descriptor = descriptor }

    func close() { Glibc.close(descriptor) }

    /// A line without its end; nil when the other side has closed.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end].filter { $0 != 13 }
                buffer.removeSubrange(...end)
                return String(decoding: line, as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    func bytes(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    /// The head and the body of a request.
    func request() -> (head: [String], body: [UInt8])? {
        var head: [String] = []
        while let line = line() {
            guard line.isEmpty else {
                head.append(line)
                continue
            }
            let length = head.first { $0.lowercased().hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) }
            return bytes(length ?? 0).map { (head, $0) }
        }
        return nil
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits until the other side closes.
    func drain() { while fill() { buffer = [] } }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk.prefix(count))
        return true
    }
}

/// A thread that nobody waits for.
enum Thread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        pthread_detach(thread)
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
