import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("Attendance by API")
struct AttendanceTests {
    private let rules = AttendanceRules(
        sites: [Site(id: "office", name: "Office", place: Samples.place(-6.175392, 106.827153))],
        consent: ["id": "Saya setuju."])
    private let keys: TemporaryFile
    private let seal: PositionSeal

    init() throws {
        keys = try TemporaryFile()
        seal = PositionSeal(PositionKeyFile(path: keys.path))
    }

    private func probe(_ states: [RepState] = []) throws -> Probe {
        var rows = Samples.rows
        rows.loads = states
        return try Probe(rows: rows, attendance: rules, seal: seal)
    }

    private func line(
        _ kind: PresenceReport.Kind, _ time: String, at: String? = nil, rep: RepID = "ana", position: Position = 1,
        hints: [AttendanceMark.Hint] = []
    ) -> AttendanceRecord {
        AttendanceRecord(
            position: position,
            report: PresenceReport(
                rep: rep, kind: kind, doneAt: at == nil ? nil : Samples.time(time),
                mark: AttendanceMark(source: "api", site: "office", distanceMetres: 4, hints: hints)),
            at: Samples.time(at ?? time))
    }

    @Test("a check-in with a place is judged, sealed and written; degrees may be numbers or texts")
    func checkIn() async throws {
        for body in [
            #"{"kind":"check_in","latitude":-6.1753921,"longitude":106.8271531,"accuracy_m":8.5,"key":"k"}"#,
            #"{"kind":"check_in","latitude":"-6.1753921","longitude":"106.8271531","accuracy_m":"8.5"}"#,
        ] {
            let probe = try probe([RepState(rep: "ana", consentsToPosition: true)])
            let answer = try await probe.post("/reps/ana/presence", body)
            #expect(answer.status == 200, "\(answer.body)")
            guard case .presence(let report) = probe.ledger.appended.first?.deed else {
                Issue.record("no report")
                return
            }
            #expect(report.rep == "ana" && report.kind == .checkIn)
            #expect(report.mark?.site == "office" && report.mark?.accuracyMetres == 9 && report.mark?.hints == [])
            #expect(try seal.opener().place(of: report)?.description == "-6.175392,106.827153")
            #expect(!answer.body.contains("106.8"))
        }
    }

    @Test("a made-up place and a check-in without one are taken, and said to be so")
    func shown() async throws {
        let probe = try probe([RepState(rep: "ana", consentsToPosition: true)])
        let mock = #"{"kind":"check_in","latitude":-6.1754,"longitude":106.8271,"accuracy_m":0,"mock":true}"#
        #expect(try await probe.post("/reps/ana/presence", mock).status == 200)
        #expect(try await probe.post("/reps/ana/presence", #"{"kind":"check_in"}"#).status == 200)
        let hints = probe.ledger.appended.map { action -> [AttendanceMark.Hint]? in
            if case .presence(let report) = action.deed { report.mark?.hints } else { nil }
        }
        #expect(hints == [[.accuracyZero, .mock], [.noPosition]])
    }

    @Test("no place of somebody who has not agreed, or is off duty, reaches the ledger")
    func refused() async throws {
        let place = #""latitude":-6.1754,"longitude":106.8271"#
        let stranger = try probe()
        let answer = try await stranger.post("/reps/ana/presence", #"{"kind":"check_in",\#(place)}"#)
        #expect(answer.status == 409 && answer.body.contains(#""code":"no_consent""#))
        let off = try probe([RepState(rep: "ana", dutyChangedAt: Samples.now, consentsToPosition: true)])
        for kind in ["visit", "seen"] {
            let answer = try await off.post("/reps/ana/presence", #"{"kind":"\#(kind)",\#(place)}"#)
            #expect(answer.status == 409 && answer.body.contains(#""code":"off_duty""#))
        }
        #expect(stranger.ledger.appended.isEmpty && off.ledger.appended.isEmpty)
        #expect(try await off.post("/reps/ana/presence", #"{"kind":"visit"}"#).status == 200)
    }

    @Test("a visit that is told late may have a place if the rep was on duty then", arguments: [5, 7])
    func lateVisit(hour: Int) async throws {
        let probe = try probe([
            RepState(rep: "ana", dutyChangedAt: Samples.time("2024-06-10T06:00:00Z"), consentsToPosition: true)
        ])
        probe.state.change {
            $0.attendance = [
                line(.checkIn, "2024-06-10T04:00:00Z"), line(.checkOut, "2024-06-10T06:00:00Z", position: 2),
            ]
        }
        let at = hour == 5 ? "2024-06-10T05:00:00Z" : "2024-06-10T03:00:00Z"
        let body = #"{"kind":"visit","latitude":-6.1754,"longitude":106.8271,"at":"\#(at)"}"#
        #expect(try await probe.post("/reps/ana/presence", body).status == (hour == 5 ? 200 : 409))
    }

    @Test(
        "all that is wrong with a report is said at once",
        arguments: [
            (#"{}"#, "kind"), (#"{"kind":"checkin"}"#, "Did you mean `check_in`"),
            (#"{"kind":"check_in","latitude":91,"longitude":1}"#, "degrees from -90"),
            (#"{"kind":"check_in","latitude":"nan","longitude":1}"#, "degrees from -90"),
            (#"{"kind":"check_in","latitude":1e400,"longitude":1}"#, ""),
            (#"{"kind":"check_in","latitude":1}"#, "longitude"),
            (#"{"kind":"check_in","latitude":1,"longitude":1,"accuracy_m":-1}"#, "metres from 0"),
            (#"{"kind":"check_in","lead":"L41.2"}"#, "Only a visit"),
            (#"{"kind":"check_in","at":"2024-06-10T08:00:00Z"}"#, "future"),
            (#"{"kind":"check_in","at":"2024-06-08T08:00:00Z"}"#, "24 hours"),
            (#"{"kind":"check_in","source":"My Phone"}"#, "a word such as browser"),
        ])
    func findings(body: String, words: String) async throws {
        let probe = try probe([RepState(rep: "ana", consentsToPosition: true)])
        let answer = try await probe.post("/reps/ana/presence", body)
        #expect(answer.status == 422 || answer.status == 400, "\(answer.body)")
        #expect(answer.body.contains(words), "\(answer.body)")
        #expect(probe.ledger.appended.isEmpty)
    }

    @Test("there are only the reps of the configuration")
    func strangers() async throws {
        let probe = try probe()
        #expect(try await probe.post("/reps/zoe/presence", #"{"kind":"check_in"}"#).status == 404)
        #expect(try await probe.api("/reps/zoe").status == 404)
        #expect(try await probe.api("/reps/ana/presence").status == 405)
    }

    @Test("consent is written with the words of the configuration unless others are sent")
    func consent() async throws {
        let probe = try probe()
        for body in [#"{"given":true}"#, #"{"given":true,"wording":"Ya"}"#, #"{"given":false}"#] {
            #expect(try await probe.post("/reps/ana/consent", body).status == 200)
        }
        #expect(
            probe.ledger.appended.map(\.deed) == [
                .repConsent("ana", isGiven: true, wording: "Saya setuju."),
                .repConsent("ana", isGiven: true, wording: "Ya"), .repConsent("ana", isGiven: false, wording: ""),
            ])
    }

    @Test("a rep's row says whether the rep is on duty, and so does the metric")
    func state() async throws {
        let since = Samples.time("2024-06-10T01:00:00Z")
        let probe = try probe([
            RepState(rep: "ana", open: 1, onDutySince: since, seenAt: since, site: "office", consentsToPosition: true)
        ])
        let row =
            #""on_duty_since":"2024-06-10T01:00:00Z","seen_at":"2024-06-10T01:00:00Z","site":"office","consents_to_position":true"#
        #expect(try await probe.api("/reps/ana").body.contains(row))
        #expect(try await probe.api("/reps").body.contains(row))
        #expect(try await probe.get("/metrics").body.contains("corong_reps_on_duty 1\n"))
        #expect(try await probe.get("/").body.contains("bertugas sejak"))
    }

    @Test("the list shows places while their key lives, and the hours worked all the same")
    func list() async throws {
        let probe = try probe()
        var report = PresenceReport(
            rep: "ana", kind: .checkIn, mark: AttendanceMark(source: "api", site: "office", distanceMetres: 4))
        let day = try #require(CivilDate("2024-06-10"))
        try seal.seal(rules.sites[0].place, into: &report, on: day)
        let entry = Entry(position: 1, draft: Action(.presence(report)).draft(at: Samples.now))
        probe.state.change {
            $0.attendance = [
                line(.checkIn, "2024-06-10T01:00:00Z"), line(.checkOut, "2024-06-10T05:30:00Z", position: 2),
            ]
            $0.entries[1] = entry
        }
        let kept = try await probe.api("/attendance?rep=ana").body
        #expect(kept.contains(#""place":"kept","latitude":-6.175392,"longitude":106.827153"#), "\(kept)")
        #expect(kept.contains(#""days":[{"day":"2024-06-10","rep":"ana","worked_seconds":16200,"complete":true"#))
        let next = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1)
        try PositionKeyFile(path: keys.path).removeKeys(before: next)
        let forgotten = try await probe.api("/attendance?rep=ana").body
        #expect(forgotten.contains(#""place":"forgotten","latitude":null,"longitude":null"#))
        #expect(forgotten.contains(#""worked_seconds":16200"#))
    }

    @Test("shifts are paired by the devices' times, whatever came in when")
    func shifts() {
        let lines = [
            line(.checkOut, "2024-06-10T09:00:00Z", position: 3),
            line(.visit, "2024-06-10T05:00:00Z", at: "2024-06-10T10:00:00Z", position: 5, hints: [.mock]),
            line(.checkIn, "2024-06-10T01:00:00Z", at: "2024-06-10T10:01:00Z", position: 6),
            line(.checkIn, "2024-06-10T02:00:00Z", rep: "budi", position: 2),
        ]
        let shifts = Shift.all(lines)
        #expect(shifts.map(\.rep) == ["ana", "budi"])
        #expect(shifts[0].seconds == 8 * 3600 && shifts[0].visits == 1 && shifts[0].hints == [.mock])
        #expect(shifts.map { $0.standing(at: Samples.time("2024-06-10T11:00:00Z")) } == [.done, .open])
        #expect(shifts[1].seconds == nil)
    }

    @Test("a forgotten check-out does not make a day of a night: the next day begins a shift of its own")
    func forgottenCheckOut() {
        let shifts = Shift.all([
            line(.checkIn, "2024-06-09T01:00:00Z"), line(.checkIn, "2024-06-10T01:00:00Z", position: 2),
            line(.checkIn, "2024-06-10T05:00:00Z", position: 3), line(.checkOut, "2024-06-10T09:00:00Z", position: 4),
            line(.checkOut, "2024-06-10T10:00:00Z", position: 5), line(.visit, "2024-06-10T11:00:00Z", position: 6),
        ])
        #expect(
            shifts.map { $0.standing(at: Samples.time("2024-06-10T11:00:00Z")) } == [
                .noCheckOut, .done, .noCheckIn, .offDuty,
            ])
        #expect(shifts.map(\.seconds) == [nil, 8 * 3600, nil, nil])
    }
}
