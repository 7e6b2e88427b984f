import Domain
import Synchronization
import Testing
import Transfer

@Suite("HTTP transfers", .timeLimit(.minutes(1)))
struct HTTPTransferTests {
    /// Answers every request on a connection with the same text.
    static func answering(_ text: String) throws -> LoopbackServer {
        try LoopbackServer { connection in
            while connection.request() != nil, connection.send(text), !text.contains("Connection: close") {}
        }
    }

    /// Sends one request to a server of this machine.
    static func send(
        _ server: LoopbackServer, _ change: (inout TransferRequest) -> Void = { _ in }
    ) async -> Result<TransferResponse, TransferError> {
        var request = TransferRequest(.get, server.url + "/", addresses: .any, allowsUnencrypted: true)
        change(&request)
        return await Self.send(request)
    }

    static func send(_ request: TransferRequest) async -> Result<TransferResponse, TransferError> {
        let transfer = HTTPTransfer()
        let result: Result<TransferResponse, TransferError>
        do throws(TransferError) {
            result = .success(try await transfer.send(request))
        } catch {
            result = .failure(error)
        }
        await transfer.stop()
        return result
    }

    static func reason(_ result: Result<TransferResponse, TransferError>) -> TransferError.Reason? {
        if case .failure(let error) = result { error.reason } else { nil }
    }

    @Test("each method sends its line, its headers and its body", arguments: TransferRequest.Method.allCases)
    func methods(_ method: TransferRequest.Method) async throws {
        let seen = Mutex<(head: [String], body: [UInt8])?>(nil)
        let server = try LoopbackServer { connection in
            let request = connection.request()
            seen.withLock { $0 = request }
            connection.send("HTTP/1.1 201 Created\r\nX-One: 1\r\nx-one:2 \r\nContent-Length: 2\r\n\r\n")
            if method != .head { connection.send("ok") }
        }
        let body = Array("{\"a\":1}".utf8)
        let answer = try await Self.send(server) {
            $0.method = method
            $0.url += "a%20b?c=d"
            $0.headers = [.init("Authorization", "Bearer t"), .init("X-Empty", "")]
            $0.body = body
        }.get()
        #expect(answer.status == 201)
        #expect(answer.headers.map(\.value) == ["1", "2", "2"])
        #expect(answer.header("X-ONE") == "1")
        #expect(String(decoding: answer.body, as: UTF8.self) == (method == .head ? "" : "ok"))
        let request = try #require(seen.withLock { $0 })
        #expect(request.head.first == "\(method.rawValue) /a%20b?c=d HTTP/1.1")
        #expect(request.head.contains("Authorization: Bearer t"))
        #expect(request.head.contains("X-Empty:"))
        #expect(request.head.contains("User-Agent: corong"))
        #expect(!request.head.contains { $0.hasPrefix("Content-Type") || $0.hasPrefix("Expect") })
        #expect(request.body == (method == .get || method == .head ? [] : body))
    }

    @Test("a body of several megabytes goes out without waiting for a go-ahead")
    func largeBody() async throws {
        let server = try LoopbackServer { connection in
            guard let request = connection.request() else { return }
            let text = String(request.body.reduce(0) { $0 &+ Int($1) })
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
        }
        let body = [UInt8](repeating: 3, count: 5 << 20)
        let answer = try await Self.send(server) { ($0.method, $0.body) = (.post, body) }.get()
        #expect(String(decoding: answer.body, as: UTF8.self) == String(3 * body.count))
    }

    @Test("an empty post has a length")
    func emptyPost() async throws {
        let server = try LoopbackServer { connection in
            let head = connection.request()?.head ?? []
            let status = head.contains("Content-Length: 0") ? 204 : 411
            connection.send("HTTP/1.1 \(status) x\r\nContent-Length: 0\r\n\r\n")
        }
        #expect(try await Self.send(server) { $0.method = .post }.get().status == 204)
    }

    @Test("an answer with an error status is an answer")
    func errorStatus() async throws {
        let server = try Self.answering("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nwait")
        let answer = try await Self.send(server).get()
        #expect(answer.status == 503)
        #expect(answer.header("retry-after") == "7")
    }

    @Test(
        "an answer beyond the limit fails, whether it says its length or not",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n",
        ])
    func tooLarge(_ head: String) async throws {
        let server = try Self.answering(head + String(repeating: "x", count: 101) + "\r\n0\r\n\r\n")
        let result = await Self.send(server) { $0.limits.responseBytesMax = 100 }
        #expect(Self.reason(result) == .tooLarge(bytesMax: 100))
        let enough = await Self.send(server) { $0.limits.responseBytesMax = 200 }
        #expect((try? enough.get().body.prefix(101)) == [UInt8](repeating: UInt8(ascii: "x"), count: 101)[...])
    }

    @Test("headers without end fail")
    func endlessHeaders() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send("X-Again: " + String(repeating: "y", count: 1000) + "\r\n") {}
        }
        #expect(Self.reason(await Self.send(server)) == .tooLarge(bytesMax: 64 << 10))
    }

    @Test("who does not answer runs out of time")
    func timeout() async throws {
        let server = try LoopbackServer { connection in connection.drain() }
        let result = await Self.send(server) { $0.limits.totalMilliseconds = 50 }
        #expect(Self.reason(result) == .timeout(milliseconds: 50))
    }

    @Test("a connection that breaks is told from one that never stood")
    func broken() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        }
        guard case .interrupted = Self.reason(await Self.send(server)) else {
            Issue.record("half an answer was not an interruption")
            return
        }
        let closed = try LoopbackServer { _ in }
        guard case .interrupted = Self.reason(await Self.send(closed)) else {
            Issue.record("no answer at all was not an interruption")
            return
        }
        // Port 1 of this machine: nothing listens there.
        let request = TransferRequest(.get, "http://127.0.0.1:1/", addresses: .any, allowsUnencrypted: true)
        guard case .unreachable = Self.reason(await Self.send(request)) else {
            Issue.record("a closed port was not unreachable")
            return
        }
    }

    @Test("an address of the own network is refused before anything is sent, unless the host is named")
    func refusedAddress() async throws {
        let server = try Self.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        for (host, policy) in [
            ("127.0.0.1", AddressPolicy.publicOnly), ("localhost", .publicOnly), ("2130706433", .publicOnly),
            ("0x7f.1", .publicOnly), ("127.0.0.1", .publicOr(hosts: ["localhost"])),
        ] {
            let request = TransferRequest(
                .get, "http://\(host):\(server.port)/", addresses: policy, allowsUnencrypted: true)
            guard case .refusedAddress(let address?) = Self.reason(await Self.send(request)) else {
                Issue.record("\(host) was not refused")
                continue
            }
            #expect(address.isLoopback)
        }
        #expect(server.connections == 0)
        let named = await Self.send(server) { $0.addresses = .publicOr(hosts: ["127.0.0.1"]) }
        #expect(try named.get().status == 200)
    }

    @Test("a standing connection to the own network is refused to whoever may not go there")
    func reusedConnection() async throws {
        let server = try Self.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let transfer = HTTPTransfer()
        var request = TransferRequest(.get, server.url, addresses: .any, allowsUnencrypted: true)
        #expect(try await transfer.send(request).status == 200)
        #expect(try await transfer.send(request).status == 200)
        #expect(server.connections == 1)
        request.addresses = .publicOnly
        await #expect(throws: TransferError(.refusedAddress(.four(0x7f00_0001)), host: "127.0.0.1")) {
            try await transfer.send(request)
        }
        await transfer.stop()
    }

    @Test("redirects are an answer unless they are followed, and an exception does not follow them")
    func redirects() async throws {
        let target = try Self.answering("HTTP/1.1 200 OK\r\nX-End: 1\r\nContent-Length: 3\r\n\r\nend")
        let server = try Self.answering(
            "HTTP/1.1 302 Found\r\nLocation: \(target.url)/\r\nX-Start: 1\r\nContent-Length: 5\r\n\r\nstart")
        #expect(try await Self.send(server).get().status == 302)
        #expect(target.connections == 0)
        let followed = try await Self.send(server) { $0.limits.redirectsMax = 1 }.get()
        #expect(followed.status == 200)
        #expect(followed.headers.map(\.name) == ["X-End", "Content-Length"])
        #expect(followed.body == Array("end".utf8))
        let guarded = await Self.send(server) {
            $0.limits.redirectsMax = 1
            $0.addresses = .publicOr(hosts: ["127.0.0.1"])
        }
        #expect(Self.reason(guarded) == .refusedAddress(.four(0x7f00_0001)))
        let circle = try LoopbackServer { connection in
            while let line = connection.request()?.head.first {
                connection.send(
                    "HTTP/1.1 302 Found\r\nLocation: \(line.split(separator: " ")[1])a\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let many = await Self.send(circle) { $0.limits.redirectsMax = 3 }
        #expect(Self.reason(many) == .redirects(max: 3))
        let file = try Self.answering("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")
        let other = await Self.send(file) { $0.limits.redirectsMax = 3 }
        guard case .invalidRequest = Self.reason(other) else {
            Issue.record("another scheme was followed: \(other)")
            return
        }
    }

    @Test(
        "what could end a line or mean another host is not sent",
        arguments: [
            "", "x", "https://", "https://a b/", "https://a/\r\nHost: b", "https://a/\u{e9}", "https://user@a/",
            "https://user:pass@a/", "https://@a@b/", "file:///etc/passwd", "ftp://a/", "http://a/", "gopher://a/",
            "https://" + String(repeating: "a", count: 70_000),
        ])
    func invalidAddress(_ url: String) async {
        let result = await Self.send(TransferRequest(.get, url))
        guard case .failure(let error) = result, case .invalidRequest = error.reason else {
            Issue.record("\(url.prefix(80)) gave \(result)")
            return
        }
        #expect(!error.description.contains("pass@"))
    }

    @Test(
        "headers that would end their line are not sent",
        arguments: [
            ("X", "a\r\nY: b"), ("X", "a\n"), ("X", "a\0b"), ("X Y", "a"), ("", "a"), ("X:", "a"), ("X\r\n", "a"),
        ])
    func invalidHeader(_ name: String, _ value: String) async throws {
        let server = try Self.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let result = await Self.send(server) { $0.headers = [.init(name, value)] }
        #expect(Self.reason(result) == .invalidRequest("a header is not of the form `name: value`"))
        #expect(server.connections == 0)
    }

    @Test("a hundred requests share a few connections and all get their own answer")
    func concurrency() async throws {
        let server = try LoopbackServer { connection in
            while let line = connection.request()?.head.first {
                let path = line.split(separator: " ")[1]
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")
            }
        }
        let transfer = HTTPTransfer(TransferOptions(concurrentMax: 4))
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<100 {
                group.addTask {
                    let request = TransferRequest(
                        .get, "\(server.url)/\(number)", addresses: .any, allowsUnencrypted: true)
                    return (number, String(decoding: try await transfer.send(request).body, as: UTF8.self))
                }
            }
            for try await (number, path) in group { #expect(path == "/\(number)") }
        }
        #expect((1...4).contains(server.connections))
        await transfer.stop()
    }

    @Test("cancelling ends a transfer that is at work, and one that waits; the others go on")
    func cancelling() async throws {
        let arrived = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { connection in
            guard let line = connection.request()?.head.first else { return }
            if line.contains("/slow") {
                arrived.continuation.yield()
                connection.drain()
            } else {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let transfer = HTTPTransfer(TransferOptions(concurrentMax: 1))
        func task(_ path: String) -> Task<TransferError.Reason?, Never> {
            let request = TransferRequest(.get, server.url + path, addresses: .any, allowsUnencrypted: true)
            return Task {
                do throws(TransferError) {
                    _ = try await transfer.send(request)
                    return nil
                } catch {
                    return error.reason
                }
            }
        }
        let atWork = task("/slow")
        var arrivals = arrived.stream.makeAsyncIterator()
        await arrivals.next()
        let waiting = task("/never")
        let last = task("/last")
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        atWork.cancel()
        #expect(await atWork.value == .cancelled)
        #expect(await last.value == nil)
        let before = task("/before")
        before.cancel()
        _ = await before.value
        await transfer.stop()
    }

    @Test("more waiting requests than allowed are refused; stopping ends all")
    func stopping() async throws {
        let arrived = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { connection in
            _ = connection.request()
            arrived.continuation.yield()
            connection.drain()
        }
        let transfer = HTTPTransfer(TransferOptions(concurrentMax: 1, waitingMax: 2))
        let request = TransferRequest(.get, server.url, addresses: .any, allowsUnencrypted: true)
        let reasons = await withTaskGroup(of: TransferError.Reason?.self) { group in
            func add() {
                group.addTask {
                    do throws(TransferError) {
                        _ = try await transfer.send(request)
                        return nil
                    } catch {
                        return error.reason
                    }
                }
            }
            add()
            var arrivals = arrived.stream.makeAsyncIterator()
            await arrivals.next()
            for _ in 0..<3 { add() }
            var reasons = [await group.next() ?? nil]
            await transfer.stop()
            for await reason in group { reasons.append(reason) }
            return reasons
        }
        #expect(reasons.first == .busy(waitingMax: 2))
        #expect(reasons.dropFirst() == [.stopping, .stopping, .stopping])
        await #expect(throws: TransferError(.stopping, host: "127.0.0.1")) { try await transfer.send(request) }
        await transfer.stop()
    }
}
