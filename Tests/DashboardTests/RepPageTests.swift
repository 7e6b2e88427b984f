import Domain
import Foundation
import Storage
import Testing

@testable import Dashboard

@Suite("The rep's page")
struct RepPageTests {
    private let lead = EventID(position: 41, item: 2)
    private let post = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")]

    private func ask(
        _ path: String, as rep: RepID = "ana", body: String? = nil, headers: [(String, String)]? = nil, of probe: Probe
    ) async throws -> Probe.Answer {
        let link = try probe.context.links.path(to: rep)
        probe.time.advance(seconds: 2)
        let cookie = try #require(try await probe.get(link).header("set-cookie")).prefix { $0 != ";" }
        let fields = [("cookie", String(cookie))] + (headers ?? (body == nil ? [] : post))
        return try await probe.get(
            "/m/api" + path, method: body == nil ? "GET" : "POST", headers: fields, body: body ?? "")
    }

    @Test("the list has the rep's own leads with what was said and why, and nobody else's name")
    func leads() async throws {
        let probe = try Probe()
        let answer = try await ask("/leads", of: probe)
        #expect(answer.status == 200)
        for part in [
            #""id":"L41.2""#, #""phones":["+6281234567890"],"whatsapp":"6281234567890""#,
            #""text":"Berapa harga <b>?""#,
            #""why":[{"rule":"asks-price","points":50,"matched":"harga"},{"rule":"free-mail","points":-5,"matched":null}]"#,
        ] {
            #expect(answer.body.contains(part), "\(part) in \(answer.body)")
        }
        #expect(!answer.body.contains("budi") && !answer.body.contains("Budi"))
        #expect(try await ask("/leads", as: "budi", of: probe).body == "{\"leads\":[]}\n")
    }

    @Test("another's lead looks the same as one that does not exist, for reading and for doing")
    func foreign() async throws {
        let probe = try Probe()
        let accept = #"{"action":"accept","key":"k","version":3}"#
        for path in ["/leads/L41.2", "/leads/L52", "/leads/L999"] {
            let read = try await ask(path, as: "budi", of: probe)
            #expect(read.status == 404)
            #expect(read.body.contains("not_yours"))
            let done = try await ask(path + "/actions", as: "budi", body: accept, of: probe)
            #expect(done.status == 404)
            #expect(done.body == read.body)
        }
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test("what has not changed is not sent again")
    func tag() async throws {
        let probe = try Probe()
        let tag = try #require(try await ask("/leads", of: probe).header("etag"))
        let again = try await ask("/leads", headers: [("if-none-match", tag)], of: probe)
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
    }

    @Test("an action is the rep's own, with its key and the version the rep saw")
    func act() async throws {
        let probe = try Probe()
        let body = #"{"action":"won","amount":"1.500.000","currency":"IDR","key":"k1","version":3}"#
        let answer = try await ask("/leads/L41.2/actions", body: body, of: probe)
        #expect(answer.status == 200)
        #expect(answer.body.hasPrefix(#"{"outcome":"applied","position":63,"lead":{"id":"L41.2""#))
        let won = LeadAction.won(Money(minorUnits: 150_000_000, currency: "IDR"), at: nil)
        #expect(
            probe.ledger.appended == [Action(.lead(lead, won), actor: "ana", key: "k1", expectedVersion: 3)])
    }

    @Test(
        "what is not in order is refused and not written down",
        arguments: [
            (#"{"action":"accept","version":3}"#, "key"), (#"{"action":"accept","key":"k"}"#, "version"),
            (#"{"action":"reopen","key":"k","version":3}"#, "action"),
            (#"{"action":"reject","key":"k","version":3}"#, "reason"),
            (#"{"action":"accept","key":"k","version":3,"actor":"budi"}"#, "actor"),
        ])
    func invalid(body: String, field: String) async throws {
        let probe = try Probe()
        let answer = try await ask("/leads/L41.2/actions", body: body, of: probe)
        #expect(answer.status == 422)
        #expect(answer.body.contains(#""field":"\#(field)""#))
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test(
        "no other page can act with the rep's cookie",
        arguments: [
            [("content-type", "text/plain")], [("content-type", "application/json"), ("sec-fetch-site", "cross-site")],
            [("content-type", "application/json"), ("origin", "https://evil.example")],
        ])
    func foreignPage(headers: [(String, String)]) async throws {
        let probe = try Probe()
        let body = #"{"action":"accept","key":"k","version":3}"#
        let answer = try await ask("/leads/L41.2/actions", body: body, headers: headers, of: probe)
        #expect([403, 415].contains(answer.status))
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test("behind a proxy of another name, the page's own address is no foreign one")
    func proxied() async throws {
        var workspace = Samples.workspace()
        workspace.pageAddress = "https://jual.example.com"
        let probe = try Probe(workspace: workspace)
        let headers = [("content-type", "application/json"), ("origin", "https://jual.example.com")]
        let body = #"{"action":"note","text":"on the way","key":"k"}"#
        #expect(try await ask("/leads/L41.2/actions", body: body, headers: headers, of: probe).status == 200)
    }

    @Test("a stale version answers 409 with the lead as it stands")
    func stale() async throws {
        let probe = try Probe()
        probe.ledger.fold { _ in (.stale, "The lead has changed. Look at it, then decide.") }
        let answer = try await ask(
            "/leads/L41.2/actions", body: #"{"action":"accept","key":"k","version":2}"#, of: probe)
        #expect(answer.status == 409)
        #expect(answer.body.contains(#""code":"stale""#))
        #expect(answer.body.contains(#""lead":{"id":"L41.2""#))
    }

    @Test("who gave a lead back and did not hear of it, hears of it when asking again; the lead is not shown")
    func repeated() async throws {
        let probe = try Probe()
        let body = #"{"action":"reject","reason":"far","key":"k","version":3}"#
        #expect(try await ask("/leads/L41.2/actions", body: body, of: probe).status == 200)
        probe.state.change { $0.leads[0].lead.standing.owner = "budi" }
        let again = try await ask("/leads/L41.2/actions", body: body, of: probe)
        #expect(again.status == 200)
        #expect(again.body.hasSuffix(#""lead":null}"# + "\n"))
        #expect(probe.ledger.appended.count == 1)
        let other = body.replacing("\"k\"", with: "\"k2\"")
        #expect(try await ask("/leads/L41.2/actions", body: other, of: probe).status == 404)
    }

    @Test("a rep comes and goes in the rep's own name, and agrees with the words that were read")
    func duty() async throws {
        let probe = try Probe()
        for (path, body, deed) in [
            (
                "/consent", #"{"given":true,"wording":"Yes","key":"c"}"#,
                Deed.repConsent("ana", isGiven: true, wording: "Yes")
            ),
            ("/consent", #"{"given":false,"key":"d"}"#, .repConsent("ana", isGiven: false, wording: "")),
        ] {
            #expect(try await ask(path, body: body, of: probe).status == 200)
            #expect(probe.ledger.appended.last == Action(deed, actor: "ana", key: body.contains("true") ? "c" : "d"))
        }
        let come = try await ask("/presence", body: #"{"kind":"check_in","source":"browser","key":"p"}"#, of: probe)
        #expect(come.status == 200)
        guard case .presence(let report) = probe.ledger.appended.last?.deed else { throw TemporaryFile.Failure() }
        #expect(report.rep == "ana" && report.kind == .checkIn)
        #expect(report.mark?.hints == [.noPosition])
    }

    @Test(
        "nobody agrees to words unread, comes in another's name, or visits another's lead",
        arguments: [
            ("/consent", #"{"given":true,"key":"c"}"#, 422), ("/presence", #"{"kind":"nap","key":"c"}"#, 422),
            ("/presence", #"{"kind":"check_in","rep":"budi","key":"c"}"#, 422),
            ("/presence", #"{"kind":"visit","lead":"L52","key":"c"}"#, 404),
        ])
    func duties(path: String, body: String, status: Int) async throws {
        let probe = try Probe()
        #expect(try await ask(path, body: body, of: probe).status == status)
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test("how long an offer stands is said with the lead")
    func offer() async throws {
        let probe = try Probe()
        let due = Samples.time("2024-06-10T03:00:00Z")
        probe.state.change { $0.timers = [LeadTimer(LeadTimer.Key(kind: .offer, lead: lead), due: due)] }
        #expect(try await ask("/leads", of: probe).body.contains(#""offer_until":"2024-06-10T03:00:00Z""#))
    }

    @Test("the page's files are sent with their types, guarded, and only when they are new")
    func files() async throws {
        let probe = try Probe()
        for file in MobileFile.all {
            let answer = try await probe.get("/" + file.path)
            #expect(answer.status == 200, "\(file.path)")
            #expect(answer.header("content-type") == file.type)
            #expect(answer.header("content-security-policy")?.contains("script-src 'self'") == true)
            let again = try await probe.get("/" + file.path, headers: [("if-none-match", file.tag)])
            #expect(again.status == 304)
        }
        let worker = try await probe.get("/m/sw.js")
        #expect(worker.header("service-worker-allowed") == "/m")
        #expect(worker.body.hasPrefix("const VERSION = \""))
        #expect(worker.body.contains("\"/m/words-id.json\""))
    }

    @Test("the scripts use exactly the words that there are, and each language has all of them")
    func words() throws {
        let scripts = MobileFile.all.filter { $0.path.hasSuffix(".js") }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        let quoted = Set(scripts.matches(of: /["`]([a-z][a-z_]*)["`]/).map { String($0.1) })
        let asked = Set(scripts.matches(of: /\bt\("([a-z_]+)"/).map { String($0.1) })
        let stems = scripts.matches(of: /`([a-z_]+)\$\{/).map { String($0.1) }
        let words = Set(MobileWord.allCases.map(\.rawValue))
        #expect(asked.subtracting(words) == [])
        let unused = words.filter { word in !quoted.contains(word) && !stems.contains { word.hasPrefix($0) } }
        #expect(unused.sorted() == [])
        for word in MobileWord.allCases {
            let (english, indonesian) = word.texts
            #expect(!english.isEmpty && !indonesian.isEmpty)
            #expect(
                english.matches(of: /\{\w+\}/).map(\.output).sorted()
                    == indonesian.matches(of: /\{\w+\}/).map(\.output).sorted(), "\(word)")
        }
    }
}
