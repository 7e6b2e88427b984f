import Channels
import Domain
import Testing

@Suite("Where customers are")
struct PlaceTests {
    private func places(_ body: String, _ location: String, type: String = "application/json") throws -> [String?] {
        let demo = try DemoChannel(
            """
            decode: json
            map: {location: \(location), fields: {members: $.answers}}
            cases: [{kind: message, key: {digest: item}}]
            """)
        return try demo.normalise(body, detail: .fold).events.map { $0.place?.description }
    }

    @Test(
        "stands in the locations that providers send",
        arguments: [
            ("whatsapp/order-location-card", "-6.200000,106.816000"), ("telegram/venue", "-6.200000,106.800000"),
            ("line/media", "-6.200000,106.800000"), ("viber/location", "-6.200000,106.800000"),
            ("messenger/attachments", "-6.914744,107.609810"), ("twilio/whatsapp-location", "-6.914744,107.609810"),
            ("vonage/whatsapp-location", "-6.914744,107.609810"), ("zendesk/sunshine-messages", "-6.200000,106.800000"),
            ("whatsapp/text", nil),
        ] as [(String, String?)])
    func fixtures(_ name: String, _ expected: String?) throws {
        let recorded = try #require(ChannelFolder.fixtures.first { $0.description == name })
        let channel = try #require(ChannelFolder.catalog[recorded.channel])
        let delivery = try #require(ChannelFixtures.delivery(of: recorded.fixture.request, channel: channel))
        let events = try ChannelEngine().normalise(
            delivery, by: channel, context: ChannelFixtures.context, detail: .fold
        ).events
        #expect(events.compactMap { $0.place?.description } == (expected.map { [$0] } ?? []))
    }

    @Test(
        "is read under all names, from numbers and from texts",
        arguments: [
            #"{"latitude":-8.65,"longitude":115.21}"#, #"{"lat":-8.65,"lng":115.21}"#,
            #"{"lat":"-8.65","lon":" 115.21 "}"#, #"{"lat":-8.65,"long":115.21,"name":"Rumah"}"#, #""-8.65, 115.21""#,
        ])
    func spellings(_ location: String) throws {
        #expect(try places("{\"at\":\(location)}", "{raw: $.at}") == ["-8.650000,115.210000"])
    }

    @Test("is built by channel files, member by member, or from one text")
    func built() throws {
        let body = #"{"y":"-8.65","x":115.21,"both":"-8.65,115.21","json":"{\"lat\":-8.65,\"lng\":115.21}"}"#
        for location in [
            "{object: {lat: {number: $.y}, lng: {raw: $.x}, name: $.none}}", "{object: {coordinates: $.both}}",
            "{first: [{object: {name: $.y}}, {object: {latitude: $.y, longitude: $.x}}]}", "{json: $.json}",
        ] {
            #expect(try places(body, location) == ["-8.650000,115.210000"], "\(location)")
        }
    }

    @Test(
        "is nowhere where a provider or a form sends no place on earth",
        arguments: [
            #"{"latitude":91,"longitude":115.21}"#, #"{"latitude":-8.65,"longitude":-180.5}"#, #"{"latitude":-8.65}"#,
            #"{"latitude":null,"longitude":115.21}"#, #"{"lat":"nan","lng":"115.21"}"#,
            #"{"lat":"8,65","lng":"115,21"}"#,
            #"{"lat":"0x8","lng":"1e2"}"#, #"{"lat":[-8.65],"lng":{"x":1}}"#, #""-8.65""#, #""""#, "7", "[]", "null",
        ])
    func nowhere(_ location: String) throws {
        #expect(try places("{\"at\":\(location)}", "{raw: $.at}") == [nil])
        #expect(try places("{\"answers\":\(location)}", "{raw: $.at}") == [nil])
    }

    @Test("is told by two answers of a form, whatever their names' case")
    func answers() throws {
        func place(_ answers: String) throws -> String? {
            try #require(places("{\"answers\":\(answers)}", "{raw: $.at}").first)
        }
        #expect(try place(#"{"Latitude":"-8.65","Longitude":"115.21","kota":"Ubud"}"#) == "-8.650000,115.210000")
        #expect(try place(#"{"lat":-8.65,"lng":115.21}"#) == "-8.650000,115.210000")
        #expect(try place(#"{"lat":-8.65,"lon":115.21}"#) == "-8.650000,115.210000")
        #expect(try place(#"{"lat":["-8.65","-8.7"],"lng":115.21}"#) == nil)
        #expect(try place(#"{"lng":115.21}"#) == nil)
    }

    @Test("is where the card says before where the answers say, unless the card says nothing")
    func order() throws {
        let answers = #""answers":{"lat":1,"lng":2}"#
        #expect(try places("{\"at\":{\"lat\":3,\"lng\":4},\(answers)}", "{raw: $.at}") == ["3.000000,4.000000"])
        #expect(try places("{\"at\":{\"lat\":300,\"lng\":4},\(answers)}", "{raw: $.at}") == ["1.000000,2.000000"])
    }

    @Test("is asked only of what customers say")
    func statements() throws {
        let demo = try DemoChannel(
            """
            decode: json
            map: {location: {raw: $.at}}
            cases: [{kind: echo, key: {digest: item}}]
            """)
        let events = try demo.normalise(#"{"at":{"lat":1,"lng":2}}"#, detail: .fold).events
        #expect(events.map(\.place) == [nil])
    }
}
