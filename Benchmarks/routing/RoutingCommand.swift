import ArgumentParser
import Domain
import Stages

/// `corong-routing`: what it costs to decide who gets a lead.
@main
struct RoutingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corong-routing",
        abstract:
            "Folds leads that all become sales qualified, in memory, and prints what finding a rep for one costs.",
        discussion: """
            From the CPU time of the fold is taken what the same messages take where nobody needs a rep. Loading and storing are not in it.
            """
    )

    @Option(help: "Sales qualified leads.") var leads = 100_000
    @Option(help: "Reps.") var reps = 500
    @Option(help: "Leads folded at once.") var batch = 500
    @Option(help: "Rounds; the median is printed.") var rounds = 3
    @Option(help: "Only this one.") var only: String?

    func validate() throws {
        guard leads > 0, reps > 0, batch > 0, rounds > 0 else {
            throw ValidationError("--leads, --reps, --batch and --rounds take numbers from 1.")
        }
    }

    func run() throws {
        print("\(leads) leads, \(reps) reps, \(batch) at once, median of \(rounds)")
        print("")
        print("| | µs a decision | given out | wait |")
        print("|---|--:|--:|--:|")
        for shop in Shop.all where only.map({ shop.name.contains($0) }) ?? true {
            var figures: [Shop.Figures] = []
            for _ in 0..<rounds {
                let quiet = try shop.fold(leads, reps: reps, batch: batch, isQualifying: false)
                var loud = try shop.fold(leads, reps: reps, batch: batch, isQualifying: true)
                loud.seconds -= quiet.seconds
                figures.append(loud)
            }
            figures.sort { $0.seconds < $1.seconds }
            let median = figures[figures.count / 2]
            let tenths = Int64((median.seconds * 10_000_000 / Double(leads)).rounded())
            print("| \(shop.name) | \(tenths / 10).\(tenths % 10) | \(median.given) | \(median.waiting) |")
        }
    }
}
