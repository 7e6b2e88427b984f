import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("Evading the quarantine")
struct QuarantineEvasionTests {
    private static let pitch = "We rank your website first on every search engine, see https://pills.example/rank"
    private static let mail = "known@mail.example"

    private func phone(_ number: Int) -> String { "+628120\(100_000 + number)" }

    @Test("does not succeed with one known mail address beside numbers that nobody has", arguments: [1, 64, 1000])
    func oneKnownAddress(batch: Int) throws {
        let bench = QuarantineBench()
        let first = bench.add(.form("0", mail: Self.mail, "Harga meja?"), at: 0)
        let flood = (1..<200).map { number in
            bench.add(.form("\(number)", mail: Self.mail, phone: phone(number), Self.pitch), at: 100_000)
        }
        let links = bench.add(.form("l", mail: Self.mail, phone: phone(900), "https://pills.example"), at: 200_000)
        try bench.run(batch: batch)
        #expect(bench.outcome(first) == .counted)
        #expect(flood.count { bench.outcome($0) == .counted } == 5)
        #expect(bench.reason(links) == "nothing but links, from somebody who never wrote before")
    }

    @Test("does not succeed with two things that are known of two people")
    func twoPeople() throws {
        let bench = QuarantineBench()
        bench.add(.form("1", mail: Self.mail, "Harga meja?"), at: 0)
        bench.add(.form("2", phone: phone(1), "Harga meja?"), at: 1)
        let link = bench.add(.form("3", mail: Self.mail, phone: phone(1), "https://pills.example"), at: 2)
        try bench.run()
        #expect(bench.outcome(link) == .quarantined)
    }

    @Test("is not what people do who wrote before and give again what they gave")
    func returning() throws {
        let bench = QuarantineBench()
        let link = "https://elsewhere.example/catalogue.pdf"
        bench.add(.form("1", mail: Self.mail, phone: phone(1), "Harga meja?"), at: 0)
        bench.add(.chat("2", from: "6281200000077", "Harga?"), on: "whatsapp", at: 1)
        bench.add(.mail("3", from: "m@mail.example", "Harga meja?", subject: "Meja"), on: "email", at: 2)
        let ids = [
            bench.add(.form("4", mail: Self.mail, phone: phone(1), link), at: 1000),
            bench.add(.form("5", mail: Self.mail, link), at: 1001),
            bench.add(.form("6", phone: "+6281200000077", link), at: 1002),
            bench.add(.mail("7", from: "m@mail.example", link), on: "email", at: 1003),
            bench.add(.form("8", mail: "m@mail.example", link), at: 1004),
        ]
        try bench.run()
        #expect(ids.map(bench.outcome) == Array(repeating: .counted, count: ids.count))
    }

    @Test("by haste is seen in whatever is typed again, also when the numbers beside it change", arguments: [13, 1000])
    func hasteOfEach(batch: Int) throws {
        let bench = QuarantineBench()
        bench.add(.form("0", mail: Self.mail, "Harga meja?"), at: -100_000)
        // Three windows of ten minutes, and more senders than an address can have contacts.
        let flood = (1...900).map { number in
            bench.add(
                .form("\(number)", mail: Self.mail, phone: phone(number), "Harga \(number)?"), at: Int64(2 * number))
        }
        try bench.run(batch: batch)
        #expect(flood.prefix(100).allSatisfy { bench.outcome($0) == .counted })
        #expect(bench.outcome(flood[100]) == .quarantined)
        #expect(flood.count { bench.outcome($0) == .counted } < 301)
    }

    @Test("does not succeed with an address that was let in once")
    func released() throws {
        let bench = QuarantineBench()
        let held = bench.add(.form("1", mail: Self.mail, "https://elsewhere.example/a"), at: 0)
        let delivery = try #require(bench.waitingDelivery(of: held))
        bench.release([held], reading: [delivery], at: 10)
        let again = bench.add(.form("2", mail: Self.mail, "https://elsewhere.example/b"), at: 20)
        let beside = bench.add(
            .form("3", mail: Self.mail, phone: phone(1), "https://elsewhere.example/c"), at: 30)
        try bench.run(batch: 1)
        #expect(bench.outcome(held) == .counted && bench.outcome(again) == .counted)
        #expect(bench.outcome(beside) == .quarantined)
    }

    @Test("and being let in again: a released trap says the same in batches of any size")
    func trapOfAnother() throws {
        var hashes: Set<[UInt8]> = []
        for batch in [1, 2, 1000] {
            let bench = QuarantineBench()
            var trap = Event.form("1", mail: Self.mail, "Harga meja?", kind: .spam)
            trap.sender.name = "Citra"
            var form = Event.form("2", mail: Self.mail, "Harga kursi?")
            form.sender.name = "Budi"
            let held = bench.add(trap, at: 0)
            let delivery = try #require(bench.waitingDelivery(of: held))
            bench.add(form, at: 10)
            bench.release([held], reading: [delivery], at: 20)
            try bench.run(batch: batch)
            #expect(bench.outcome(held) == .counted)
            hashes.insert(try bench.state.snapshot().historyHash)
        }
        #expect(hashes.count == 1)
    }
}
