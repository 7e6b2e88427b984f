import Channels
import Domain
import TestSupport
import Testing

@Suite("Replies")
struct ReplyTests {
    static let text = """
        decode: json
        cases: [{kind: message, key: {digest: item}}]
        reply:
          url: "https://api.example/v1/{account}/messages?x={number}"
          token: {header: Authorization, prefix: "Bearer "}
          headers: {X-Key: "{uuid}"}
          parameters: {sender: the number}
          values: {number: {if: "match(address, '[0-9]+')", then: address}}
          refuse: [{when: "address == 'blocked'", because: Blocked}]
          text: {limit: 40}
          window: 24h
          json: {to: "{address}", n: 7, s: "7", flag: true, "chat?": {id: "{chat}", x: [1]}, text: "{text}"}
          template: {language: id, form: {T: "{template}", L: "{language}", "P?": "{line}"}}
          answer: {id: [$.a, $.b], accepted: $.ok == true, error: $.e, code: $.c, temporary: [7], permanent: [8], known: [409], retry_after: $.w}
        """
    static let now = Timestamp(microseconds: 1_751_328_000_000_000)

    private func reply(_ text: String = text) throws -> CompiledReply {
        try #require(try DemoChannel(text).channel.reply)
    }

    private func context(_ change: (inout ReplyContext) -> Void = { _ in }) -> ReplyContext {
        var context = ReplyContext(
            account: "a/b?", address: "62", chat: nil, text: "Halo", parameters: ["sender": "1"], token: "T\nx",
            key: "k",
            lastAt: Self.now, now: Self.now)
        change(&context)
        return context
    }

    private func http(_ context: ReplyContext) throws -> ReplyRequest.HTTP {
        guard case .http(let call) = try reply().request(for: context) else { throw ReplyRefusal.empty }
        return call
    }

    @Test("encode what stands in the address, leave out what may be missing, and let no line end into a header")
    func request() throws {
        let call = try http(context())
        #expect(call.url == "https://api.example/v1/a%2Fb%3F/messages?x=62")
        #expect(String(decoding: call.body, as: UTF8.self) == #"{"to":"62","n":7,"s":"7","flag":true,"text":"Halo"}"#)
        #expect(call.headers.contains(.init("Authorization", "Bearer Tx")))
        let uuid = try #require(call.headers.first { $0.name == "X-Key" }?.value)
        #expect(uuid.count == 36 && uuid.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
        #expect(try http(context { $0.text = "Lain" }).headers.first { $0.name == "X-Key" }?.value == uuid)
        #expect(try http(context { $0.key = "l" }).headers.first { $0.name == "X-Key" }?.value != uuid)
        let full = try http(context { $0.chat = "c\"" })
        #expect(String(decoding: full.body, as: UTF8.self).contains(#""chat":{"id":"c\"","x":[1]}"#))
    }

    static let refusals: [(name: String, change: @Sendable (inout ReplyContext) -> Void, refusal: ReplyRefusal)] = [
        ("no token", { $0.token = " " }, .noToken),
        ("no account", { $0.account = "" }, .missing("account")),
        ("an address that makes no number", { $0.address = "@toko" }, .missing("number")),
        ("a hindrance of the file", { $0.address = "blocked" }, .refused("Blocked")),
        ("no parameter", { $0.parameters = [:] }, .noParameter("sender")),
        ("only blanks to say", { $0.text = " \n" }, .empty),
        (
            "one character too many", { $0.text = String(repeating: "a", count: 41) },
            .tooLong(most: 40, unit: "characters")
        ),
        (
            "the end of the window", { $0.now = now.adding(seconds: 86_400) },
            .windowOver(seconds: 86_400, hasTemplates: true)
        ),
        ("a customer who never wrote", { $0.lastAt = nil }, .windowOver(seconds: 86_400, hasTemplates: true)),
    ]

    @Test("say what stands in the way", arguments: refusals.indices)
    func refuses(_ index: Int) throws {
        let item = Self.refusals[index]
        let reply = try reply()
        #expect(throws: item.refusal, "\(item.name)") { try reply.request(for: context(item.change)) }
    }

    @Test("go out until the last second of the window, and as a template also after it")
    func window() throws {
        _ = try http(context { $0.now = Self.now.adding(seconds: 86_399) })
        let late = context {
            $0.now = Self.now.adding(seconds: 86_400 * 9)
            $0.template = ReplyTemplate("sapa/en_US")
            $0.text = "a\n b"
        }
        #expect(String(decoding: try http(late).body, as: UTF8.self) == "T=sapa&L=en_US&P=a%20b")
        let silent = context {
            $0.lastAt = nil
            $0.template = ReplyTemplate("sapa")
            $0.text = ""
        }
        #expect(String(decoding: try http(silent).body, as: UTF8.self) == "T=sapa&L=id")
    }

    @Test("go to the configured address in the place of the provider's")
    func apiAddress() throws {
        let call = try http(context { $0.apiAddress = "http://127.0.0.1:9" })
        #expect(call.url == "http://127.0.0.1:9/v1/a%2Fb%3F/messages?x=62")
    }

    @Test("an account can never become another host")
    func hostIsFixed() throws {
        for account in ["../..", "@evil.example", "x#", "a\\b", "http://evil.example/"] {
            let url = try http(context { $0.account = account }).url
            #expect(url.hasPrefix("https://api.example/v1/") && url.hasSuffix("/messages?x=62"), "\(url)")
        }
    }

    static let answers: [(status: Int, body: String, outcome: ReplyOutcome)] = [
        (200, #"{"ok":true,"b":5}"#, .delivered(id: "5")),
        (200, #"{"ok":true,"a":"x","b":5}"#, .delivered(id: "x")),
        (200, #"{"ok":true}"#, .delivered(id: nil)),
        (200, #"{"ok":false,"e":"nein"}"#, .refused("200 nein")),
        (200, #"{"ok":false,"c":7,"e":"warte"}"#, .failed("200 7 warte", retryAfter: nil)),
        (409, #"{"b":"y"}"#, .delivered(id: "y")),
        (409, "x", .delivered(id: nil)),
        (400, #"{"c":"7","w":9}"#, .failed(#"400 7 {"c":"7","w":9}"#, retryAfter: 9)),
        (400, #"{"c":"7","w":-1}"#, .failed(#"400 7 {"c":"7","w":-1}"#, retryAfter: nil)),
        (500, #"{"c":8,"e":"aus"}"#, .refused("500 8 aus")),
        (503, "aus\n\u{1}jetzt", .failed("503 aus jetzt", retryAfter: nil)),
        (401, #"{"e":"bad token SECRET"}"#, .failed("401 bad token (token)", retryAfter: nil)),
        (429, "", .failed("429", retryAfter: nil)), (404, "", .refused("404")), (302, "", .refused("302")),
        (200, "<html>", .failed("200 <html>", retryAfter: nil)),
    ]

    @Test(
        "an answer is a success, worth another attempt, or final, and never shows the token", arguments: answers.indices
    )
    func outcome(_ index: Int) throws {
        let answer = Self.answers[index]
        let outcome = try reply().outcome(status: answer.status, body: Array(answer.body.utf8), hiding: "SECRET")
        #expect(outcome == answer.outcome)
    }

    @Test("a long text becomes messages that hold all its words in order, each within the limit", arguments: 0..<200)
    func splits(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let words = ["a", "meja", "👋🏽", "kursi-kayu-jati", "é", "\n", "\n\n", String(repeating: "x", count: 55)]
        let count = Int(random.next() % 60)
        let text = (0..<count).map { _ in words[Int(random.next() % UInt64(words.count))] }.joined(separator: " ")
        for unit in ["characters", "bytes", "utf16"] {
            let rule = try reply(Self.text.replacing("{limit: 40}", with: "{limit: 40, unit: \(unit)}"))
            guard let parts = rule.parts(of: text) else { continue }
            #expect(parts.map { $0.filter { !$0.isWhitespace } }.joined() == text.filter { !$0.isWhitespace })
            for part in parts {
                let length =
                    unit == "bytes" ? part.utf8.count : unit == "utf16" ? part.utf16.count : part.unicodeScalars.count
                #expect(length <= 40 || parts.count == 1 && text == part)
            }
        }
    }

    @Test(
        "a text is cut between paragraphs before lines, between lines before words, and refused where the file says so")
    func cuts() throws {
        let rule = try reply()
        let paragraph = "Halo kak, ini yang pertama.\n\nBaris dua\nbaris tiga"
        #expect(rule.parts(of: paragraph) == ["Halo kak, ini yang pertama.", "Baris dua\nbaris tiga"])
        #expect(
            rule.parts(of: "Baris satu panjang sekali ini\nbaris dua juga panjang") == [
                "Baris satu panjang sekali ini", "baris dua juga panjang",
            ])
        #expect(rule.parts(of: String(repeating: "a", count: 401)) == nil, "more than ten messages")
        let refusing = try reply(Self.text.replacing("{limit: 40}", with: "{limit: 40, over: refuse}"))
        #expect(refusing.parts(of: paragraph) == nil && refusing.parts(of: "Halo") == ["Halo"])
    }

    static let mistakes: [(old: String, new: String, place: String, message: String)] = [
        ("{account}", "{acount}", "4:8", "Did you mean `account`"),
        ("https://api.example", "http://api.example", "4:8", "https and a fixed host"),
        ("https://api.example", "https://{account}.example", "4:8", "https and a fixed host"),
        ("{address}", "{token}", "12:14", "`{token}` is nothing that a reply knows"),
        ("if: \"match(address", "if: \"match(adress", "8:32", "Did you mean `address`"),
        ("{header: Authorization, prefix: \"Bearer \"}", "{header: A, query: b}", "5:10", "needs one of"),
        ("{header: Authorization, prefix: \"Bearer \"}", "{query: A, prefix: b}", "5:29", "belongs to `header` only"),
        ("{header: Authorization, prefix: \"Bearer \"}", "{sign: standard}", "5:17", "standard_webhooks"),
        ("{sender: the number}", "{text: x}", "7:16", "`text` is there already"),
        ("{sender: the number}", "{a: x, b: x, c: x, d: x}", "7:34", "at most 3"),
        ("values: {number:", "values: {sender:", "8:12", "`sender` is there already"),
        ("window: 24h", "window: 24", "11:11", "duration"),
        ("limit: 40", "limt: 40", "10:10", "Did you mean `limit`"),
        ("  json: {to", "  form: {a: b}\n  json: {to", "4:3", "either `json` or `form`"),
        ("code: $.c, ", "", "14:75", "say with `code`"),
        ("known: [409]", "known: [200]", "14:115", "from 400 to 499"),
        ("  answer: {", "  anwser: {", "14:3", "Did you mean `answer`"),
    ]

    @Test("mistakes are found with their place", arguments: mistakes.indices)
    func lint(_ index: Int) {
        let mistake = Self.mistakes[index]
        let found = DemoChannel.findings(Self.text.replacing(mistake.old, with: mistake.new))
        let fits = found.contains { $0.hasPrefix(mistake.place + " ") && $0.contains(mistake.message) }
        #expect(fits, "expected \(mistake.place) \(mistake.message), got \(found)")
    }

    @Test("are shown with all that they send and need")
    func listing() throws {
        let text = try DemoChannel(Self.text).channel.description
        #expect(
            text.contains(
                "reply:\n  POST https://api.example/v1/{account}/messages?x={number}, the access token in the header Authorization"
            ))
        #expect(text.contains("\n  needs sender: the number\n") && text.contains("within 24 h"))
    }

    @Test("a template is a name, perhaps with a language, and nothing else")
    func templates() {
        #expect(ReplyTemplate("a_b") == ReplyTemplate(name: "a_b"))
        #expect(ReplyTemplate("a/en_US")?.text == "a/en_US")
        for text in ["", "/", "a/", "/id", "a b", "a/b/c", "a\n"] { #expect(ReplyTemplate(text) == nil, "\(text)") }
    }
}
