import Domain

/// Stage 5: what an entry adds to the counters apart from what its events do.
///
/// Events are counted where their outcome is decided and leads where they move, each with its own time; here stands what belongs to the
/// delivery as a whole. Together: items = ignored + counted + duplicates + noted + quarantined + unknown + awaited.
struct Count: Sendable {
    /// Counts a delivery that was normalised.
    func callAsFunction(_ delivery: NormalisedDelivery, _ work: inout Work) {
        work.count(.deliveries, on: delivery.channel, at: delivery.receivedAt)
        countItems(of: delivery, &work)
    }

    /// Counts the items of a delivery, which happens once: when it is normalised at last.
    func countItems(of delivery: NormalisedDelivery, _ work: inout Work) {
        work.count(.items, on: delivery.channel, at: delivery.receivedAt, Int64(delivery.itemCount))
        work.count(.ignored, on: delivery.channel, at: delivery.receivedAt, Int64(delivery.ignored.count))
    }

    /// Counts a delivery that could not be normalised.
    func callAsFunction(deadLetter: DeadLetter, _ work: inout Work) {
        work.count(.deliveries, on: deadLetter.channel, at: deadLetter.receivedAt)
        work.count(.deadLetters, on: deadLetter.channel, at: deadLetter.receivedAt)
    }
}
