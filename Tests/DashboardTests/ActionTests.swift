import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("Actions by API")
struct ActionTests {
    private let won = #"{"action":"won","amount":1500000}"#

    @Test("an action is appended, folded and answered with the lead and its version")
    func applied() async throws {
        let probe = try Probe()
        let answer = try await probe.post(
            "/leads/L41.2/actions", won, headers: [("idempotency-key", "crm-7"), ("if-match", "\"3\"")])
        #expect(answer.status == 200)
        #expect(answer.header("etag") == "\"3\"")
        #expect(
            answer.body.hasPrefix(
                #"{"action":{"position":63,"action":"won","outcome":"applied","detail":null,"actor":"test","#))
        #expect(answer.body.contains(#""lead":{"id":"L41.2","contact":"C41.2","#))
        let action = try #require(probe.ledger.appended.first)
        let money = Money(minorUnits: 150_000_000, currency: "IDR")
        #expect(
            action
                == Action(
                    .lead(EventID(position: 41, item: 2), .won(money, at: nil)), actor: "test", key: "crm-7",
                    expectedVersion: 3))
    }

    @Test(
        "every action takes its fields",
        arguments: [
            (#"{"action":"accept","key":"k"}"#, LeadAction.accept),
            (#"{"action":"reject","reason":"far away"}"#, .reject(reason: "far away")),
            (#"{"action":"opportunity"}"#, .opportunity(nil)),
            (
                #"{"action":"opportunity","amount":"Rp1.500.000,50"}"#,
                .opportunity(Money(minorUnits: 150_000_050, currency: "IDR"))
            ),
            (
                #"{"action":"won","amount":"1,500.5","currency":"usd","at":"2024-06-10T08:00:00+07:00"}"#,
                .won(Money(minorUnits: 150_050, currency: "USD"), at: Samples.time("2024-06-10T01:00:00Z"))
            ),
            (#"{"action":"won","amount":1500.5}"#, .won(Money(minorUnits: 150_050, currency: "IDR"), at: nil)),
            (#"{"action":"lost","reason":"too dear"}"#, .lost(reason: "too dear", at: nil)),
            (#"{"action":"disqualify","reason":"a pupil"}"#, .disqualify(reason: "a pupil")),
            (#"{"action":"reopen"}"#, .reopen(reason: "")),
            (#"{"action":"note","text":"one\ntwo"}"#, .note("one\ntwo")),
        ])
    func fields(body: String, action: LeadAction) async throws {
        let probe = try Probe()
        #expect(try await probe.post("/leads/L41.2/actions", body).status == 200)
        #expect(probe.ledger.appended.map(\.deed) == [.lead(EventID(position: 41, item: 2), action)])
    }

    @Test("contacts and events are named in the address or the body")
    func others() async throws {
        let probe = try Probe()
        let (one, two) = (EventID(position: 41, item: 2), EventID(position: 52, item: 0))
        probe.state.change { rows in
            rows.contacts = [Samples.lead.contact, Samples.other.contact].map {
                ContactDetail(
                    contact: $0, members: [$0], identifiers: [], ties: [], conversations: [], leads: [], touches: [],
                    consents: [])
            }
        }
        for (path, body) in [
            ("/contacts/C41.2/consents", #"{"purpose":"marketing","given":false,"wording":"Stop"}"#),
            ("/contacts/merge", #"{"contact":"C52","other":"C41.2","override_conflict":true,"reason":"same"}"#),
            ("/contacts/unmerge", #"{"contact":"C52"}"#),
            ("/reviews/dismiss", #"{"contact":"C52","other":"C41.2"}"#),
            ("/quarantine/45/release", ""),
        ] {
            let answer = try await probe.post(path, body)
            #expect(answer.status == 200, "\(path): \(answer.body)")
        }
        #expect(
            probe.ledger.appended.map(\.deed) == [
                .consent(Consent(contact: one, purpose: "marketing", isGiven: false, wording: "Stop")),
                .merge(Merge(two, one, overridesConflict: true, reason: "same")),
                .unmerge(two, from: nil, reason: ""), .dismiss(ContactTie.Pair(one, two), reason: ""),
                .release([EventID(position: 45, item: 0)]),
            ])
    }

    @Test("what does not fit is answered with the reason, what to do, and the lead as it stands")
    func conflict() async throws {
        let probe = try Probe()
        for (outcome, code) in [(ActionOutcome.stale, "stale"), (.refused, "not_allowed")] {
            probe.ledger.fold { _ in (outcome, "The lead is closed. Reopen it first.") }
            let answer = try await probe.post("/leads/L41.2/actions", won)
            #expect(answer.status == 409)
            #expect(answer.header("etag") == "\"3\"")
            #expect(
                answer.body.hasPrefix(
                    #"{"error":{"code":"\#(code)","message":"The lead is closed","advice":"Reopen it first"},"action":{"#
                ))
            #expect(answer.body.contains(#""lead":{"id":"L41.2""#))
        }
        probe.ledger.fold { _ in (.repeated, "Repeats entry 9.") }
        #expect(try await probe.post("/leads/L41.2/actions", won).status == 200)
    }

    @Test("all that is wrong is said at once, and nothing is appended")
    func invalid() async throws {
        let probe = try Probe()
        let answer = try await probe.post(
            "/leads/L41.2/actions",
            #"{"action":"won","amont":5,"version":0,"at":"now","key":"a","currency":"IRD","amount":5}"#,
            headers: [("idempotency-key", "b")])
        #expect(answer.status == 422)
        for field in ["amont", "version", "at", "key", "currency"] {
            #expect(answer.body.contains(#"{"field":"\#(field)","problem":"#), "\(field): \(answer.body)")
        }
        #expect(answer.body.contains("Did you mean `amount`?"))
        #expect(answer.body.contains(#""message":"5 fields are wrong""#))
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test(
        "bodies that mean nothing are refused",
        arguments: [
            ("/leads/L41.2/actions", "", 422, "action"), ("/leads/L41.2/actions", "{}", 422, "This is missing"),
            ("/leads/L41.2/actions", #"{"action":"wun"}"#, 422, "Did you mean `won`?"),
            ("/leads/L41.2/actions", #"{"action":["won"]}"#, 422, "Expected a single value."),
            ("/leads/L41.2/actions", #"{"action":"won"}"#, 422, "Say what the customer pays, in whole IDR."),
            ("/leads/L41.2/actions", #"{"action":"won","amount":1.555}"#, 422, "IDR has 2 decimals at most."),
            ("/leads/L41.2/actions", #"{"action":"won","amount":-5}"#, 422, "This is no amount."),
            ("/leads/L41.2/actions", #"{"action":"lost"}"#, 422, "This is missing."),
            ("/leads/L41.2/actions", #"{"action":"note","text":" "}"#, 422, "This is missing."),
            ("/leads/L41.2/actions", #"{"action":5}"#, 422, "Expected a text."),
            ("/leads/L41.2/actions", #"{"action":"note","action":"accept"}"#, 422, "It is there more than once."),
            (
                "/leads/L41.2/actions", #"{"action":"accept","key":"\u0001"}"#, 422,
                "There is nothing to be seen in the key."
            ),
            ("/leads/L41.2/actions", "[]", 400, "The body is no JSON object"),
            ("/leads/L41.2/actions", "{", 400, "bad_body"), ("/leads/X/actions", "{}", 400, "the id of a lead"),
            ("/leads/L9/actions", #"{"action":"accept"}"#, 404, "There is no lead L9"),
            ("/contacts/C9/consents", #"{"purpose":"a","given":true}"#, 404, "There is no contact C9"),
            ("/contacts/C9/consents", #"{"purpose":"a"}"#, 422, "Say true or false."),
            ("/contacts/merge", #"{"contact":"L1","other":"C2"}"#, 422, "Expected the id of a contact"),
            ("/quarantine/L45/release", "", 400, "the id of an event"),
            ("/leads/L41.2/actions?action=won", "{}", 400, "This address takes no parameters"),
        ])
    func refused(path: String, body: String, status: Int, words: String) async throws {
        let probe = try Probe()
        let answer = try await probe.post(path, body)
        #expect(answer.status == status)
        #expect(answer.body.contains(words), "\(answer.body)")
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test("what is not folded in time is in the ledger all the same, and can be asked for")
    func late() async throws {
        let probe = try Probe(pause: { _ in })
        probe.ledger.fold(nil)
        let answer = try await probe.post("/leads/L41.2/actions", won)
        #expect(answer.status == 202)
        #expect(answer.header("location") == "/api/v1/actions/63")
        #expect(answer.body == #"{"position":63,"see":"/api/v1/actions/63"}"# + "\n")
        #expect(try await probe.api("/actions/63").status == 404)
        probe.ledger.fold { _ in (.applied, "") }
        _ = try await probe.post("/leads/L41.2/actions", #"{"action":"note","text":"call"}"#)
        let later = try await probe.api("/actions/64")
        #expect(later.status == 200)
        #expect(later.body.contains(#""action":"note","outcome":"applied""#))
        #expect(later.body.contains(#""text":"call""#))
        #expect(try await probe.api("/leads/L41.2").body.contains(#""text":"call""#))
    }

    @Test("only who has a token does anything, and no page of another site")
    func access() async throws {
        let probe = try Probe()
        let token = try probe.makeToken("crm")
        let path = "/api/v1/leads/L41.2/actions"
        let json = ("content-type", "application/json")
        #expect(try await probe.get(path, method: "POST", headers: [json], body: won).status == 401)
        let basic = ("authorization", "Basic " + TestBase64.encode("x:\(token)"))
        for header in [
            ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"),
            ("origin", "null"), ("origin", "http://localhost:80800"),
        ] {
            let answer = try await probe.get(path, method: "POST", headers: [json, basic, header], body: won)
            #expect(answer.status == 403)
            #expect(answer.body.contains("foreign_origin"))
        }
        for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
            let answer = try await probe.get(
                path, method: "POST", headers: [("content-type", type), basic], body: won)
            #expect(answer.status == 415)
        }
        #expect(probe.ledger.appended.isEmpty)
        for headers in [
            [], [("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8080")], [("sec-fetch-site", "none")],
        ] {
            let all = [("content-type", "application/json; charset=utf-8"), basic] + headers
            #expect(try await probe.get(path, method: "POST", headers: all, body: won).status == 200)
        }
        #expect(probe.ledger.appended.map(\.actor) == ["crm", "crm", "crm"])
    }

    @Test("whoever acts for somebody names him behind the token's name")
    func actor() async throws {
        let probe = try Probe()
        _ = try await probe.post("/leads/L41.2/actions", #"{"action":"accept","actor":"ana"}"#)
        #expect(probe.ledger.appended.map(\.actor) == ["test/ana"])
    }

    @Test("nothing is read where something is done")
    func methods() async throws {
        let probe = try Probe()
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            let answer = try await probe.api("/leads/L41.2/actions", method: method)
            #expect(answer.status == 405)
            #expect(answer.header("allow") == "POST")
        }
    }

    @Test("a body that is too large is refused")
    func large() async throws {
        let body = #"{"action":"note","text":""# + String(repeating: "x", count: 70_000) + #""}"#
        #expect(try await Probe().post("/leads/L41.2/actions", body).status == 413)
    }
}
