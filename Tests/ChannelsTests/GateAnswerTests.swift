import Testing

@testable import Channels

@Suite("Answers by what was sent")
struct GateAnswerTests {
    private static let rules = """

        \u{20} answer: {status: 202, body: ok}
          answers:
            - {when: "$.type == 'url_verification'", body: {path: $.challenge}, store: false}
            - {when: $.type == 1, content_type: application/json, body: '{"type":1}', store: false}
            - {when: "$.type == 'hello'", status: 201, content_type: application/json, body: '{"text":"Halo!"}'}
            - when: $.type == 'confirm'
              store: false
              confirm: {path: $.url, hosts: ["sns.*.amazonaws.com", hooks.example.com]}
        """

    private func check(
        _ body: String, decode: String = "json", type: String = "application/json", receive: String = rules,
        token: String = "abc"
    ) throws -> GateDecision {
        let channel = try #require(SchemeVectorTests.channel("token: {header: T}", receive: receive, decode: decode))
        let gate = Gate(rules: channel.receive, verifier: channel.verifier, secrets: ChannelSecrets(secrets: ["abc"]))
        let headers = ListedHeaders([(name: "Content-Type", value: type), (name: "T", value: token)])
        let address = CalledAddress(method: "POST", target: "/in/demo")
        return gate.check(GateRequest(address: address, headers: headers, body: Array(body.utf8)), nowSeconds: 0)
    }

    @Test("are handshakes where they are not stored, and otherwise deliveries with an answer of their own")
    func kinds() throws {
        #expect(
            try check(#"{"type": "url_verification", "challenge": "3eZ \u2728"}"#)
                == .answer(GateAnswer(body: "3eZ \u{2728}")))
        #expect(
            try check(#"{"type": 1}"#) == .answer(GateAnswer(contentType: "application/json", body: #"{"type":1}"#)))
        #expect(
            try check(#"{"type": "hello"}"#)
                == .acceptAnswering(
                    GateAnswer(status: 201, contentType: "application/json", body: #"{"text":"Halo!"}"#)))
    }

    @Test(
        "are the usual one where none fits",
        arguments: [#"{"type": 2}"#, #"{"type": "1"}"#, "{}", "[]", "no JSON", "", #"{"type": ["url_verification"]}"#])
    func usual(_ body: String) throws {
        #expect(try check(body) == .accept)
    }

    @Test("may repeat what was sent inside of JSON")
    func templates() throws {
        let rules = """

            \u{20} answers:
                - {when: $.info, content_type: application/json, body: {template: '{"info":"{$.info}","a":{}}'}, store: false}
                - {when: $.plain, body: {template: 'ok {$.plain}'}, store: false}
            """
        #expect(
            try check(#"{"info": "a\"b\\\n{$.info}"}"#, receive: rules)
                == .answer(
                    GateAnswer(contentType: "application/json", body: #"{"info":"a\"b\\\n{$.info}","a":{}}"#)))
        #expect(try check(#"{"plain": "a\"b"}"#, receive: rules) == .answer(GateAnswer(body: #"ok a"b"#)))
        let long = String(repeating: "x", count: AnswerRule.bodyBytesMax)
        #expect(try check(#"{"plain": "\#(long)"}"#, receive: rules) == .accept)
    }

    @Test("come after the proof")
    func proof() throws {
        #expect(try check(#"{"type": 1}"#, token: "abd") == .refuse(.wrongToken))
    }

    @Test("give back no more than a challenge's size, and nothing for what is absent")
    func sizes() throws {
        let long = String(repeating: "x", count: AnswerRule.bodyBytesMax)
        #expect(try check(#"{"type": "url_verification", "challenge": "\#(long)"}"#) == .answer(GateAnswer(body: long)))
        #expect(try check(#"{"type": "url_verification", "challenge": "\#(long)x"}"#) == .accept)
        #expect(try check(#"{"type": "url_verification"}"#) == .answer(GateAnswer(body: "")))
        #expect(try check(#"{"type": "url_verification", "challenge": {}}"#) == .answer(GateAnswer(body: "")))
    }

    @Test("ask for a call to hosts that the channel allows only")
    func confirmations() throws {
        for url in [
            "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1", "https://hooks.example.com/a/b",
            "https://hooks.example.com",
        ] {
            #expect(try check(#"{"type": "confirm", "url": "\#(url)"}"#) == .answer(GateAnswer(confirm: url)))
        }
        for url in [
            "http://hooks.example.com/", "https://hooks.example.com:8443/", "https://hooks.example.com@evil.example/",
            "https://hooks.example.com.evil.example/", "https://evil.example/?hooks.example.com",
            "https://sns.eu.west.amazonaws.com/", "https://hooks.example.com/#a", "https://hooks.example.com/a b",
            "https://hooks.example.com\\\\.evil.example/", "https://127.0.0.1/", "https://localhost/",
            "ftp://hooks.example.com/",
            "https://hooks.example.com?x", "https://HOOKS.example.com/", "",
        ] {
            #expect(try check(#"{"type": "confirm", "url": "\#(url)"}"#) == .accept, "\(url)")
        }
        #expect(try check(#"{"type": "confirm"}"#) == .accept)
    }

    @Test("read forms by their fields")
    func forms() throws {
        let rules = #"{answers: [{when: $.fields.ssl_check == '1', store: false, body: pong}]}"#
        let type = "application/x-www-form-urlencoded"
        #expect(
            try check("ssl_check=1&x=2", decode: "form", type: type, receive: rules)
                == .answer(GateAnswer(body: "pong")))
        #expect(try check("ssl_check=2", decode: "form", type: type, receive: rules) == .accept)
        #expect(try check("ssl_check=1", decode: "form", type: "image/png", receive: rules) == .accept)
        let multipart = "--b\r\nContent-Disposition: form-data; name=\"ssl_check\"\r\n\r\n1\r\n--b--\r\n"
        #expect(
            try check(multipart, decode: "form", type: "multipart/form-data; boundary=b", receive: rules)
                == .answer(GateAnswer(body: "pong")))
    }
}

@Suite("An address that was called")
struct CalledAddressTests {
    @Test(
        "is also tried with and without the standard port",
        arguments: [
            ("https://a.example", ["https://a.example/x?y", "https://a.example:443/x?y"]),
            ("https://a.example:443", ["https://a.example:443/x?y", "https://a.example/x?y"]),
            ("http://a.example", ["http://a.example/x?y", "http://a.example:80/x?y"]),
            ("https://a.example:8443", ["https://a.example:8443/x?y"]),
            ("http://a.example:443", ["http://a.example:443/x?y"]),
            ("https://[::1]", ["https://[::1]/x?y", "https://[::1]:443/x?y"]),
            ("https://[::1]:443", ["https://[::1]:443/x?y", "https://[::1]/x?y"]), ("", ["/x?y"]),
            ("https://a.example/hooks", ["https://a.example/hooks/x?y", "https://a.example:443/hooks/x?y"]),
        ])
    func variants(_ origin: String, _ expected: [String]) {
        let address = CalledAddress(method: "POST", origin: origin, target: "/x?y#z")
        #expect(address.variants == expected)
    }

    @Test("has a query after the first question mark", arguments: [("/x?y?z", "y?z"), ("/x", ""), ("", ""), ("?", "")])
    func query(_ target: String, _ query: String) {
        #expect(CalledAddress(method: "GET", target: target).query == query)
    }
}
