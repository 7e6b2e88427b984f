import Dashboard
import Domain
import JSON
import Pipeline

/// What a simulation says of routing, for the terminal and for programs.
struct SimulatedRouting {
    let before: RoutingFigures
    let after: RoutingFigures

    /// Empty where nobody was looked for on either side.
    var text: String {
        guard before.routed + after.routed > 0 else { return "" }
        return [figures, reps, fairness].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var figures: String {
        var table = Table([("ROUTING", .left), ("NOW", .right), ("NEW", .right), ("CHANGE", .right)])
        func add(_ name: String, _ figure: (RoutingFigures) -> Int64) {
            let (old, new) = (figure(before), figure(after))
            table.add([name, String(old), String(new), old == new ? "" : (new > old ? "+" : "") + String(new - old)])
        }
        func add(_ name: String, words: (RoutingFigures) -> String) {
            table.add([name, words(before), words(after), ""])
        }
        add("leads looked for a rep for", \.routed)
        add("  never offered to anybody", \.neverOffered)
        add("offers", \.offered)
        add("  gone back unanswered", \.returned)
        add("  given back", \.rejected)
        add("escalated", \.escalated)
        add("first answers late", \.responsesLate)
        add("later answers late", \.followUpsLate)
        add("median wait for the first offer") { $0.medianWait.map(Span.words) ?? "–" }
        add("  with those never offered") { figures in
            figures.medianWaitOfAll.map(Span.words) ?? (figures.routed > 0 ? "for ever" : "–")
        }
        add("spread of offers for a weight of 1") { $0.spreadPermille.map(SimulatedRouting.tenths) ?? "–" }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    private var reps: String {
        let (old, new) = (SimulatedRouting.byRep(before), SimulatedRouting.byRep(after))
        let names = Set(old.keys).union(new.keys).sorted()
        guard !names.isEmpty else { return "" }
        var table = Table([
            ("REP", .left), ("WEIGHT", .right), ("OFFERED NOW", .right), ("NEW", .right), ("ACCEPTED NOW", .right),
            ("NEW", .right), ("UNANSWERED NOW", .right), ("NEW", .right),
        ])
        for name in names {
            let (first, second) = (old[name], new[name])
            func pair(_ figure: (RepRouting) -> Int64) -> [String] {
                [first, second].map { $0.map { String(figure($0)) } ?? "–" }
            }
            let weights = pair(\.weight)
            let weight = weights[0] == weights[1] ? weights[0] : weights.joined(separator: " -> ")
            table.add([name, weight] + pair(\.offered) + pair(\.accepted) + pair(\.returned))
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    private var fairness: String {
        [
            "Fairness of ties", "  now: " + SimulatedRouting.words(before.ties),
            "  new: " + SimulatedRouting.words(after.ties),
        ].joined(separator: "\n")
    }

    /// Whether tie-breaks favoured anybody.
    private static func words(_ ties: TieFairness) -> String {
        guard let bound = ties.bound else { return "nothing was decided between equals" }
        let isFair = ties.chiSquare <= bound
        return "\(ties.decisions) decided between equals, chi-square \(hundredths(ties.chiSquare)), "
            + "\(ties.degreesOfFreedom) \(ties.degreesOfFreedom == 1 ? "degree" : "degrees") of freedom, bound \(hundredths(bound)): "
            + (isFair ? "within chance" : "more than chance explains")
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        for (name, side) in [("before", before), ("after", after)] {
            json.key(name)
            SimulatedRouting.write(side, to: &json)
        }
        json.endObject()
    }

    private static func write(_ side: RoutingFigures, to json: inout JSONWriter) {
        json.beginObject()
        let figures: [(String, Int64?)] = [
            ("routed", side.routed), ("never_offered", side.neverOffered), ("offered", side.offered),
            ("returned", side.returned), ("rejected", side.rejected), ("escalated", side.escalated),
            ("response_breached", side.responsesLate), ("follow_up_breached", side.followUpsLate),
            ("median_wait_seconds", side.medianWait), ("median_wait_seconds_of_all", side.medianWaitOfAll),
            ("spread_permille", side.spreadPermille),
        ]
        for (name, value) in figures { put(name, value, &json) }
        json.key("reps")
        json.beginArray()
        for rep in side.reps {
            json.beginObject()
            json.key("rep")
            json.string(rep.rep)
            for (name, value) in [
                ("weight", rep.weight), ("offered", rep.offered), ("accepted", rep.accepted),
                ("returned", rep.returned), ("rejected", rep.rejected),
            ] {
                put(name, value, &json)
            }
            json.endObject()
        }
        json.endArray()
        json.key("ties")
        write(side.ties, to: &json)
        json.endObject()
    }

    private static func write(_ ties: TieFairness, to json: inout JSONWriter) {
        json.beginObject()
        put("decisions", ties.decisions, &json)
        put("chi_square_permille", permille(ties.chiSquare), &json)
        put("degrees_of_freedom", Int64(ties.degreesOfFreedom), &json)
        put("bound_permille", ties.bound.map(permille), &json)
        json.key("within_chance")
        if let isWithin = ties.isWithinChance { json.bool(isWithin) } else { json.null() }
        json.key("reps")
        json.beginArray()
        for share in ties.shares {
            json.beginObject()
            json.key("rep")
            json.string(share.rep)
            put("picked", share.picked, &json)
            put("expected_permille", permille(share.expected), &json)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private static func put(_ name: String, _ value: Int64?, _ json: inout JSONWriter) {
        json.key(name)
        if let value { json.int(value) } else { json.null() }
    }

    private static func byRep(_ side: RoutingFigures) -> [RepID: RepRouting] {
        Dictionary(side.reps.map { ($0.rep, $0) }) { first, _ in first }
    }

    /// Thousandths with one decimal: `12.5`.
    private static func tenths(_ permille: Int64) -> String {
        let tenths = (permille + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func hundredths(_ value: Double) -> String {
        let hundredths = Int64(exactly: (value * 100).rounded()) ?? .max
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func permille(_ value: Double) -> Int64 { Int64(exactly: (value * 1000).rounded()) ?? .max }
}
