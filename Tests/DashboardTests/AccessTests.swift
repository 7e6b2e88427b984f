import Domain
import Testing

@testable import Dashboard

@Suite("Access")
struct AccessTests {
    @Test("without any token made, the API says how to make one")
    func noneConfigured() async throws {
        let answer = try await Probe().get("/api/v1/leads", headers: [("authorization", "Bearer corong_x")])
        #expect(answer.status == 401)
        #expect(answer.body.contains("\"code\":\"no_token_configured\""))
        #expect(answer.body.contains("corong token create"))
    }

    @Test("the API takes a right token, and no missing, wrong or revoked one")
    func api() async throws {
        let probe = try Probe()
        let token = try probe.makeToken()
        func ask(_ authorization: String?) async throws -> String {
            let answer = try await probe.get(
                "/api/v1/reps", headers: authorization.map { [("authorization", $0)] } ?? [])
            return "\(answer.status) \(answer.header("www-authenticate") ?? "-")"
        }
        #expect(try await ask(nil) == "401 Bearer realm=\"corong\"")
        #expect(try await ask("Bearer \(token)") == "200 -")
        #expect(try await ask("Bearer \(token.dropLast())") == "401 Bearer realm=\"corong\"")
        #expect(try await ask("Bearer corong_") == "401 Bearer realm=\"corong\"")
        try TokenFile(path: probe.tokens.path).revoke(name: "test")
        probe.time.advance(seconds: 1)
        #expect(try await ask("Bearer \(token)") == "401 Bearer realm=\"corong\"")
    }

    @Test(
        "the page is open at this machine only: not by another name, not through a proxy, not on another listener",
        arguments: [
            ("localhost", true, nil, 200), ("127.0.0.1:8080", true, nil, 200), ("[::1]:8080", true, nil, 200),
            ("corong.localhost:8080", true, nil, 200), ("127.0.0.1.evil.example", true, nil, 401),
            ("evil.example:8080", true, nil, 401), ("127.evil", true, nil, 401), ("", true, nil, 401),
            ("localhost", true, "x-forwarded-for", 401), ("localhost", true, "forwarded", 401),
            ("localhost", false, nil, 401),
        ] as [(String, Bool, String?, Int)])
    func page(host: String, isLoopback: Bool, header: String?, status: Int) async throws {
        let probe = try Probe(isLoopback: isLoopback)
        let headers = header.map { [($0, "203.0.113.9")] } ?? []
        #expect(try await probe.get("/", host: host, headers: headers).status == status)
        #expect(try await probe.get("/live", host: host, headers: headers).status == status)
    }

    @Test("names of customers are shown for a token only, in a browser's way or a program's")
    func names() async throws {
        let probe = try Probe()
        let token = try probe.makeToken()
        #expect(!(try await probe.get("/").body.contains("Siti")))
        let asked = try await probe.get("/?names=1")
        #expect(asked.status == 401)
        #expect(asked.header("www-authenticate")?.hasPrefix("Basic realm=") == true)
        #expect(!asked.body.contains("Siti"))
        let basic = TestBase64.encode("ana:\(token)")
        for header in ["Bearer \(token)", "Basic \(basic)"] {
            let answer = try await probe.get("/?names=1", headers: [("authorization", header)])
            #expect(answer.status == 200)
            #expect(answer.body.contains("Siti &quot;Q&quot; &lt;script&gt;"))
        }
        #expect(try await probe.get("/", headers: [("authorization", "Bearer x")]).status == 401)
    }

    @Test("health needs no token, metrics need one where the page does; readiness names what is wrong")
    func open() async throws {
        let probe = try Probe(
            isLoopback: false,
            readiness: Readiness(reasons: [.init(code: "intake_not_bound", message: "The intake is not bound")]))
        #expect(try await probe.get("/healthz").body == "{\"status\":\"up\"}\n")
        let ready = try await probe.get("/readyz")
        #expect(ready.status == 503)
        #expect(
            ready.body == """
                {"ready":false,"reasons":[{"code":"intake_not_bound","message":"The intake is not bound"}]}

                """)
        #expect(try await Probe().get("/readyz").body == "{\"ready\":true,\"reasons\":[]}\n")
        #expect(try await probe.get("/metrics").status == 401)
        #expect(try await Probe().get("/metrics").status == 200)
    }
}
