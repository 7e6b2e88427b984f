import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("The page")
struct PageTests {
    @Test(
        "shows the funnel in both languages",
        arguments: [
            ("en", "<html lang=\"en\">", "50.0%", "Not counted, and why"),
            ("id", "<html lang=\"id\">", "50,0%", "Tidak dihitung, dan sebabnya"),
        ])
    func languages(code: String, root: String, rate: String, title: String) async throws {
        let answer = try await Probe().get("/?lang=\(code)")
        #expect(answer.status == 200)
        #expect(answer.header("content-language") == code)
        #expect(answer.body.contains(root))
        #expect(answer.body.contains("<strong>\(rate)</strong>"))
        #expect(answer.body.contains(title))
        #expect(answer.body.contains("<td class=\"count\">8</td>"))
        #expect(answer.body.contains("<a href=\"?days=7&amp;lang=\(code)\">"))
    }

    @Test("follows the browser's language without writing it into links")
    func accepted() async throws {
        let answer = try await Probe().get("/", headers: [("accept-language", "en-GB,en;q=0.9")])
        #expect(answer.body.contains("<html lang=\"en\">"))
        #expect(answer.body.contains("<a href=\"?days=30\">30 days</a>"))
    }

    @Test(
        "counts the days that were asked for",
        arguments: [("", "8"), ("?days=7", "12"), ("?days=8", "8"), ("?days=x", "8")])
    func periods(query: String, touches: String) async throws {
        #expect(try await Probe().get("/" + query).body.contains("<td class=\"count\">\(touches)</td>"))
    }

    @Test("says that nothing was counted when nothing was")
    func empty() async throws {
        let answer = try await Probe(rows: FakeState.Rows(), reps: []).get("/?lang=en")
        #expect(answer.body.contains(Words.english.nothingCounted))
        #expect(answer.body.contains(Words.english.noReps))
        #expect(answer.body.contains(Words.english.noLeads))
        #expect(answer.body.contains("<strong>\u{2013}</strong>"))
    }

    @Test(
        "no name, wherever it comes from, can become markup",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "</style><b>", "&lt;b&gt;",
        ])
    func hostile(name: String) async throws {
        var rows = Samples.rows
        rows.leads[0].contact.name = name
        rows.leads[0].lead.channel = name
        rows.leads[0].lead.standing.owner = name
        rows.cells.append(Samples.cell(.counted, 1, channel: name, at: "2024-06-10T01:00:00Z"))
        rows.loads.append(RepState(rep: name, open: 1))
        let probe = try Probe(
            rows: rows, workspace: Samples.workspace(name: name),
            reps: [Rep(id: "r", name: name, team: name, weight: 1, capacity: 1)])
        let token = try probe.makeToken()
        let page = try await probe.get("/?lang=en&names=1", headers: [("authorization", "Bearer \(token)")]).body
        #expect(!page.contains(name))
        #expect(page.components(of: "<script") == 1)
        #expect(page.components(of: "<img") == 0)
        #expect(page.components(of: "<b>") == 0)
        #expect(page.components(of: "</style>") == 1)
    }

    @Test("only this page's style and script may run, and nothing else is inline")
    func policy() async throws {
        let answer = try await Probe().get("/")
        let nonce = "AAAAAAAAAAAAAAAAAAAAAA=="
        let policy = try #require(answer.header("content-security-policy"))
        #expect(policy.contains("script-src 'nonce-\(nonce)'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.body.contains("<script nonce=\"\(nonce)\">"))
        #expect(answer.body.contains("<style nonce=\"\(nonce)\">"))
        #expect(!answer.body.contains(" style=\""))
        #expect(!answer.body.contains(" onclick"))
    }

    @Test("every table says its numbers in text, each with a heading")
    func accessible() async throws {
        let page = try await Probe().get("/?lang=en").body
        #expect(page.components(of: "<svg") == page.components(of: "aria-hidden=\"true\""))
        #expect(page.components(of: "<table") == 5)
        #expect(page.components(of: "<thead") == 5)
    }

    @Test("a position that moves is told once, and a quiet feed gives a sign of life")
    func live() async throws {
        let looks = Looks()
        let probe = try Probe(pause: { _ in try looks.next() })
        looks.state = probe.state
        let answer = try await probe.get("/live")
        #expect(answer.header("content-type") == "text/event-stream; charset=utf-8")
        #expect(
            answer.body == """
                retry: 3000

                event: position
                data: 60

                event: position
                data: 61

                :


                """)
    }

    @Test("only so many pages are served live at once, and a place is given back")
    func seats() async throws {
        let probe = try Probe()
        let feed = LiveFeed(probe.context)
        #expect(throws: APIError.self) {
            let held = try (0..<LiveFeed.listenersMax).map { _ in try feed.response() }
            defer { withExtendedLifetime(held) {} }
            _ = try feed.response()
        }
        #expect(throws: Never.self) { try feed.response() }
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
