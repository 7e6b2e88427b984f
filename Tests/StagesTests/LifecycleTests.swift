import Domain
import Foundation
import Storage
import Testing

@testable import Stages

@Suite("The life of a lead")
struct LifecycleTests {
    /// The table of the page: for each action the words of its cells, by stage.
    private static func page() throws -> [String: [String: String]] {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reference/lifecycle.md")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
        func cells(_ line: String) -> [String] {
            line.split(separator: "|").map { $0.trimmingCharacters(in: .init(charactersIn: " `")) }
        }
        let head = try #require(lines.firstIndex { $0.hasPrefix("| action ") })
        let stages = cells(lines[head]).dropFirst()
        var table: [String: [String: String]] = [:]
        for line in lines[(head + 2)...].prefix(while: { $0.hasPrefix("|") }) {
            let row = cells(line)
            table[row[0]] = Dictionary(uniqueKeysWithValues: zip(stages, row.dropFirst()))
        }
        return table
    }

    private static func word(_ stage: Stage) -> String {
        switch stage {
        case .marketingQualified: "marketing_qualified"
        case .salesQualified: "sales_qualified"
        default: stage.rawValue
        }
    }

    private static func word(_ step: Lifecycle.Step) -> String {
        switch step {
        case .takesOn: "accepted"
        case .givesBack: "given back"
        case .moves(let stage): "→ \(word(stage))"
        case .values: "valued"
        case .reopens: "reopened"
        case .notes: "noted"
        case .refuses(let refusal): "no: \(refusal.rawValue)"
        }
    }

    @Test("the page shows the table of the program, cell by cell")
    func pageAndCode() throws {
        let page = try LifecycleTests.page()
        #expect(Set(page.keys) == Set(LeadAction.Kind.allCases.map(\.rawValue)))
        for kind in LeadAction.Kind.allCases {
            let row = try #require(page[kind.rawValue])
            #expect(row.count == Stage.allCases.count)
            for stage in Stage.allCases {
                #expect(
                    row[LifecycleTests.word(stage)] == LifecycleTests.word(Lifecycle.step(kind, at: stage)),
                    "\(kind) at \(stage)")
            }
        }
    }

    @Test("the page tells of every refusal what it means and what to do", arguments: LifecycleRefusal.allCases)
    func refusals(refusal: LifecycleRefusal) throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reference/lifecycle.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(text.contains("| `\(refusal.rawValue)` | \(refusal.problem) | \(refusal.advice) |\n"))
    }

    private static let actions: [LeadAction] = [
        .accept, .reject(reason: "far away"), .opportunity(Money(minorUnits: 5_000, currency: "IDR")),
        .won(Money(minorUnits: 9_000, currency: "USD"), at: nil), .lost(reason: "too dear", at: nil),
        .disqualify(reason: "a pupil"), .reopen(reason: "came back"), .note("call on Monday"),
    ]

    /// Brings a lead to a stage by messages and actions.
    private func lead(at stage: Stage, _ bench: ActionBench) async throws -> LeadID {
        switch stage {
        case .new: return try bench.lead("hello")
        case .marketingQualified: return try bench.lead("look")
        default:
            let lead = try bench.lead("buy")
            switch stage {
            case .opportunity: try await bench.act(.opportunity(nil), on: lead)
            case .won: try await bench.act(.won(Money(minorUnits: 1, currency: "IDR"), at: nil), on: lead)
            case .lost: try await bench.act(.lost(reason: "x", at: nil), on: lead)
            case .disqualified: try await bench.act(.disqualify(reason: "x"), on: lead)
            case .new, .marketingQualified, .salesQualified: break
            }
            return lead
        }
    }

    @Test("every cell of the table is what the fold does", arguments: Stage.allCases)
    func cells(stage: Stage) async throws {
        for action in LifecycleTests.actions {
            let bench = try ActionBench()
            let lead = try await lead(at: stage, bench)
            let before = try await bench.detail(lead)
            #expect(before.lead.stage == stage)
            let record = try await bench.act(action, on: lead)
            let after = try await bench.detail(lead)
            #expect(record.stage == after.lead.stage)
            #expect(record.version == after.lead.version)
            let step = Lifecycle.step(action.kind, at: stage)
            if case .refuses(let refusal) = step {
                #expect(record.outcome == .refused)
                #expect(record.detail == refusal.description)
                #expect(after.lead == before.lead)
                #expect(after.facts == before.facts)
                continue
            }
            #expect(record.outcome == .applied, "\(action) at \(stage): \(record.detail)")
            switch step {
            case .takesOn: #expect(after.lead.standing.acceptedAt == record.at)
            case .givesBack:
                #expect(after.lead.owner != before.lead.owner)
                #expect(after.facts.contains { $0.kind == .rejected && $0.rep == before.lead.owner })
            case .moves(let wanted):
                #expect(after.lead.stage == wanted)
                #expect(after.lead.standing.entry(wanted)?.at == record.at)
                #expect(after.lead.standing.entry(wanted)?.reason == action.reason)
                #expect(after.lead.standing.entry(wanted)?.value == action.value)
            case .values: #expect(after.lead.standing.value == action.value)
            case .reopens: #expect(after.lead.stage == .salesQualified)
            case .notes: #expect(after.lead == before.lead)
            case .refuses: break
            }
        }
    }
}
