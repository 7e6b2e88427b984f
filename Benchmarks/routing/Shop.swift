import Domain
import Foundation
import Settings
import Stages

/// A business with many reps, of whom some rule picks one for each lead.
struct Shop {
    /// What is special about it, as the table says it.
    let name: String
    /// Fields of the routing.
    let routing: String
    /// Fields of each rep.
    let rep: @Sendable (Int) -> String

    static let all = [
        Shop(name: "balanced, always on duty", routing: pool("balanced"), rep: { _ in "" }),
        Shop(
            name: "balanced, one calendar for all", routing: "  calendar: office\n" + pool("balanced"), rep: { _ in "" }
        ),
        Shop(
            name: "balanced, three zones, a leave of each one's own, offers for 30 minutes",
            routing: pool("balanced") + "      accept_within: 30m\n", rep: { ownCalendar($0) }),
        Shop(
            name: "round-robin, three zones, leave", routing: pool("round-robin"), rep: { ownCalendar($0) }),
        Shop(
            name: "best-fit, three zones, leave, a skill that every third has",
            routing: pool("best-fit") + "  signals:\n    - {skill: kitchen, when: {words: [buy]}}\n",
            rep: { ownCalendar($0) + ($0 % 3 == 0 ? ", skills: {kitchen: \($0 % 5 + 1)}" : "") }),
    ]

    private static func pool(_ strategy: String) -> String {
        "  pools:\n    - id: all\n      strategy: \(strategy)\n      teams: [sales]\n"
    }

    private static func ownCalendar(_ number: Int) -> String {
        let zones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
        let day = number % 27 + 1
        let date = "2026-03-" + (day < 10 ? "0\(day)" : "\(day)")
        return ", calendar: office, time_zone: \(zones[number % 3]), leave: [{from: \(date), to: \(date)}]"
    }

    private func rules(_ reps: Int, isQualifying: Bool) throws -> RulesInForce {
        let list = (0..<reps).map { number in
            "    - {id: rep-\(number), name: Rep \(number), team: sales, weight: \(number % 3 + 1), capacity: 100000\(rep(number))}"
        }
        let text = """
            workspace:
              name: main
              time_zone: Asia/Jakarta
              currency: IDR
              languages: [id]
              region: ID
            channels:
              chat:
                secrets: {env: CORONG_CHAT_SECRET}
            calendars:
              office:
                hours: {days: [mon-sat], from: "08:00", to: "17:00"}
                closed: [2026-03-19, 2026-03-20, 2026-03-21]
            scoring:
              thresholds: {marketing_qualified: 20, sales_qualified: \(isQualifying ? 50 : 60)}
              groups: {engagement: {cap: 100}}
              rules:
                - {id: buy, group: engagement, points: 50, when: {words: [buy]}}
            routing:
            \(routing)  reps:
            \(list.joined(separator: "\n"))

            """
        switch WorkspaceSettings.parse(text: text, file: "corong.yaml") {
        case .invalid(let findings): throw ShopError(description: findings.map { "\($0)" }.joined(separator: "\n"))
        case .valid(let settings, _):
            let bundle = ConfigurationBundle(
                settingsText: text, channelTexts: [:], zone: settings.workspace.zone, otherZones: settings.otherZones,
                seed: SipHash.Key(low: 1, high: 2))
            return try RulesInForce(bundle, at: 1)
        }
    }

    /// What a round took and came to.
    struct Figures {
        /// CPU time of the fold alone.
        var seconds = 0.0
        /// Leads that somebody got.
        var given = 0
        /// Leads that wait at the end.
        var waiting = 0
    }

    /// One message from each of so many people, one every seven seconds of the day shift; each is a lead for a rep, or none is.
    func fold(_ leads: Int, reps: Int, batch: Int, isQualifying: Bool) throws -> Figures {
        let fold = Fold(try rules(reps, isQualifying: isQualifying))
        var (figures, known) = (Figures(), Known())
        var position: Position = 1
        var rest = leads
        while rest > 0 {
            let size = min(rest, batch)
            let entries = (1...size).map { entry(at: position + Int64($0)) }
            _ = fold.needs(of: entries)
            let start = clock()
            let changes = fold(entries, known: known, from: position, through: position + Int64(size))
            figures.seconds += Double(clock() - start) / Double(CLOCKS_PER_SEC)
            // What later decisions depend on. Nobody writes twice, so contacts and leads are needed no more.
            for state in changes.repStates { known.repStates[state.rep] = state }
            for turn in changes.repTurns { known.repTurns[turn.rep] = turn }
            figures.given += changes.facts.count { $0.kind == .assigned }
            figures.waiting += changes.waiting.count
            position += Int64(size)
            rest -= size
        }
        return figures
    }

    /// Mondays to Saturdays of 2026, from 9 to 16 in Jakarta: in all zones somebody is at work.
    private func entry(at position: Position) -> NormalisedEntry {
        let monday: Int64 = 1_772_416_800
        let (shift, second) = (position * 7 / 25_200, position * 7 % 25_200)
        let time = Timestamp(
            microseconds: (monday + shift % 12 / 6 * 604_800 + shift % 6 * 86_400 + second) * 1_000_000)
        let phone = Identifier(.phone, "+62811\(1_000_000 + position)")
        var event = Event(kind: .message, key: EventKey(parts: ["chat", "\(position)"]))
        event.sender.identifiers = [phone]
        event.sender.phone = phone.value
        event.text = "buy"
        var hash = SipHash(key: SipHash.Key(low: 1, high: 2))
        hash.combine(position)
        return .delivery(
            NormalisedDelivery(
                position: position, channel: "chat", receivedAt: time, events: [event], digests: [hash.digest()],
                ignored: [], itemCount: 1))
    }
}

/// A configuration that does not read.
struct ShopError: Error, CustomStringConvertible {
    let description: String
}
