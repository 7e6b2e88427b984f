import Dashboard
import Domain
import Storage

/// Routing for the terminal.
enum RouteText {
    /// Everything about who gets a lead, the latest decision first.
    static func sheet(_ sheet: RoutingSheet, number: Int64?, now: Timestamp) -> String {
        let detail = sheet.detail
        let lead = detail.lead
        let name = Terminal.cut(Terminal.printable(detail.contact.name ?? "(no name)"), to: 32)
        let owner = lead.owner.map { "owner \($0)" } ?? "no owner"
        var head = ["\(PublicID.lead(lead.id))  \(name)  \(lead.stage.word)  \(lead.score) points  \(owner)"]
        head += signals(sheet) + offer(sheet, now: now) + waiting(sheet, now: now)
        head += lead.clocks.map { clock($0, now: now) }
        let decisions = detail.assignments.reversed().filter { number == nil || $0.number == number }
        let text = decisions.map { decision($0) }
        return ([head.joined(separator: "\n")] + (text.isEmpty ? [nothing(detail, number)] : text))
            .joined(separator: "\n\n")
    }

    /// One decision: a line with the outcome, a line with what it came from, and everybody who was looked at.
    static func decision(_ decision: Assignment) -> String {
        let outcome = decision.rep.map { "assigned to \($0)" } ?? "waits: nobody could take it"
        let isTerminal = Terminal.isInteractive
        let head = "#\(decision.number)  \(decision.at.inSeconds)  \(outcome)"
        let source =
            "looked for \(decision.reasonWords); because of event \(PublicID.event(decision.cause)), "
            + "by configuration \(decision.configuration)"
        let compared = decision.candidates.map { decision.comparison(of: $0) }
        let hasDetails = compared.contains { !$0.isEmpty }
        var table = Table(
            [("REP", .left), ("OPEN", .right), ("WEIGHT", .right)] + (hasDetails ? [("BY", .left)] : [])
                + [("VERDICT", .left)])
        for (candidate, detail) in zip(decision.candidates, compared) {
            table.add(
                [candidate.rep, "\(candidate.open)/\(candidate.capacity)", String(candidate.weight)]
                    + (hasDetails ? [detail] : []) + [decision.words(on: candidate)])
        }
        let rows = decision.candidates.isEmpty ? "nobody is there to be looked at" : table.text(isTerminal: isTerminal)
        return [isTerminal ? "\u{1B}[1m\(head)\u{1B}[0m" : head, source, rows].joined(separator: "\n")
    }

    /// Who waits, the next one first.
    static func queue(_ lines: [QueueLine], of count: Int64, now: Timestamp) -> String {
        guard !lines.isEmpty else { return "Nobody waits." }
        var table = Table([
            ("", .right), ("LEAD", .left), ("NAME", .left), ("SINCE", .left), ("WAITS", .right), ("PRIORITY", .right),
            ("FOR", .left),
        ])
        for line in lines {
            table.add([
                String(line.place), PublicID.lead(line.waiting.lead),
                Terminal.cut(Terminal.printable(line.name ?? "(no name)"), to: 20), line.since?.inSeconds ?? "",
                line.seconds(until: now).map(Span.words) ?? "", String(line.waiting.priority),
                QueueProfile(line.waiting.profile).words,
            ])
        }
        let more = count - Int64(lines.count)
        return table.text(isTerminal: Terminal.isInteractive) + (more > 0 ? "\nand \(more) more" : "")
    }

    private static func nothing(_ detail: LeadDetail, _ number: Int64?) -> String {
        if let number, !detail.assignments.isEmpty {
            return "There is no decision \(number): they are numbered 1 to \(detail.assignments.count)."
        }
        return "Not routed: nobody has been looked for yet."
    }

    private static func signals(_ sheet: RoutingSheet) -> [String] {
        let signals = sheet.signals.map {
            "\($0.kind.word) `\(Terminal.printable($0.value))` (event \(PublicID.event($0.evidence)))"
        }
        return signals.isEmpty ? [] : ["asks for: " + signals.joined(separator: ", ")]
    }

    private static func offer(_ sheet: RoutingSheet, now: Timestamp) -> [String] {
        guard let due = sheet.offerReturnsAt else { return [] }
        return [
            "the offer to \(sheet.detail.lead.owner ?? "nobody") goes back at \(due.inSeconds) (\(distance(to: due, now)))"
        ]
    }

    private static func waiting(_ sheet: RoutingSheet, now: Timestamp) -> [String] {
        guard let line = sheet.queued else { return [] }
        let since = line.since.map { " since \($0.inSeconds)" } ?? ""
        let long = line.seconds(until: now).map { " (\(Span.words($0)))" } ?? ""
        return [
            "waits\(since)\(long), place \(line.place) of the queue, priority \(line.waiting.priority)",
            "  for \(QueueProfile(line.waiting.profile).words)",
        ]
    }

    /// How one of the clocks stands.
    private static func clock(_ clock: LeadClock, now: Timestamp) -> String {
        let name = clock.kind == .firstResponse ? "first answer" : clock.isAsked ? "answer" : "next word"
        let due = clock.due.map { "due \($0.inSeconds)" } ?? "never due"
        let late = clock.isBreached ? ", late" : ""
        if let stopped = clock.stoppedAt { return "\(name): given \(stopped.inSeconds), \(due)\(late)" }
        let left = clock.due.map { " (\(distance(to: $0, now)))" } ?? ""
        return "\(name): \(due)\(left)\(late)"
    }

    private static func distance(to time: Timestamp, _ now: Timestamp) -> String {
        let seconds = time.seconds - now.seconds
        return seconds >= 0 ? "in \(Span.words(seconds))" : "\(Span.words(-seconds)) ago"
    }
}
