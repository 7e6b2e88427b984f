import Channels
import Domain
import Testing

@Suite("Fetches")
struct FetchTests {
    private static let text = """
        decode: json
        fetches:
          lead:
            url: "https://api.example/v1/{id}?fields=a,b&x={x}"
            values: {id: change.id, x: {first: [change.x, {const: "&"}]}}
            token: {header: Authorization, prefix: "Bearer "}
            answer:
              parse: [{path: "$.data[*]", as: pairs, name: "@.n", value: "@.v", into: fields}]
              key: [$.id]
              map: {email: {email: {field: [email]}}, fields: {other_fields: {}}}
              cases: [{when: $.id, kind: lead_form}]
        identifiers: {email: email}
        items:
          - as: change
            each: $.changes[*]
            key: [change.id]
            cases:
              - {when: change.id, kind: lead_form, fetch: lead}
              - {kind: message}
        """

    @Test("ask with an address of a fixed host, encoded values and no secret")
    func asks() throws {
        let demo = try DemoChannel(Self.text)
        let result = try demo.normalise(#"{"changes":[{"id":"a/b?c=é"},{"x":1}]}"#)
        #expect(
            result.events[0].fetch
                == FetchRequest(name: "lead", url: "https://api.example/v1/a%2Fb%3Fc%3D%C3%A9?fields=a,b&x=%26"))
        #expect(EventJSON.text(result.events[0]) == #"{"kind":"lead_form","needs_fetch":true}"#)
        #expect(result.events[1].fetch == nil && EventJSON.text(result.events[1]) == #"{"kind":"message"}"#)
        let fold = try demo.normalise(#"{"changes":[{"id":1}]}"#, detail: .fold)
        #expect(
            fold.events[0].fetch?.url == "https://api.example/v1/1?fields=a,b&x=%26" && fold.events[0].details.isEmpty)
        let rules = try #require(demo.channel.fetches["lead"])
        #expect(rules.host == "api.example" && rules.token == .header(name: "Authorization", prefix: "Bearer "))
    }

    @Test("read the answer by their own part of the file, under keys of their own")
    func answers() throws {
        let demo = try DemoChannel(Self.text)
        let asked = try demo.normalise(#"{"changes":[{"id":"7"}]}"#)
        let answered = try demo.normalise(
            #"{"id":"7","data":[{"n":"Email","v":["S@x.example"]},{"n":"Kota","v":["Bogor"]}]}"#,
            headers: ":answer: lead\n")
        #expect(
            answered.events.map { EventJSON.text($0, identity: .shown) } == [
                #"{"kind":"lead_form","email":"s@x.example","fields":{"Kota":["Bogor"]},"key":["demo","","lead_form","answer","7"],"identifiers":[["email","s@x.example"]]}"#
            ])
        #expect(asked.events[0].key.parts == ["demo", "", "lead_form", "7"])
        let odd = try demo.normalise(#"{"error":1}"#, headers: ":answer: lead\n")
        #expect(odd.events.map(\.kind) == [.unknown] && odd.events[0].key.parts.count == 5)
    }

    @Test("an answer to something that the file does not ask is a dead letter")
    func unknownAnswer() throws {
        let demo = try DemoChannel(Self.text)
        #expect(throws: NormaliseError.noSuchFetch("laed")) { try demo.normalise("{}", headers: ":answer: laed\n") }
        #expect(throws: NormaliseError.self) { try demo.normalise("<html>", headers: ":answer: lead\n") }
    }

    @Test("a value that is absent leaves nothing to ask for")
    func absent() throws {
        let demo = try DemoChannel(Self.text.replacing("{id: change.id,", with: "{id: change.ref,"))
        let event = try #require(try demo.normalise(#"{"changes":[{"id":"7"}]}"#).events.first)
        #expect(event.fetch == nil && EventJSON.text(event) == #"{"kind":"lead_form","needs_fetch":true}"#)
    }

    static let mistakes: [(old: String, new: String, place: String, message: String)] = [
        ("fetch: lead}", "fetch: laed}", "18:51", "Did you mean `lead`"),
        ("https://api.example/v1/{id}", "http://api.example/v1/{id}", "4:10", "https and a fixed host"),
        ("https://api.example/v1/{id}", "https://{id}.example/v1/", "4:10", "https and a fixed host"),
        ("https://api.example/v1/{id}", "https://api{id}/v1/", "4:10", "https and a fixed host"),
        ("/v1/{id}", "/v1/{ix}", "4:10", "Did you mean `id`"),
        ("{id: change.id,", "{id: chnage.id,", "5:18", "Did you mean `change`"),
        ("{header: Authorization, prefix: \"Bearer \"}", "{heder: A}", "6:13", "Did you mean `header`"),
        ("{header: Authorization, prefix: \"Bearer \"}", "{header: A, query: b}", "6:12", "either `header` or `query`"),
        ("when: $.id, kind: lead_form}", "when: $.id, kind: lead_from}", "11:34", "Did you mean `lead_form`"),
        ("      cases: [{when: $.id, kind: lead_form}]\n", "", "8:7", "an answer needs `items` or `cases`"),
    ]

    @Test("mistakes are found with their place", arguments: mistakes.indices)
    func reports(_ index: Int) {
        let mistake = Self.mistakes[index]
        let found = DemoChannel.findings(Self.text.replacing(mistake.old, with: mistake.new))
        let fits = found.contains { $0.hasPrefix(mistake.place + " ") && $0.contains(mistake.message) }
        #expect(fits, "expected \(mistake.place) \(mistake.message), got \(found)")
    }
}
