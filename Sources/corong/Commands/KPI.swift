public import ArgumentParser
public import Dashboard
import Domain
import JSON
import Settings
import Stages
import Storage
import StorageSQLite

/// `corong kpi`.
struct KPI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi", abstract: "Counts the funnel of a period, by channel or by day.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var moment: InstantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "First day, in the workspace's zone (default: six days ago).") var from: String?
    @Option(help: "First day that no longer counts (default: tomorrow).") var to: String?
    @Option(help: "channel or day.") var by: KPIReport.Grouping = .channel

    func run() async throws {
        let stores = try store.open(at: moment)
        let zone = try stores.rulesInForce()?.settings.workspace.zone ?? .utc
        let range = try DayOptions.range(from: from, to: to, in: zone, until: stores.time ?? SystemClock.now())
        let report: KPIReport
        switch by {
        case .channel:
            report = KPIReport(range: range, totals: try await stores.views.totals(from: range.from, to: range.to))
        case .day:
            report = KPIReport(
                range: range,
                cells: try await stores.views.cells(of: KPIReport.measures, from: range.from, to: range.to))
        }
        let totals = try await stores.views.totals(from: range.from, to: range.to)
        let funnel = FunnelReport(range: range, totals: totals)
        output.show(json: report.write) { table(report, zone) + "\n\n" + uncounted(funnel.sums) }
    }

    /// What came in but did not count, by reason: nothing disappears.
    private func uncounted(_ sums: MeasureSums) -> String {
        let parts = FunnelReport.uncountedMeasures.map { measure in
            "\(sums[measure]) " + measure.rawValue.split(separator: "_").joined(separator: " ")
        }
        return "Not counted: " + parts.joined(separator: ", ")
    }

    private func table(_ report: KPIReport, _ zone: Zone) -> String {
        let steps = FunnelReport.steps(of: report.sums)
        var funnel = Table([("", .left), ("COUNT", .right), ("OF THE STEP BEFORE", .right), ("", .left)])
        let largest = steps.map(\.count).max() ?? 0
        for step in steps {
            funnel.add([
                step.word, String(step.count), step.rate.map { $0.percent() + " %" } ?? "",
                Bar.text(step.count, of: largest, columns: 32),
            ])
        }
        var rows = Table(
            [(report.grouping.rawValue.uppercased(), .left)] + KPIReport.measures.map { (KPI.heading($0), .right) })
        for row in report.rows { rows.add([row.name] + KPIReport.measures.map { String(row.sums[$0]) }) }
        rows.add(["all"] + KPIReport.measures.map { String(report.sums[$0]) })
        let isTerminal = Terminal.isInteractive
        return "\(report.range.first) up to, not including, \(report.range.end) (\(zone.name))\n\n"
            + funnel.text(isTerminal: isTerminal) + "\n\n" + rows.text(isTerminal: isTerminal)
    }
}

extension KPI {
    /// A measure in the head of a column.
    fileprivate static func heading(_ measure: Measure) -> String {
        switch measure {
        case .counted: "TOUCHES"
        case .marketingQualified: "MQL"
        case .salesQualified: "SQL"
        default: measure.rawValue.uppercased().split(separator: "_").joined(separator: " ")
        }
    }
}

extension KPIReport.Grouping: ExpressibleByArgument {}
