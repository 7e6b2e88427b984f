import Domain
import Testing

@testable import Settings

@Suite("Routing in a configuration")
struct RoutingReaderTests {
    /// Nine lines, so that a section begins in line 10.
    private static let rest = """
        workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, languages: [id], region: ID}
        channels: {whatsapp: {}}
        words: {kitchen: [kitchen set, dapur], urgency: [segera], project: [kantor, villa]}
        scoring:
          thresholds: {marketing_qualified: 10, sales_qualified: 30}
          groups: {fit: {}}
          rules: [{id: a, group: fit, points: 30, when: {known: name}}]
        calendars:
          office: {hours: {days: mon-fri, from: "09:00", to: "17:00"}}
        routing:

        """
    private static let reps = """
          reps:
            - {id: ani, name: Ani, team: retail, capacity: 10, skills: [kitchen], languages: [id, en]}
            - {id: budi, name: Budi, team: project, capacity: 10, languages: [id]}

        """

    private func parse(_ section: String) -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(text: Self.rest + section, file: "corong.yaml")
    }

    private func rules(_ section: String, reps: String = Self.reps) throws -> RoutingRules {
        let checked = parse(section + reps)
        #expect(lines(checked.diagnostics) == [])
        return try #require(checked.value?.routing)
    }

    /// The first rep of a part that says only so much about her.
    private func rep(_ fields: String, _ section: String = "") throws -> Rep {
        let rules = try rules(section, reps: "  reps: [{id: ani, name: Ani, capacity: 10, \(fields)}]\n")
        return try #require(rules.reps.first)
    }

    private func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? .epoch }

    @Test("reps alone are everybody, take every lead, and always work")
    func plain() throws {
        let rules = try rules("", reps: "  reps: [{id: ani, name: Ani, team: retail, weight: 3, capacity: 40}]\n")
        #expect(
            rules
                == RoutingRules(
                    reps: [Rep(id: "ani", name: "Ani", team: "retail", weight: 3, capacity: 40)],
                    teams: [Team(id: "retail", name: "retail")]))
    }

    @Test("everything that can be said is read")
    func everything() throws {
        let rules = try rules(
            """
              sticky: 90d
              signals:
                - {skill: kitchen, when: {words: kitchen}}
                - {language: en, area: bali, when: {answer: {kota: [Denpasar]}}}
                - {priority: 5, when: {words: urgency}}
              areas: [{id: jakarta, phone_prefix: ["+62 21", "+62-251"]}]
              pools:
                - id: projects
                  when: {words: project}
                  reps: budi
                  teams: [retail]
                  strategy: best-fit
                  priority: 7
                  accept_within: 15m
                  escalate_after: 3
                  needs: {skill: kitchen, language: [id, en]}
                - {id: everybody}
              teams:
                - {id: retail, name: Toko, lead: ani}
                - {id: project}

            """)
        var projects = Pool(
            id: "projects", isAskedFor: true, members: ["ani", "budi"], strategy: .bestFit, priority: 7,
            acceptWithinSeconds: 900, escalatesAfter: 3)
        projects.needs = [RepNeed(.skill, "kitchen"), RepNeed(.language, "en"), RepNeed(.language, "id")]
        #expect(rules.pools == [projects, Pool(id: "everybody", members: ["ani", "budi"])])
        #expect(rules.stickySeconds == 7_776_000)
        #expect(rules.areas == [Area(id: "jakarta", phonePrefixes: ["+6221", "+62251"])])
        #expect(
            rules.teams == [Team(id: "retail", name: "Toko", lead: "ani"), Team(id: "project", name: "project")])
        let city = Condition.answer("kota", ["Denpasar"])
        #expect(
            rules.signals == [
                SignalRule(kind: .pool, value: "projects", condition: .words(["kantor", "villa"])),
                SignalRule(kind: .skill, value: "kitchen", condition: .words(["kitchen set", "dapur"])),
                SignalRule(kind: .language, value: "en", condition: city),
                SignalRule(kind: .area, value: "bali", condition: city),
                SignalRule(kind: .priority, value: "5", condition: .words(["segera"])),
            ])
    }

    @Test("nobody is sticky where it is off or not said")
    func sticky() throws {
        #expect(try rules("").stickySeconds == nil)
        #expect(try rules("  sticky: off\n").stickySeconds == nil)
    }

    @Test("a pool has the reps and the teams that it names, in the order of all, each once")
    func members() throws {
        func members(_ fields: String) throws -> [RepID]? {
            try rules("  pools: [{id: some, when: {words: kitchen}, \(fields)}, {id: all}]\n").pools.first?.members
        }
        #expect(try members("reps: [budi, ani]") == ["ani", "budi"])
        #expect(try members("teams: project") == ["budi"])
        #expect(try members("teams: project, reps: [budi]") == ["budi"])
        #expect(try members("priority: 1") == ["ani", "budi"])
    }

    @Test("skills have levels, or are had")
    func skills() throws {
        #expect(try rep("skills: {kitchen: 3, sofa: 1}").skills == ["kitchen": 3, "sofa": 1])
        #expect(try rep("skills: [kitchen, sofa, sofa]").skills == ["kitchen": 1, "sofa": 1])
        #expect(try rep("skills: kitchen").skills == ["kitchen": 1])
    }

    @Test("languages, products and areas keep their order, each once")
    func offers() throws {
        let ani = try rep("languages: [id, en, id], products: sofa, areas: [bali, jakarta]")
        #expect(ani.languages == ["id", "en"])
        #expect(ani.products == ["sofa"])
        #expect(ani.areas == ["bali", "jakarta"])
    }

    @Test("reps work by the routing's calendar, or by their own, on clocks of their own")
    func calendars() throws {
        let monday = time("2026-11-23T00:00:00+07:00")
        #expect(try rep("weight: 1").calendar == nil)
        let common = try rep("weight: 1", "  calendar: office\n")
        #expect(common.calendar?.opening(notBefore: monday) == time("2026-11-23T09:00:00+07:00"))
        let bali = try rep("calendar: office, time_zone: Asia/Makassar")
        #expect(bali.calendar?.opening(notBefore: monday) == time("2026-11-23T08:00:00+07:00"))
        let late = try rep("hours: {from: \"13:00\", to: \"21:00\"}", "  calendar: office\n")
        #expect(late.calendar?.opening(notBefore: monday) == time("2026-11-23T13:00:00+07:00"))
        let leave = try rep("leave: [{from: 2026-11-23, to: 2026-11-24}]")
        #expect(leave.calendar?.opening(notBefore: monday) == time("2026-11-25T00:00:00+07:00"))
    }

    @Test("what a rep says about presence goes before what is said for all, field by field")
    func presence() throws {
        func presence(_ own: String, _ all: String = "") throws -> [Int64?] {
            let ani = try rep(own, all)
            return [ani.needsPresence ? 1 : 0, ani.presenceGraceSeconds]
        }
        let all = "  presence: {required: true, grace: 30m}\n"
        #expect(try presence("weight: 1") == [0, nil])
        #expect(try presence("weight: 1", all) == [1, 1800])
        #expect(try presence("presence: {required: false, grace: 1h}") == [0, 3600])
        #expect(try presence("presence: {grace: 2h}", all) == [1, 7200])
        #expect(try presence("presence: {required: true}") == [1, nil])
    }

    @Test(
        "what is wrong is said with its place, and what is near",
        arguments: [
            ("pools: [{id: a, reps: [anii]}]", "11:26: error: `reps`: there is no rep `anii`. Did you mean `ani`?"),
            (
                "pools: [{id: a, teams: retial}]",
                "11:26: error: `teams`: there is no team `retial`. Did you mean `retail`?"
            ),
            ("pools: [{id: a}, {id: a}]", "11:25: error: pool `a` stands here again, first in line 11"),
            ("pools: [{id: A B}]", "error: the pool's id: expected at most 64 lower-case letters"),
            ("pools: []", "11:10: error: `pools` is empty; add one, or remove it"),
            ("pools: [{id: a, reps: []}]", "11:25: error: `reps` is empty; name some, or remove it"),
            ("pools: [{id: a, when: {word: kitchen}}]", "Did you mean `words`?"),
            ("pools: [{id: a, strategy: round_robin}]", "Did you mean `round-robin`?"),
            ("pools: [{id: a, accept_within: 30s}]", "error: `accept_within`: expected 1m to 30d, got"),
            ("pools: [{id: a, accept_within: 31d}]", "error: `accept_within`: expected 1m to 30d, got"),
            ("pools: [{id: a, priority: 1001}]", "error: `priority`: expected a whole number from 0 to 1000"),
            ("pools: [{id: a, escalate_after: 0}]", "error: `escalate_after`: expected a whole number from 1 to 100"),
            ("pools: [{id: a, needs: {skills: kitchen}}]", "Did you mean `skill`?"),
            ("pools: [{id: a, needs: {language: english}}]", "error: the language: expected an ISO 639 code like id"),
            ("pools: [{id: a, need: {}}]", "Did you mean `needs`?"),
            ("teams: [{id: retail}, {id: projects}]", "14:36: error: `team`: there is no team `project`; add it under"),
            ("teams: [{id: retail}, {id: projects}]", "Did you mean `projects`?"),
            ("teams: [{id: retail}, {id: project}, {id: retail}]", "error: team `retail` stands here again"),
            (
                "teams: [{id: retail, lead: any}, {id: project}]",
                "`lead`: there is no rep `any`; name one of `reps`. Did you"
            ),
            ("signals: [{when: {words: kitchen}}]", "error: a signal asks for something; add one of skill, language"),
            ("signals: [{skill: kitchen}]", "error: a signal needs the field `when`"),
            ("signals: [{skill: kitchen, when: {words: kichen}}]", "Did you mean `kitchen`?"),
            ("signals: [{skil: kitchen, when: {words: kitchen}}]", "Did you mean `skill`?"),
            ("signals: [{priority: 0, when: {words: urgency}}]", "`priority`: expected a whole number from 1 to 1000"),
            ("areas: [{id: jakarta}]", "error: an area is told by numbers or by places"),
            (
                "areas: [{id: jakarta, phone_prefix: \"021\"}]",
                "error: `phone_prefix`: expected the beginning of a number"
            ),
            (
                "areas: [{id: a, phone_prefix: \"+6221\"}, {id: b, phone_prefix: \"+62 21\"}]",
                "error: `phone_prefix`: +6221 means area `a` already; take it out of one"
            ),
            ("areas: [{id: a, phone_prefix: \"+1\"}, {id: a, phone_prefix: \"+2\"}]", "area `a` stands here again"),
            ("sticky: soon", "error: `sticky`: expected a duration like"),
            ("presence: {needed: true}", "error: `needed` is not a field of the presence"),
            ("presence: {grace: 2d}", "error: `grace`: expected 1m to 1d"),
            ("calendar: ofice", "there is no calendar `ofice`; define it under `calendars` at the top. Did you mean"),
            ("pool: []", "Did you mean `pools`?"),
        ])
    func errors(_ section: String, _ expected: String) {
        let checked = parse("  \(section)\n" + Self.reps)
        #expect(checked.value == nil)
        #expect(lines(checked.diagnostics).contains { $0.contains(expected) }, "\(lines(checked.diagnostics))")
    }

    @Test(
        "what is wrong with a rep is said",
        arguments: [
            ("skills: {kitchen: 0}", "error: `kitchen`: expected a whole number from 1 to 100, got"),
            ("skills: [Kitchen Set]", "error: the skill's name: expected at most 64 lower-case letters"),
            ("languages: [Indonesia]", "error: the language: expected an ISO 639 code like id or en"),
            ("area: bali", "Did you mean `areas`?"),
            ("calendar: offic", "Did you mean `office`?"),
            ("presence: yes", "error: expected the fields of the presence"),
        ])
    func repErrors(_ fields: String, _ expected: String) {
        let checked = parse("  reps: [{id: ani, name: Ani, capacity: 10, \(fields)}]\n")
        #expect(checked.value == nil)
        #expect(lines(checked.diagnostics).contains { $0.contains(expected) }, "\(lines(checked.diagnostics))")
    }

    @Test(
        "what can hardly be meant is a warning",
        arguments: [
            (
                "pools: [{id: all}, {id: b, when: {words: kitchen}}]",
                "11:11: warning: pool `all` takes every lead, so `b` is never reached; move it to the end or give it a `when`"
            ),
            (
                "pools: [{id: all}, {id: b}, {id: c}]",
                "pool `all` takes every lead, so `b` and 1 more are never reached"
            ),
            (
                "pools: [{id: a, needs: {skill: kichen}}]",
                "11:34: warning: nobody in pool `a` has the skill `kichen`, so leads that need it will wait. Did you mean `kitchen`?"
            ),
            (
                "pools: [{id: a, reps: budi, when: {words: kitchen}, needs: {language: en}}, {id: all}]",
                "warning: nobody in pool `a` has the language `en`"
            ),
            ("pools: [{id: a, reps: budi, needs: {skill: kitchen}}]", "nobody in pool `a` has the skill `kitchen`"),
            ("pools: [{id: a, reps: budi}]", "13:7: warning: rep `ani` is in no pool, so they get no leads"),
            ("pools: [{id: a, escalate_after: 2}]", "warning: pool `a`: no team of its reps has a lead"),
            ("signals: [{language: ar, when: {words: kitchen}}]", "warning: nobody has the language `ar`, so leads"),
            ("signals: [{skill: kichen, when: {words: kitchen}}]", "nobody has the skill `kichen`"),
            (
                "presence: {grace: 30m}",
                "11:13: warning: `presence`: nobody has to be there, so `grace` changes nothing"
            ),
        ])
    func warnings(_ section: String, _ expected: String) {
        let checked = parse("  \(section)\n" + Self.reps)
        #expect(checked.value != nil, "\(lines(checked.diagnostics))")
        #expect(lines(checked.diagnostics).contains { $0.contains(expected) }, "\(lines(checked.diagnostics))")
    }

    @Test("what a rep has and nothing asks for is a warning where it is nearly something that others have")
    func mistyped() {
        func warnings(_ skills: String) -> [String] {
            lines(
                parse(
                    """
                      signals: [{skill: kitchen, when: {words: kitchen}}]
                      reps:
                        - {id: ani, name: Ani, capacity: 1, skills: [kitchen]}
                        - {id: budi, name: Budi, capacity: 1, skills: \(skills)}
                    """
                ).diagnostics)
        }
        #expect(warnings("[kitchen, sofa]").isEmpty)
        #expect(
            warnings("{kichen: 3}")
                == ["14:52: warning: nothing asks for the skill `kichen`. Did you mean `kitchen`?"])
    }

    @Test("an area where nobody sells is a warning only where everybody is bound to others")
    func areas() {
        func warnings(_ rep: String) -> [String] {
            lines(
                parse(
                    "  areas: [{id: bali, phone_prefix: \"+62361\"}]\n"
                        + "  reps: [{id: ani, name: Ani, capacity: 1\(rep)}]\n"
                ).diagnostics)
        }
        #expect(warnings("").isEmpty)
        #expect(warnings(", areas: [bali]").isEmpty)
        #expect(
            warnings(", areas: [jakarta]")
                == ["11:16: warning: nobody has the area `bali`, so leads that need it will wait."])
    }

    @Test("reps without weight or room get nothing, of which there is a warning for all and for each pool")
    func nobody() {
        let checked = parse(
            """
              pools: [{id: a, when: {words: kitchen}, reps: ani}, {id: all}]
              reps: [{id: ani, name: Ani, weight: 0, capacity: 10}, {id: budi, name: Budi, capacity: 10}]
            """)
        #expect(
            lines(checked.diagnostics) == [
                "11:11: warning: pool `a`: none of its reps can get a lead; its leads will wait until one has weight and capacity"
            ])
        let none = parse("  reps: [{id: ani, name: Ani, capacity: 0}]\n")
        #expect(
            lines(none.diagnostics) == [
                "11:9: warning: no rep can get a lead; qualified leads will wait until one has weight and capacity"
            ])
    }

    @Test("who is in no pool gets what no pool was asked for, unless a pool takes every lead")
    func everybody() throws {
        #expect(try rules("  pools: [{id: a, when: {words: kitchen}, reps: ani}]\n").pools.count == 1)
    }

    @Test("of languages, products and areas one that somebody has is enough, of skills none may be missing")
    func oneIsEnough() {
        func warnings(_ needs: String) -> [String] {
            lines(parse("  pools: [{id: a, needs: {\(needs)}}]\n" + Self.reps).diagnostics)
        }
        #expect(warnings("language: [ar, en]").isEmpty)
        #expect(warnings("language: [ar, fr]").count == 2)
        #expect(warnings("skill: [kitchen, stone]").count == 1)
    }

    @Test("who leads a team needs no pool")
    func leads() throws {
        let rules = try rules(
            "  teams: [{id: retail, lead: ani}, {id: project}]\n  pools: [{id: all, reps: budi}]\n")
        #expect(rules.pools.first?.members == ["budi"])
    }

    @Test("too many of something is an error, and the rest is not read")
    func limits() {
        let count = RoutingReader.partsMax + 1
        let areas = (0..<count).map { "{id: a\($0), phone_prefix: \"+62\($0)\"}" }.joined(separator: ", ")
        let checked = parse("  areas: [\(areas)]\n" + Self.reps)
        #expect(lines(checked.diagnostics) == ["11:10: error: `areas`: at most 1000, got 1001"])
    }
}
