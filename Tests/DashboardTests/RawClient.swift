import Glibc
import NIOPosix

/// A connection to this machine as bare as can be. Calls wait on a thread of their own.
struct RawClient: Sendable {
    struct Failure: Error {}

    private let descriptor: Int32

    init(port: Int) async throws {
        descriptor = try await NIOThreadPool.singleton.runIfActive {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            // The pointer is rebound because the socket calls of C know all addresses by one type.
            let answer = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
            }
            guard answer == 0 else { throw Failure() }
            return descriptor
        }
    }

    func send(_ text: String) async throws {
        try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            let bytes = Array(text.utf8)
            guard write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure() }
        }
    }

    /// Reads until a text has come, or the other side closes.
    func receive(until end: String? = nil) async throws -> String {
        try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            var text = ""
            var chunk = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(descriptor, &chunk, chunk.count)
                guard count > 0 else { return text }
                text += String(decoding: chunk[..<count], as: UTF8.self)
                if let end, text.contains(end) { return text }
            }
        }
    }

    func end() { close(descriptor) }
}
