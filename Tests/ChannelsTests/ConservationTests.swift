import Channels
import Domain
import TestSupport
import Testing

@Suite("Nothing disappears")
struct ConservationTests {
    @Test(
        "every item of a damaged delivery is an event or ignored, and the outcome repeats", arguments: UInt64(1)...150)
    func conserves(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let recorded = try #require(ChannelFolder.fixtures.randomElement(using: &random))
        let channel = try #require(ChannelFolder.catalog[recorded.channel])
        var delivery = try #require(ChannelFixtures.delivery(of: recorded.fixture.request, channel: channel))
        delivery.body = damaged(delivery.body, using: &random)
        let engine = ChannelEngine()
        guard let first = try? engine.normalise(delivery, by: channel, context: ChannelFixtures.context, detail: .full)
        else { return }
        #expect(first.itemCount == first.events.count + first.ignored.count)
        #expect(first.itemCount >= 1)
        #expect(first.events.allSatisfy { $0.key.parts.count > 3 })
        #expect(first.ignored.allSatisfy { (0..<first.itemCount).contains($0.item) && !$0.reason.isEmpty })
        let again = try ChannelEngine().normalise(
            delivery, by: channel, context: ChannelFixtures.context, detail: .full)
        #expect(again == first)
    }

    /// Swaps, drops and repeats whole pieces, so that much of it still parses.
    private func damaged(_ body: [UInt8], using random: inout SplitMix64) -> [UInt8] {
        guard body.count > 8 else { return body }
        var body = body
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<body.count - 4, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: body[place] = UInt8.random(in: 0...255, using: &random)
            case 1: body[place] = UInt8.random(in: 48...57, using: &random)
            case 2: body.removeSubrange(place..<place + 2)
            default: body.insert(contentsOf: body[place..<place + 3], at: place)
            }
        }
        return body
    }

    @Test("a batch beyond the number of items is a dead letter as a whole")
    func refusesTooMany() throws {
        let channel = try #require(ChannelFolder.catalog["chat"])
        let engine = ChannelEngine()
        func normalise(_ count: Int) throws(NormaliseError) -> Normalised {
            let items = String(repeating: "{},", count: count - 1) + "{}"
            let delivery = DeliveryInput(
                channel: "chat", headers: "", body: Array("{\"messages\":[\(items)]}".utf8), receivedAt: .epoch)
            return try engine.normalise(delivery, by: channel, context: ChannelFixtures.context, detail: .fold)
        }
        #expect(try normalise(Limits.itemsPerDeliveryMax).itemCount == Limits.itemsPerDeliveryMax)
        #expect(throws: NormaliseError.tooManyItems(itemsMax: Limits.itemsPerDeliveryMax)) {
            try normalise(Limits.itemsPerDeliveryMax + 1)
        }
    }

    @Test("a value that is copied into every item cannot multiply a body without bound")
    func boundsText() throws {
        let channel = try #require(ChannelFolder.catalog["whatsapp"])
        let long = String(repeating: "9", count: 200_000)
        let messages = Array(repeating: #"{"id":"x","type":"text"}"#, count: 2000).joined(separator: ",")
        let body =
            #"{"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"\#(long)"},"messages":[\#(messages)]}}]}]}"#
        let delivery = DeliveryInput(channel: "whatsapp", headers: "", body: Array(body.utf8), receivedAt: .epoch)
        #expect(throws: NormaliseError.self) {
            try ChannelEngine().normalise(delivery, by: channel, context: ChannelFixtures.context, detail: .fold)
        }
    }

    @Test("a form's long group name is not repeated for each of its fields, and too many fields are refused")
    func boundsForms() throws {
        let channel = try #require(ChannelFolder.catalog["web-form"])
        func normalise(_ count: Int) throws -> Normalised {
            let group = String(repeating: "g", count: 100_000)
            let fields = (0..<count).map { "\"f\($0)\":\"x\"" }.joined(separator: ",")
            let delivery = DeliveryInput(
                channel: "web-form", headers: "content-type: application/json\n",
                body: Array("{\"\(group)\":{\(fields)}}".utf8), receivedAt: .epoch)
            return try ChannelEngine().normalise(
                delivery, by: channel, context: ChannelFixtures.context, detail: .fold)
        }
        let event = try #require(try normalise(2000).events.first)
        #expect(event.answers.count == 2000)
        #expect(event.answers.first?.name == "f0")
        #expect(throws: NormaliseError.self) { try normalise(2001) }
    }
}
