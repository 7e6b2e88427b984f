import Domain
import Testing

@testable import Dashboard

@Suite("Links and sessions of reps")
struct LinkTests {
    private let lead = EventID(position: 41, item: 2)

    /// Opens a link, and gives back the cookie.
    private func open(_ path: String, _ probe: Probe, headers: [(String, String)] = []) async throws -> String? {
        probe.time.advance(seconds: 2)
        let answer = try await probe.get(path, headers: headers)
        #expect(answer.status == 303)
        return answer.header("set-cookie")
    }

    private func me(_ cookie: String?, _ probe: Probe) async throws -> Int {
        probe.time.advance(seconds: 2)
        let value = cookie?.prefix { $0 != ";" }
        return try await probe.get("/m/api/me", headers: value.map { [("cookie", "a=b; \($0)")] } ?? []).status
    }

    @Test("a link opens a session, again and again, and leads to its lead")
    func opens() async throws {
        let probe = try Probe()
        let path = try probe.context.links.path(to: "ana", lead: lead)
        for _ in 0..<2 {
            let answer = try await probe.get(path)
            #expect(answer.status == 303)
            #expect(answer.header("location") == "/m#L41.2")
            let cookie = try #require(answer.header("set-cookie"))
            #expect(cookie.hasSuffix("; Path=/m; Max-Age=2592000; HttpOnly; SameSite=Lax"))
            #expect(try await me(cookie, probe) == 200)
        }
        #expect(try await me(nil, probe) == 401)
    }

    @Test("the cookie is for TLS alone where the page is")
    func secure() async throws {
        var workspace = Samples.workspace()
        workspace.pageAddress = "https://jual.example.com"
        let encrypted = try Probe(workspace: workspace)
        #expect(try await open(try encrypted.context.links.path(to: "ana"), encrypted)?.hasSuffix("; Secure") == true)
        let probe = try Probe()
        let path = try probe.context.links.path(to: "ana")
        #expect(try await open(path, probe, headers: [("x-forwarded-proto", "https")])?.hasSuffix("; Secure") == true)
    }

    @Test("a link is good for nothing but opening a session, and a session for nothing but the page's data")
    func purposes() async throws {
        let probe = try Probe()
        let link = try probe.context.links.path(to: "ana")
        let cookie = try #require(try await open(link, probe))
        #expect(try await me("corong_rep=\(link.dropFirst(3))", probe) == 401)
        let session = cookie.drop { $0 != "=" }.dropFirst().prefix { $0 != ";" }
        let answer = try await probe.get("/r/\(session)")
        #expect(answer.header("location") == "/m#expired")
        #expect(answer.header("set-cookie") == nil)
        for path in ["/api/v1/leads", "/?names=1"] {
            let headers = [("cookie", "corong_rep=\(session)"), ("authorization", "Bearer \(session)")]
            #expect(try await probe.get(path, headers: headers).status == 401)
        }
    }

    @Test(
        "no other text is a link: any byte changed, cut off, or signed with another key",
        arguments: 0..<40 as Range<UInt64>)
    func forged(seed: UInt64) async throws {
        let (probe, other) = (try Probe(), try Probe())
        let path = try probe.context.links.path(to: "ana")
        var bytes = Array(path.utf8)
        let index = 3 + Int(seed &* 2_654_435_761 % UInt64(bytes.count - 3))
        bytes[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(try await open(String(decoding: bytes, as: UTF8.self), probe) == nil)
        #expect(try await open(String(path.dropLast()), probe) == nil)
        #expect(try await open(try other.context.links.path(to: "ana"), probe) == nil)
    }

    @Test("a link runs out, and so does a session that nobody uses; one in use is prolonged")
    func expiry() async throws {
        let probe = try Probe()
        let path = try probe.context.links.path(to: "ana", days: 1)
        let cookie = try #require(try await open(path, probe))
        probe.time.advance(seconds: 86_400)
        #expect(try await open(path, probe) == nil)
        probe.time.advance(seconds: 20 * 86_400)
        let value = String(cookie.prefix { $0 != ";" })
        let fresh = try #require(try await probe.get("/m/api/me", headers: [("cookie", value)]).header("set-cookie"))
        probe.time.advance(seconds: 20 * 86_400)
        #expect(try await me(cookie, probe) == 401)
        #expect(try await me(fresh, probe) == 200)
    }

    @Test("revoking ends links and sessions of one rep, prolonged ones too, and leaves others alone")
    func revoked() async throws {
        let probe = try Probe()
        let file = LinkKeyFile(path: probe.keys.path)
        let links = [try probe.context.links.path(to: "ana"), try probe.context.links.path(to: "budi")]
        let cookies = [try await open(links[0], probe), try await open(links[1], probe)]
        try file.revoke("ana", at: probe.time.now)
        #expect(try await open(links[0], probe) == nil)
        #expect(try await me(cookies[0], probe) == 401)
        #expect(try await me(cookies[1], probe) == 200)
        // A session that is prolonged is still as old as its link.
        #expect(try await open(try probe.context.links.path(to: "ana"), probe) != nil)
        try file.revoke(nil, at: probe.time.now)
        #expect(try await me(cookies[1], probe) == 401)
    }

    @Test("a new key leaves the links of the one before, not those before that")
    func renewed() async throws {
        let probe = try Probe()
        let file = LinkKeyFile(path: probe.keys.path)
        let path = try probe.context.links.path(to: "ana")
        try file.renew()
        #expect(try await open(path, probe) != nil)
        try file.renew()
        #expect(try await open(path, probe) == nil)
    }

    @Test("a rep who is no longer configured is let in no more")
    func gone() async throws {
        let probe = try Probe(reps: [])
        let path = try probe.context.links.path(to: "ana")
        #expect(try await open(path, probe) == nil)
    }

    @Test("the key file is its owner's alone, and what is no key file lets nobody in")
    func file() async throws {
        let probe = try Probe()
        let path = try probe.context.links.path(to: "ana")
        let cookie = try await open(path, probe)
        #expect(try TemporaryFile.mode(of: probe.keys.path) == 0o600)
        try PrivateFile(path: probe.keys.path).write("key nonsense\n")
        #expect(try await me(cookie, probe) == 503)
    }
}

extension PrivateFile {
    /// Writes the file, as an operator with an editor would.
    fileprivate func write(_ text: String) throws {
        let lock = try lock()
        defer { unlock(lock) }
        try replace(with: text, under: lock)
    }
}
