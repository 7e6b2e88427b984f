import Domain
import Logging
import NIOPosix
import Testing

@testable import Dashboard

@Suite("Places")
struct PositionTests {
    private static let monas = Samples.place(-6.175392, 106.827153)

    // MARK: Distances and places

    /// Distances by Vincenty's method on WGS 84.
    @Test(
        "distances are right to the metre in a city, also across the date line and over a pole",
        arguments: [
            ((-6.175392, 106.827153), (-6.176392, 106.827153), 110.59, 0.1),
            ((-6.175392, 106.827153), (-6.194957, 106.823061), 2210.53, 1),
            ((-16.5, 179.99), (-16.5, -179.99), 2135.28, 1), ((89.999, 0), (89.999, 180), 223.39, 1),
            ((0, 0), (0, 1), 111_319.49, 1), ((0, 0), (1, 0), 110_574.39, 1),
            ((-6.175392, 106.827153), (-6.914744, 107.60981), 119_071.54, 5),
            ((-6.2, 106.8), (52.52, 13.405), 10_781_414.6, 50), ((5, 5), (5, 5), 0, 0),
            ((-90, 0), (90, 0), 20_003_931, 40_000),
        ] as [((Double, Double), (Double, Double), Double, Double)])
    func distance(one: (Double, Double), other: (Double, Double), metres: Double, tolerance: Double) {
        let (one, other) = (Samples.place(one.0, one.1), Samples.place(other.0, other.1))
        #expect(abs(Distance.metres(one, other) - metres) <= tolerance)
        #expect(abs(Distance.metres(other, one) - metres) <= tolerance)
    }

    @Test("a place has six decimals, and none is made of what is no place")
    func places() {
        #expect(Place(latitude: -6.17539249, longitude: 106.8271535)?.description == "-6.175392,106.827154")
        #expect(Place("-0.000001,0")?.description == "-0.000001,0.000000")
        for (latitude, longitude) in [(.nan, 1), (1, .infinity), (90.1, 0), (0, -180.5)] as [(Double, Double)] {
            #expect(Place(latitude: latitude, longitude: longitude) == nil)
        }
        #expect(Place("1,2,3") == nil && Place("a,b") == nil)
    }

    // MARK: Judging

    private static let judge = PositionJudge(
        AttendanceRules(sites: [
            Site(id: "office", name: "Office", place: monas, radiusMetres: 150),
            Site(id: "hotel", name: "Hotel", place: Samples.place(-6.194957, 106.823061), radiusMetres: 100),
        ]))

    private func mark(_ told: ReportedPlace?, earlier: EarlierPlace? = nil, at: Timestamp = Samples.now)
        -> AttendanceMark
    {
        Self.judge(told, source: "browser", at: at, earlier: earlier)
    }

    @Test("the nearest site within its radius is where the rep is; else the distance to the nearest one is said")
    func sites() {
        let near = mark(ReportedPlace(Samples.place(-6.176392, 106.827153), accuracyMetres: 12.4))
        #expect(
            near == AttendanceMark(source: "browser", accuracyMetres: 13, site: "office", distanceMetres: 111))
        let far = mark(ReportedPlace(Samples.place(-6.179, 106.827153), accuracyMetres: 12))
        #expect(far.site == nil && far.distanceMetres == 399)
        let none = PositionJudge(AttendanceRules())(
            ReportedPlace(Self.monas), source: "api", at: Samples.now, earlier: nil)
        #expect(none == AttendanceMark(source: "api"))
    }

    @Test(
        "what speaks against a place is shown: made up, without uncertainty, too uncertain, or none at all",
        arguments: [
            (ReportedPlace(monas, accuracyMetres: 8), []), (ReportedPlace(monas, accuracyMetres: 0), [.accuracyZero]),
            (ReportedPlace(monas, accuracyMetres: 0.3), []),
            (ReportedPlace(monas, accuracyMetres: 8, isMock: true), [.mock]),
            (ReportedPlace(monas, accuracyMetres: 150), []), (ReportedPlace(monas, accuracyMetres: 151), [.inaccurate]),
            (ReportedPlace(monas, accuracyMetres: 0, isMock: true), [.accuracyZero, .mock]), (nil, [.noPosition]),
        ] as [(ReportedPlace?, [AttendanceMark.Hint])])
    func hints(told: ReportedPlace?, hints: [AttendanceMark.Hint]) {
        #expect(mark(told).hints == hints)
        #expect(told == nil || mark(told).site == "office", "a hint hides nothing")
    }

    @Test(
        "who is 119 km away after 20 minutes has not travelled; after half an hour he may have",
        arguments: [(1200, true), (1800, false), (0, true), (-1200, true)] as [(Int64, Bool)])
    func speed(seconds: Int64, isTooFast: Bool) {
        let bandung = EarlierPlace(Samples.place(-6.914744, 107.60981), at: Samples.now.adding(seconds: -seconds))
        let hints = mark(ReportedPlace(Self.monas, accuracyMetres: 10), earlier: bandung).hints
        #expect(hints == (isTooFast ? [.impossibleSpeed] : []))
    }

    @Test("a jump within a kilometre, or within the uncertainty of both places, tells nothing of speed")
    func jumps() {
        let hotel = Samples.place(-6.194957, 106.823061)
        let now = ReportedPlace(Self.monas, accuracyMetres: 10)
        #expect(mark(now, earlier: EarlierPlace(hotel, at: Samples.now)).hints == [.impossibleSpeed])
        #expect(mark(now, earlier: EarlierPlace(hotel, at: Samples.now, accuracyMetres: 1300)).hints == [])
        let near = EarlierPlace(Samples.place(-6.183, 106.827153), at: Samples.now)
        #expect(mark(now, earlier: near).hints == [])
    }

    // MARK: Sealing

    private func report(_ kind: PresenceReport.Kind = .checkIn) -> PresenceReport {
        PresenceReport(
            rep: "ana", kind: kind,
            mark: AttendanceMark(source: "api", accuracyMetres: 9, site: "office", distanceMetres: 3))
    }

    private static let day = CivilDate("2024-06-10") ?? CivilDate(daysSinceEpoch: 0)

    @Test("a sealed place opens with the key of its day, through the ledger and back")
    func roundTrip() throws {
        let file = try TemporaryFile()
        let seal = PositionSeal(PositionKeyFile(path: file.path))
        var report = report()
        try seal.seal(Self.monas, into: &report, on: Self.day)
        let sealed = try #require(report.mark?.sealed)
        #expect(sealed.hasPrefix("2024-06-10:") && !sealed.contains("106"))
        let read = try #require(Action(Action(.presence(report)).draft(at: Samples.now)))
        guard case .presence(let back) = read.deed else {
            Issue.record("no report")
            return
        }
        #expect(back == report)
        #expect(try seal.opener().place(of: back) == Self.monas)
        #expect(try TemporaryFile.mode(of: file.path) == 0o600)
        var second = self.report()
        try seal.seal(Self.monas, into: &second, on: Self.day)
        #expect(second.mark?.sealed != sealed, "nobody sees that he was at the same place twice")
    }

    @Test("a sealed place that is moved to another report, or stands beside changed facts, does not open")
    func moved() throws {
        let file = try TemporaryFile()
        let seal = PositionSeal(PositionKeyFile(path: file.path))
        var genuine = report()
        try seal.seal(Self.monas, into: &genuine, on: Self.day)
        let opener = try seal.opener()
        let changes: [(inout PresenceReport) -> Void] = [
            { $0.rep = "budi" }, { $0.kind = .checkOut }, { $0.mark?.site = "hotel" }, { $0.mark?.hints = [.mock] },
            { $0.doneAt = Samples.now }, { $0.mark?.accuracyMetres = 0 }, { $0.lead = EventID(position: 1, item: 0) },
            { $0.mark?.sealed = "2024-06-11" + (genuine.mark?.sealed ?? "").dropFirst(10) },
            { $0.mark?.sealed = "2024-06-10:AAAA" }, { $0.mark?.sealed = "" },
        ]
        for change in changes {
            var report = genuine
            change(&report)
            #expect(opener.place(of: report) == nil)
        }
        #expect(opener.place(of: genuine) == Self.monas)
    }

    @Test("a place cannot be read once the key of its day is gone, and everything else can")
    func forgotten() throws {
        let file = try TemporaryFile()
        let keys = PositionKeyFile(path: file.path)
        let seal = PositionSeal(keys)
        var (old, young) = (report(), report(.visit))
        try seal.seal(Self.monas, into: &old, on: Self.day)
        try seal.seal(Self.monas, into: &young, on: CivilDate(daysSinceEpoch: Self.day.daysSinceEpoch + 1))
        let keeper = PositionKeyKeeper(
            keys, rules: { AttendanceRules(keepDays: 30) }, zone: { Samples.jakarta },
            now: { Samples.time("2024-07-10T18:00:00Z") }, logger: Logger(label: "test"))
        keeper.look()
        #expect(try seal.opener().place(of: old) == nil)
        #expect(try seal.opener().place(of: young) == Self.monas, "its day is kept for 30 days after it")
        #expect(old.mark?.site == "office")
        #expect(try keys.removeKeys(before: Self.day) == 0)
    }

    @Test("programs that seal at once use one key a day")
    func concurrent() async throws {
        let file = try TemporaryFile()
        let path = file.path
        let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await NIOThreadPool.singleton.runIfActive { try PositionKeyFile(path: path).key(of: Self.day) }
                }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(keys.count == 1 && keys.first?.count == 32)
    }

    @Test("a file that holds no keys is refused with its line")
    func badFile() throws {
        let file = try TemporaryFile()
        try file.write("2024-06-10\tAAAA\n")
        #expect(throws: PositionKeyError.badLine(path: file.path, line: 1)) {
            try PositionKeyFile(path: file.path).keys()
        }
    }
}
