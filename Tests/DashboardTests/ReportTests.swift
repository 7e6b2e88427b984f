import Domain
import JSON
import Storage
import Testing

@testable import Dashboard

@Suite("Reports")
struct ReportTests {
    @Test(
        "a rate is rounded once, half up, and undefined without a denominator",
        arguments: [
            (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 2000, "0.1"), (1, 2001, "0.0"), (0, 5, "0.0"),
            (5, 5, "100.0"),
            (7, 2, "350.0"), (0, 0, "\u{2013}"), (3, 0, "\u{2013}"), (Int64.max, Int64.max, "100.0"),
        ] as [(Int64, Int64, String)])
    func rates(numerator: Int64, denominator: Int64, text: String) {
        #expect(Rate(numerator, of: denominator).percent() == text)
    }

    @Test(
        "days begin and end in the workspace's zone",
        arguments: [
            (Samples.jakarta, "2024-06-10T16:59:59Z", "2024-06-10", "2024-06-09T17:00:00Z", "2024-06-10T17:00:00Z"),
            (Samples.jakarta, "2024-06-10T17:00:00Z", "2024-06-11", "2024-06-10T17:00:00Z", "2024-06-11T17:00:00Z"),
            (Samples.berlin, "2024-03-31T12:00:00Z", "2024-03-31", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z"),
            (Samples.berlin, "2024-03-30T23:00:00Z", "2024-03-31", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z"),
            (Zone.utc, "2024-02-29T00:00:00Z", "2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
        ])
    func today(zone: Zone, now: String, day: String, from: String, to: String) {
        let range = PeriodRange(last: 1, until: Samples.time(now), zone: zone)
        #expect(range.first.description == day)
        #expect(range.from.description == from)
        #expect(range.to.description == to)
    }

    @Test("the last seven days include today as a whole")
    func week() throws {
        let range = PeriodRange(last: 7, until: Samples.now, zone: Samples.jakarta)
        #expect("\(range.first) \(range.end) \(range.dayCount)" == "2024-06-04 2024-06-11 7")
        #expect(PeriodRange(first: range.end, end: range.end, zone: .utc) == nil)
        #expect(PeriodRange(first: range.end, end: range.first, zone: .utc) == nil)
        #expect(PeriodRange(last: .max, until: Samples.now, zone: .utc).dayCount == PeriodRange.daysMax)
        #expect(PeriodRange(last: .min, until: Samples.now, zone: .utc).dayCount == 1)
    }

    @Test("steps follow each other, and channels stand by touches")
    func funnel() {
        let range = PeriodRange(last: 1, until: Samples.now, zone: .utc)
        let report = FunnelReport(
            range: range,
            totals: [
                CellTotal(measure: .counted, channel: "b", count: 4),
                CellTotal(measure: .counted, channel: "a", count: 4),
                CellTotal(measure: .counted, channel: "z", count: 9),
                CellTotal(measure: .leads, channel: "z", count: 3),
                CellTotal(measure: .salesQualified, channel: "z", count: 1),
            ])
        #expect(report.channels.map(\.channel) == ["z", "a", "b"])
        #expect(report.steps.map(\.count) == [17, 3, 0, 1, 0])
        #expect(report.steps.map { $0.rate?.percent() } == [nil, "17.6", "0.0", "\u{2013}", "0.0"])
        #expect(report.steps.map(\.word) == ["touches", "leads", "marketing_qualified", "sales_qualified", "assigned"])
        #expect(FunnelReport.leadToSalesQualified(report.sums).percent() == "33.3")
    }

    @Test("each day has a row, and a quarter of an hour belongs to one day only")
    func byDay() throws {
        let first = try #require(CivilDate("2024-06-09"))
        let end = try #require(CivilDate("2024-06-12"))
        let range = try #require(PeriodRange(first: first, end: end, zone: Samples.jakarta))
        let report = KPIReport(
            range: range,
            cells: [
                Samples.cell(.leads, 100, at: "2024-06-08T16:45:00Z"),
                Samples.cell(.leads, 1, at: "2024-06-08T17:00:00Z"),
                Samples.cell(.leads, 2, at: "2024-06-09T16:59:59Z"),
                Samples.cell(.leads, 4, at: "2024-06-09T17:00:00Z"),
                Samples.cell(.leads, 8, at: "2024-06-11T16:45:00Z"),
                Samples.cell(.leads, 100, at: "2024-06-11T17:00:00Z"),
            ])
        #expect(report.rows.map(\.name) == ["2024-06-09", "2024-06-10", "2024-06-11"])
        #expect(report.rows.map { $0.sums[.leads] } == [3, 4, 8])
        #expect(report.sums[.leads] == 15)
    }

    @Test("each key figure is defined once and names its formula")
    func definitions() {
        #expect(Set(KPIDefinition.all.map(\.id)).count == KPIDefinition.all.count)
        let rate = KPIDefinition.all.first { $0.id == "sales_qualified_rate" }
        #expect(rate?.formula == "sales_qualified / marketing_qualified")
        var sums = MeasureSums()
        sums.add(3, to: .salesQualified)
        #expect(rate?.value(in: sums) == .rate(Rate(3, of: 0)))
        #expect(KPIReport.measures == [.counted, .contacts, .leads, .marketingQualified, .salesQualified, .assigned])
    }

    @Test("reps who are no longer configured keep their leads in sight")
    func reps() {
        let rows = RepRow.rows(
            reps: Samples.reps,
            states: [RepState(rep: "gone", open: 1), RepState(rep: "left", open: 0), RepState(rep: "budi", open: 4)])
        #expect(rows.map { "\($0.id) \($0.open) \($0.isConfigured)" } == ["ana 0 true", "budi 4 true", "gone 1 false"])
    }

    @Test("stages have one word each, which leads back to them", arguments: Stage.allCases)
    func words(stage: Stage) { #expect(Stage(word: stage.word) == stage) }

    @Test(
        "ids are read as they are written, and those of contacts are no leads",
        arguments: [
            ("L41.2", "L41.2"), ("l41", "L41"), ("41", "L41"), ("C41", nil), ("", nil), ("L", nil), ("L0", nil),
            ("L41.5000", nil), ("x", nil),
        ] as [(String, String?)])
    func ids(text: String, written: String?) {
        #expect(PublicID.readLead(text).map { PublicID.lead($0) } == written)
    }
}
