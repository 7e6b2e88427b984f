import Testing

@testable import Channels

@Suite("A gate")
struct GateTests {
    static let rules = ReceiveRules(
        methods: ["POST", "PUT"], contentTypes: ["application/json", "text/json"], bodyBytesMax: 1000,
        handshake: .challengeQuery(mode: "hub.mode", token: "hub.verify_token", challenge: "hub.challenge"))
    static let token = Verifier.token(TokenScheme(place: .header(name: "X-Token", prefix: "")))

    private func decide(
        _ method: String, query: String = "", headers: [(String, String)] = [("content-type", "application/json")],
        secrets: ChannelSecrets = ChannelSecrets(secrets: ["abc"], verifyToken: "ver/ify")
    ) -> GateDecision {
        let listed = ListedHeaders(headers.map { (name: $0.0, value: $0.1) })
        return Gate(rules: Self.rules, verifier: Self.token, secrets: secrets)
            .checkHead(method: method, query: query) { listed.first($0) }
    }

    @Test("takes only the methods of its channel", arguments: ["GET", "HEAD", "DELETE", "PATCH", "post", ""])
    func methods(_ method: String) {
        #expect(decide(method) == .refuse(.method))
        #expect(decide("POST") == .accept)
        #expect(decide("PUT") == .accept)
    }

    @Test(
        "compares media types without their parameters",
        arguments: [
            ("application/json", true), ("Application/JSON; charset=utf-8", true), ("text/json ;x", true),
            ("application/jsonp", false), ("text/plain", false), ("", false), (";", false),
        ])
    func contentTypes(_ type: String, _ fits: Bool) {
        #expect(decide("POST", headers: [("Content-Type", type)]) == (fits ? .accept : .refuse(.contentType)))
    }

    @Test("asks for a content type where the channel lists some")
    func missingContentType() {
        #expect(decide("POST", headers: []) == .refuse(.contentType))
    }

    @Test("answers a handshake with the bare challenge")
    func handshake() {
        let query = "hub.mode=subscribe&hub.challenge=11%2B58&hub.verify_token=ver%2Fify"
        #expect(decide("GET", query: query) == .answer(GateAnswer(body: "11+58")))
    }

    @Test(
        "refuses a handshake that is not right",
        arguments: [
            "hub.mode=subscribe&hub.challenge=1158&hub.verify_token=other",
            "hub.mode=subscribe&hub.challenge=1158",
            "hub.mode=unsubscribe&hub.challenge=1158&hub.verify_token=ver/ify",
            "hub.mode=subscribe&hub.verify_token=ver/ify",
            "hub.mode=subscribe&hub.verify_token=ver/ify&hub.challenge=" + String(repeating: "1", count: 1025),
        ])
    func wrongHandshake(_ query: String) {
        #expect(decide("GET", query: query) == .refuse(.wrongVerifyToken))
    }

    @Test("refuses every handshake while no verify token is configured")
    func noVerifyToken() {
        let query = "hub.mode=subscribe&hub.challenge=1158&hub.verify_token="
        #expect(decide("GET", query: query, secrets: ChannelSecrets(verifyToken: "")) == .refuse(.wrongVerifyToken))
    }

    @Test("accepts nothing while its secret is absent")
    func notConfigured() {
        #expect(decide("POST", secrets: ChannelSecrets(secrets: [""])) == .refuse(.notConfigured))
        #expect(GateRefusal.notConfigured.status == 503)
    }

    @Test("checks head and proof together")
    func whole() {
        let gate = Gate(rules: Self.rules, verifier: Self.token, secrets: ChannelSecrets(secrets: ["abc"]))
        func check(_ token: String) -> GateDecision {
            let headers = ListedHeaders([(name: "Content-Type", value: "text/json"), (name: "x-token", value: token)])
            return gate.check(
                GateRequest(address: CalledAddress(method: "POST", target: "/"), headers: headers, body: []),
                nowSeconds: 0)
        }
        #expect(check("abc") == .accept)
        #expect(check("abd") == .refuse(.wrongToken))
    }

    @Test("never shows its secrets")
    func hidden() {
        let secrets = ChannelSecrets(secrets: ["topsecret"], verifyToken: "verifyme")
        var dumped = ""
        dump(secrets, to: &dumped)
        let shown = "\(secrets)" + String(reflecting: secrets) + dumped
        #expect(!shown.contains("topsecret"))
        #expect(!shown.contains("verifyme"))
        #expect("\(secrets)" == "1 secrets and a verify token")
    }
}

@Suite("A query")
struct QueryTextTests {
    @Test(
        "gives the first value of a name, decoded",
        arguments: [
            ("a=1&b=2", "1"), ("b=2&a=%41+%42", "A B"), ("a", ""), ("a=", ""), ("a=1&a=2", "1"), ("%61=x", "x"),
            ("a=%", "%"), ("a=%4", "%4"), ("a=%zz", "%zz"), ("a=%%41", "%A"), ("a=b=c", "b=c"), ("a=%C3%A9", "é"),
            ("", nil), ("b=1", nil), ("&&=", nil), ("aa=1", nil),
        ] as [(String, String?)])
    func values(_ query: String, _ expected: String?) {
        #expect(QueryText.value(of: "a", in: query) == expected)
    }

    @Test("can be kept without a parameter that is a secret")
    func removing() {
        #expect(QueryText.removing("token", from: "a=1&token=x&b=%20&t%6Fken=y") == "a=1&b=%20")
        #expect(QueryText.removing("token", from: "token=x") == "")
    }
}
