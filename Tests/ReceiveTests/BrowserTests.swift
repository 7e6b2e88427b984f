import Channels
import Domain
import Storage
import Testing

@testable import Receive

@Suite("Browser forms")
struct BrowserTests {
    static let urlencoded = "application/x-www-form-urlencoded"

    @Test(
        "are sent on only to their own site or a configured one",
        arguments: [
            ("https://shop.example/thanks?a=1", "", "https://shop.example/thanks?a=1"),
            ("https://SHOP.example:443/x", "", "https://SHOP.example:443/x"),
            ("https://shop.example/ok", "Origin: https://shop.example\r\n", "https://shop.example/ok"),
            ("https://my.site/ok", "Referer: https://my.site/form.html\r\n", "https://my.site/ok"),
            ("https://evil.example/", "Origin: https://shop.example\r\n", nil),
            ("https://evil.example/", "Referer: https://my.site/form.html\r\n", nil),
            ("https://shop.example.evil.com/", "", nil), ("https://shop.example@evil.com/", "", nil),
            ("http://shop.example/", "", nil), ("https://shop.example:8443/", "", nil), ("//shop.example/", "", nil),
            ("/thanks", "", nil), ("javascript:alert(1)", "", nil), ("https:\\\\shop.example/", "", nil),
            ("https://shop.example\\@evil.com/", "", nil), ("https://shop.example/\r\nSet-Cookie: a=b", "", nil),
            ("null", "", nil), ("", "", nil),
        ] as [(String, String, String?)])
    func redirect(_ address: String, _ headers: String, _ location: String?) async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            let encoded = address.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            try await client.send(
                delivery("name=Budi&_next=" + encoded, path: "/in/form", contentType: Self.urlencoded, headers: headers)
            )
            let answer = try await client.answer()
            #expect(answer.status == (location == nil ? 202 : 303))
            #expect(answer.headers["location"] == location)
            #expect(answer.headers["set-cookie"] == nil)
        }
        #expect(ledger.entries.count == 1)
    }

    @Test("may be multipart")
    func multipart() async throws {
        let body = """
            --XyZ\r\nContent-Disposition: form-data; name="a"\r\n\r\n_next\r\n\
            --XyZ\r\ncontent-disposition: form-data; name="_next"\r\n\r\nhttps://shop.example/ok\r\n--XyZ--\r\n
            """
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send(
                delivery(body, path: "/in/form", contentType: "multipart/form-data; boundary=XyZ"))
            let answer = try await client.answer()
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == "https://shop.example/ok")
        }
    }

    @Test("of configured sites may be sent by scripts")
    func cors() async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            func preflight(_ path: String, _ origin: String) -> String {
                "OPTIONS \(path) HTTP/1.1\r\nHost: x\r\nOrigin: \(origin)\r\nAccess-Control-Request-Method: POST\r\n\r\n"
            }
            try await client.send(preflight("/in/form", "https://shop.example"))
            let allowed = try await client.answer()
            #expect(allowed.status == 204)
            #expect(allowed.headers["access-control-allow-origin"] == "https://shop.example")
            #expect(allowed.headers["access-control-allow-methods"] == "POST")
            for (path, origin) in [("/in/form", "https://evil.example"), ("/in/chat", "https://shop.example")] {
                try await client.send(preflight(path, origin))
                let other = try await client.answer()
                #expect(other.headers["access-control-allow-origin"] == nil)
                #expect(other.headers["allow"]?.contains("POST") == true)
            }
            try await client.send(delivery("{}", path: "/in/form", headers: "Origin: https://shop.example\r\n"))
            let answer = try await client.answer()
            #expect(answer.status == 202)
            #expect(answer.headers["access-control-allow-origin"] == "https://shop.example")
        }
    }

    @Test(
        "are refused from a foreign page where origins are configured",
        arguments: [
            ("/in/form", "Origin: https://evil.example\r\n", 403), ("/in/form", "Origin: null\r\n", 403),
            ("/in/form", "Origin: https://shop.example.evil.com\r\n", 403),
            ("/in/form", "Origin: http://shop.example\r\n", 403), ("/in/form", "Origin: \r\n", 403),
            ("/in/form", "Origin: https://shop.example\r\n", 202),
            ("/in/form", "Origin: https://SHOP.example:443\r\n", 202), ("/in/form", "", 202),
            ("/in/open", "Origin: https://evil.example\r\n", 202), ("/in/open", "Origin: null\r\n", 202),
        ])
    func foreign(_ path: String, _ headers: String, _ status: Int) async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("a=b", path: path, contentType: Self.urlencoded, headers: headers))
            let answer = try await client.answer()
            #expect(answer.status == status)
            if status == 403 { #expect(answer.body == "Not accepted: foreign_origin.\n") }
        }
        #expect(ledger.entries.count == (status == 403 ? 0 : 1))
    }

    @Test("of any site are sent on to their own pages where no origins are configured")
    func ownSite() async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            for (header, status) in [("https://my.site", 303), ("https://evil.example", 202)] {
                try await client.send(
                    delivery(
                        "_next=https://my.site/ok", path: "/in/open", contentType: Self.urlencoded,
                        headers: "Origin: \(header)\r\n"))
                #expect(try await client.answer().status == status)
            }
        }
    }
}
