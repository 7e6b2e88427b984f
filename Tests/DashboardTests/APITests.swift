import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("The JSON API")
struct APITests {
    @Test("answers as described", arguments: APISnapshot.all)
    func snapshots(_ snapshot: APISnapshot) async throws {
        let answer = try await Probe().api(snapshot.path)
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "application/json; charset=utf-8")
        #expect(answer.header("cache-control") == "no-store")
        #expect(answer.body == snapshot.body + "\n")
    }

    @Test(
        "refuses what means nothing, and says what would",
        arguments: [
            (
                "/leads?stage=mql",
                "Use one of: new, marketing_qualified, sales_qualified, opportunity, won, lost, disqualified"
            ),
            ("/leads?limit=0", "Use a number from 1 to 500"), ("/leads?limit=501", "Use a number from 1 to 500"),
            ("/leads?limit=1x", "Use a number from 1 to 500"),
            ("/leads?before=C41", "Use the id of a lead, such as L41 or L41.2"),
            ("/leads?limit=1&limit=2", "Use `limit` only once"),
            (
                "/leads?chanel=x",
                "Did you mean `channel`? Use one of: stage, owner, channel, before, limit, at, position"
            ),
            ("/leads/abc", "Use the id of a lead, such as L41 or L41.2"),
            ("/leads/C41", "Use the id of a lead, such as L41 or L41.2"),
            ("/leads/L41.2?x=1", "Use one of: at, position"), ("/reps?x=1", "This address takes no parameters"),
            ("/leads?position=-1", "Use the number of an entry, 0 for the start"),
            ("/leads?at=now", "Use a time as 2024-06-10T17:00:00Z, or a day as 2024-06-10"),
            ("/kpi?at=2024-06-10&position=3", "Use either `at` or `position`"),
            ("/leads?position=3", "Leave out `at` and `position`, or use the command line"),
            ("/funnel?from=2024-02-30", "Use a day as YYYY-MM-DD, such as 2024-06-10"),
            (
                "/funnel?from=2024-06-10&to=2024-06-10",
                "Use a day before `to` (2024-06-10) and at most 1100 days before it; `to` is not counted"
            ),
            (
                "/funnel?from=0001-01-01",
                "Use a day before `to` (2024-06-11) and at most 1100 days before it; `to` is not counted"
            ),
            ("/kpi?by=week", "Use one of: channel, day"), ("/dead-letters?all=yes", "Use one of: true, 1, false, 0"),
            ("/entries/0", "Use the number of an entry, from 1"), ("/entries/x", "Use the number of an entry, from 1"),
            ("/entries/99999999999999999999", "Use the number of an entry, from 1"),
        ])
    func refuses(path: String, advice: String) async throws {
        let answer = try await Probe().api(path)
        #expect(answer.status == 400)
        #expect(answer.body.contains("\"advice\":\"\(advice)\""), "\(answer.body)")
    }

    @Test(
        "answers for a moment of the past from the state of then",
        arguments: [
            ("position=40", Instant.position(40)),
            ("at=2024-06-10T10:00:00%2B07:00", .time(Samples.time("2024-06-10T03:00:00Z"))),
            ("at=2024-06-10T03:00:00Z", .time(Samples.time("2024-06-10T03:00:00Z"))),
            ("at=2024-06-10", .time(Timestamp(microseconds: Samples.time("2024-06-10T17:00:00Z").microseconds - 1))),
        ])
    func past(parameter: String, instant: Instant) async throws {
        let then = FakeState(FakeState.Rows())
        let probe = try Probe(past: { asked in
            #expect(asked == instant)
            return PastViews(time: Samples.time("2024-06-10T03:00:00Z"), views: then)
        })
        #expect(try await probe.api("/leads?\(parameter)").body == "{\"leads\":[],\"next_before\":null}\n")
        #expect(try await probe.api("/leads/L41.2?\(parameter)").status == 404)
        #expect(try await probe.api("/leads/L41.2/explain?\(parameter)").status == 404)
        #expect(try await probe.api("/contacts?\(parameter)").body == "{\"contacts\":[],\"next_before\":null}\n")
        #expect(try await probe.api("/contacts/C41.2?\(parameter)").status == 404)
        #expect(try await probe.api("/kpi?\(parameter)").body.contains("\"to\":\"2024-06-11\""))
        #expect(try await probe.api("/leads").body.contains("L41.2"))
    }

    @Test("too many questions about the past are no trouble of the store")
    func pastIsBusy() async throws {
        let probe = try Probe(past: { _ in throw PastIsBusy() })
        let answer = try await probe.api("/leads?position=40")
        #expect(answer.status == 503)
        #expect(answer.body.hasPrefix("{\"error\":{\"code\":\"past_is_busy\",\"message\":\"Many other"))
    }

    @Test("a lead of the past shows what had been done by then, and nothing that was done later")
    func pastActions() async throws {
        let then = FakeState(Samples.rows)
        let probe = try Probe(past: { _ in PastViews(time: Samples.time("2024-06-10T03:00:00Z"), views: then) })
        let later = ActionRecord(
            position: 99, name: "accept", lead: EventID(position: 41, item: 1),
            at: Samples.time("2024-06-11T03:00:00Z"),
            outcome: .applied)
        probe.state.change { $0.actions.append(later) }
        #expect(try await probe.api("/leads/L41.2").body.contains("\"position\":99,\"action\":\"accept\""))
        #expect(try await !probe.api("/leads/L41.2?position=40").body.contains("\"position\":99"))
    }

    @Test(
        "what is not there is 404, with a word for programs",
        arguments: [("/leads/L9", "not_found"), ("/entries/9", "not_found"), ("/nothing", "no_such_address")])
    func missing(path: String, code: String) async throws {
        let answer = try await Probe().api(path)
        #expect(answer.status == 404)
        #expect(answer.body.hasPrefix("{\"error\":{\"code\":\"\(code)\",\"message\":\""))
    }

    @Test("pages follow each other without gaps or repeats")
    func pages() async throws {
        let probe = try Probe()
        let first = try await probe.api("/leads?limit=1")
        #expect(first.body.contains("\"id\":\"L52\""))
        #expect(first.body.hasSuffix("\"next_before\":\"L52\"}\n"))
        let second = try await probe.api("/leads?limit=1&before=L52")
        #expect(second.body.contains("\"id\":\"L41.2\""))
        #expect(try await probe.api("/leads?limit=1&before=L41.2").body == "{\"leads\":[],\"next_before\":null}\n")
        #expect(try await probe.api("/leads?stage=sales_qualified&owner=ana&channel=whatsapp").body.contains("L41.2"))
        #expect(try await probe.api("/leads?owner=budi").body == "{\"leads\":[],\"next_before\":null}\n")
    }

    @Test("HEAD answers like GET, without the body, and nothing can be written")
    func methods() async throws {
        let probe = try Probe()
        let head = try await probe.api("/reps", method: "HEAD")
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.header("content-length") == "\(try await probe.api("/reps").body.utf8.count)")
        let post = try await probe.api("/reps", method: "POST")
        #expect(post.status == 405)
        #expect(post.header("allow") == "GET, HEAD")
    }

    @Test("a state that cannot be read is 503 with the store's own advice")
    func storage() async throws {
        let probe = try Probe()
        probe.state.change { $0.failure = .busy(detail: "state") }
        let answer = try await probe.api("/status")
        #expect(answer.status == 503)
        #expect(
            answer.body == """
                {"error":{"code":"storage_unavailable","message":"The store is locked: state","advice":"It is tried again; look for a \
                long-running reader or a second writer"}}

                """)
    }

    @Test(
        "every answer carries the same guards", arguments: ["/healthz", "/api/v1/leads", "/", "/metrics", "/nowhere"])
    func guards(path: String) async throws {
        let answer = try await Probe().get(path)
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.header("x-frame-options") == "DENY")
        #expect(answer.header("referrer-policy") == "no-referrer")
        #expect(answer.header("content-security-policy")?.hasPrefix("default-src 'none'") == true)
    }
}
