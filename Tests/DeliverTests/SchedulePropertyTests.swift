import Domain
import Storage
import TestSupport
import Testing

@testable import Deliver

@Suite("A schedule under all kinds of weather")
struct SchedulePropertyTests {
    /// A world of destinations that come and go, rows that come about, outcomes that are folded late, and a program that dies.
    struct World {
        var random: SplitMix64
        var now = Sample.start
        var schedule = Schedule(
            limits: Schedule.Limits(concurrentMax: 6, concurrentOfDestinationMax: 2, settlingSeconds: 1 << 40))
        /// As the state has them: outcomes show here only when they are folded.
        var waiting: [OutboxItem] = []
        var unfolded: [OutboxID] = []
        var atWork: [OutboxItem] = []
        var settled: [OutboxItem] = []
        var position: Int64 = 0
        static let destinations = ["webhook/crm", "webhook/erp", "rep/ani/email", "customer/whatsapp"]

        init(seed: UInt64) { random = SplitMix64(seed: seed) }

        func isDown(_ destination: String) -> Bool {
            // Each is down for a while, at times of its own.
            let phase = Int64(Self.destinations.firstIndex(of: destination) ?? 0)
            return (now.seconds / 5000 + phase) % 3 == 0
        }

        mutating func arrive() {
            position += 1
            let destination = Self.destinations.randomElement(using: &random) ?? ""
            let lead = Bool.random(using: &random) ? LeadID(position: .random(in: 1...3, using: &random), item: 0) : nil
            waiting.append(Sample.item(position, to: destination, lead: lead, at: now))
        }

        mutating func look() throws {
            let turn = schedule.turn(waiting, at: now)
            for item in turn.send {
                #expect(!atWork.contains { $0.id == item.id }, "sent twice at once")
                #expect(!settled.contains { $0.id == item.id }, "sent after it was settled")
                let earlier = waiting.filter { other in
                    other.id < item.id && other.destination == item.destination && other.lead == item.lead
                        && !settled.contains { $0.id == other.id } && !turn.expired.contains(other)
                }
                #expect(earlier.isEmpty, "sent before an earlier row of its line")
                atWork.append(item)
            }
            for item in turn.expired { settle(item) }
            #expect(atWork.count <= 6)
            for destination in Self.destinations {
                #expect(atWork.count { $0.destination == destination } <= 2)
            }
        }

        mutating func settle(_ item: OutboxItem) {
            settled.append(item)
            unfolded.append(item.id)
        }

        mutating func answer() {
            guard let index = atWork.indices.randomElement(using: &random) else { return }
            let item = atWork.remove(at: index)
            let attempt: Attempt =
                if isDown(item.destination) {
                    .failed(problem: "down", retryAfterSeconds: Bool.random(using: &random) ? 30 : nil)
                } else if Int.random(in: 0..<10, using: &random) == 0 { .refused(problem: "no") } else {
                    .delivered(reference: nil)
                }
            if case .again = schedule.finished(item, attempt, at: now).decision { return }
            settle(item)
        }

        mutating func fold() {
            let done = Set(unfolded)
            unfolded = []
            waiting.removeAll { done.contains($0.id) }
        }
    }

    @Test("no row is at work twice, order is kept, limits hold, and every row ends", arguments: 0..<40 as Range<UInt64>)
    func property(_ seed: UInt64) throws {
        var world = World(seed: seed)
        for _ in 0..<600 {
            switch Int.random(in: 0..<10, using: &world.random) {
            case 0..<2: world.arrive()
            case 2..<5: try world.look()
            case 5..<8: world.answer()
            case 8: world.fold()
            default: world.now = world.now.adding(seconds: .random(in: 1...400, using: &world.random))
            }
        }
        // Nothing new comes; time goes on.
        var rounds = 0
        while world.settled.count < Int(world.position), rounds < 20_000 {
            rounds += 1
            try world.look()
            while !world.atWork.isEmpty { world.answer() }
            world.fold()
            world.now = world.now.adding(seconds: 60)
        }
        #expect(world.settled.count == Int(world.position))
        #expect(Set(world.settled.map(\.id)).count == Int(world.position))
        #expect(world.schedule.atWorkCount == 0)
    }
}
