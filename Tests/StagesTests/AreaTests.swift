import Channels
import Domain
import Foundation
import Settings
import Testing

@testable import Stages

@Suite("Territory")
struct AreaTests {
    private static let ubud = "-8.506900,115.262500"
    private static let denpasar = "-8.650000,115.210000"
    private static let jakarta = "-6.200000,106.816000"

    private func circle(_ place: String, _ kilometres: Int64) throws -> Circle {
        Circle(middle: try #require(Place(place)), radiusMetres: kilometres * 1000)
    }

    /// A rep for each area and one for Surabaya, where only signals lead.
    private func bench(_ areas: [Area], channels: [String: CompiledChannel] = [:]) -> FoldBench {
        let reps = ["jakarta", "denpasar", "ubud", "surabaya"].map { area in
            var rep = Rep(id: area, name: area, team: nil, weight: 1, capacity: 100)
            rep.areas = [area]
            return rep
        }
        // A phone and a question for the price are enough.
        var scoring = FoldBench.scoring
        scoring.salesQualified = Qualification(points: 30)
        return FoldBench(reps: reps, scoring: scoring, channels: channels) { settings in
            settings.routing.areas = areas
            settings.routing.signals = [
                SignalRule(kind: .area, value: "surabaya", condition: .words(["surabaya"]))
            ]
        }
    }

    private func areas() throws -> [Area] {
        [
            Area(id: "jakarta", phonePrefixes: ["+6221"], site: try circle(Self.jakarta, 50)),
            Area(id: "denpasar", phonePrefixes: ["+62361"], site: try circle(Self.denpasar, 60)),
            Area(id: "ubud", site: try circle(Self.ubud, 60)),
        ]
    }

    private func said(
        _ id: String, _ text: String = "harga", at place: String? = nil, phone: String = "+6221555001"
    ) -> Event {
        let sender = Identifier(.phone, phone)
        var event = FoldBench.message(id, from: [sender], text: text, phone: sender.value)
        event.place = place.flatMap { Place($0) }
        return event
    }

    private func rep(_ events: Event..., areas: [Area]? = nil) throws -> RepID? {
        let bench = bench(try areas ?? self.areas())
        return try bench.fold(events).assignments.last?.rep
    }

    @Test("a location card on WhatsApp leads to the rep who sells there")
    func card() throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = project.appendingPathComponent("channels/whatsapp/channel.yaml")
        let channel = try #require(
            CompiledChannel.compile(text: String(contentsOf: file, encoding: .utf8), file: "whatsapp").value)
        let fixture = project.appendingPathComponent("Fixtures/channels/whatsapp/order-location-card/request.http")
        let delivery = try #require(
            ChannelFixtures.delivery(of: Array(try Data(contentsOf: fixture)), channel: channel))
        let events = try ChannelEngine().normalise(
            delivery, by: channel, context: ChannelFixtures.context, detail: .fold
        ).events.filter { $0.place != nil }
        #expect(events.count == 1)
        let price = said("z", phone: "+6281388800011")
        let assignment = try #require(try bench(areas()).fold(events + [price]).assignments.first)
        #expect(assignment.rep == "jakarta")
        #expect(assignment.candidates.filter { $0.verdict == .otherArea }.count == 3)
    }

    @Test("of two sites that both reach a place the nearer one is meant, whatever their order")
    func nearest() throws {
        for areas in [try areas(), try areas().reversed()] {
            #expect(try rep(said("a", at: "-8.520000,115.250000"), areas: areas) == "ubud")
            #expect(try rep(said("a", at: "-8.640000,115.220000"), areas: areas) == "denpasar")
        }
    }

    @Test("of equally near sites the first one of the configuration is meant")
    func tied() throws {
        let twins = [
            Area(id: "ubud", site: try circle(Self.ubud, 10)), Area(id: "denpasar", site: try circle(Self.ubud, 20)),
        ]
        #expect(try rep(said("a", at: Self.ubud), areas: twins) == "ubud")
        #expect(try rep(said("a", at: Self.ubud), areas: twins.reversed()) == "denpasar")
    }

    @Test("a nearer site that does not reach a place leaves it to one that does")
    func reach() throws {
        let areas = [
            Area(id: "ubud", site: try circle(Self.ubud, 1)), Area(id: "denpasar", site: try circle(Self.denpasar, 60)),
        ]
        #expect(try rep(said("a", at: "-8.520000,115.250000"), areas: areas) == "denpasar")
    }

    @Test("outside of all sites, or without a place, the number tells")
    func phone() throws {
        #expect(try rep(said("a", at: "3.590000,98.670000", phone: "+62361555001")) == "denpasar")
        #expect(try rep(said("a", phone: "+62361555001")) == "denpasar")
        #expect(try rep(said("a", at: Self.ubud, phone: "+62361555001")) == "ubud")
    }

    @Test("what somebody says goes before where he is, and that before his number")
    func order() throws {
        #expect(try rep(said("a", "harga kirim ke surabaya", at: Self.ubud)) == "surabaya")
        #expect(try rep(said("a", "harga kirim ke surabaya")) == "surabaya")
        #expect(try rep(said("a", at: Self.ubud)) == "ubud")
    }

    @Test("what comes later goes before the number, and words before places, in whatever order they come")
    func later() throws {
        let (start, end) = (said("a", "halo"), said("z"))
        #expect(try rep(start, end) == "jakarta")
        #expect(try rep(start, said("b", "halo", at: Self.ubud), end) == "ubud")
        #expect(try rep(start, said("b", "surabaya"), end) == "surabaya")
        #expect(try rep(said("b", "halo", at: Self.ubud), said("c", "surabaya"), end) == "surabaya")
        #expect(try rep(said("b", "surabaya"), said("c", "halo", at: Self.ubud), end) == "surabaya")
    }
}
