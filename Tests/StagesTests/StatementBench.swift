import Domain
import Foundation
import Settings
import Testing

@testable import Stages

/// Asks conditions of made-up statements.
struct StatementBench {
    let lexicon: Lexicon
    var zone = Zone.utc

    /// What the shipped lists hold.
    static let shipped = Lexicon(
        spelling: Dictionary(
            lines("chat-spelling").map { line in
                let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
                return (parts[0], parts.last ?? "")
            }, uniquingKeysWith: { first, _ in first }),
        languages: ["id": lines("language-id"), "en": lines("language-en")],
        freeMail: Set(lines("free-mail")))

    /// The lines of a shipped list; empty where it cannot be read, which fails what uses it.
    static func lines(_ name: String) -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
            .standardizedFileURL
        let text = try? String(contentsOf: root.appending(path: "lists/\(name).txt"), encoding: .utf8)
        return ListLine.lines(of: text ?? "").map(\.text)
    }

    static func statement(
        _ change: (inout Event) -> Void = { _ in }, channel: String = "whatsapp",
        at: Timestamp = FoldBench.start,
        statements: Int64 = 1, history: Attributed.History = .init()
    ) -> Attributed {
        var event = Event(kind: .message, key: EventKey(parts: ["key"]))
        change(&event)
        let id = EventID(position: 7, item: 0)
        return Attributed(
            id: id, event: event, channel: channel, at: at, recordedAt: at, contact: id, lead: id,
            statements: statements, history: history, configuration: 1)
    }

    /// What made the condition hold; nil where it does not.
    func matched(_ condition: Condition, _ statement: Attributed) -> [String]? {
        let rules = ScoringRules(
            marketingQualified: Qualification(points: 1), salesQualified: Qualification(points: 1),
            caps: [:],
            rules: [ScoringRule(id: "rule", group: "fit", points: 1, timesMax: 1, condition: condition)],
            lexicon: lexicon)
        let scoring = CompiledScoring(rules, zone: zone)
        var matched: [String] = []
        let scored = ScoredStatement(statement, scoring: scoring)
        return scored.satisfies(scoring.conditions[0], matched: &matched) ? matched : nil
    }

    /// What made the condition hold in a text.
    func matched(_ condition: Condition, in text: String) -> [String]? {
        matched(condition, StatementBench.statement({ $0.text = text }))
    }
}

extension Attributed.History {
    /// Of somebody who writes for the first time.
    init(
        kinds: IdentifierKinds = [], isNamed: Bool = false, contactSince: Timestamp = FoldBench.start,
        spokeAt: Timestamp? = nil, cycle: Int64 = 1, formerEnd: InquiryEnd? = nil, _: Void = ()
    ) {
        self.init(
            kinds: kinds, isNamed: isNamed, contactSince: contactSince, spokeAt: spokeAt, cycle: cycle,
            formerEnd: formerEnd)
    }
}
