import Channels
import Domain
import Testing

@Suite("A channel, listed")
struct ListingTests {
    @Test("shows what it extends, inherits and asks for")
    func listing() throws {
        let base = """
            channel: base
            name: Base
            version: 3
            receive: {methods: [POST], answer: {status: 204}}
            verify: {basic: {}}
            decode: json
            identifiers: {line: sender_id, email: email}
            parse:
              - {path: [$.a, $.b], as: json, into: raw}
              - {path: "$.f[*]", as: pairs, name: "@.n", value: ["@.v"], where: "@.v > 1", into: fields}
            fetches:
              lead:
                url: "https://api.example/{id}"
                values: {id: item.id}
                token: {query: access_token}
                answer: {key: [$.id], cases: [{kind: lead_form}]}
            map: {sender_id: $.from, text: {upper: $.text}}
            items:
              - as: item
                each: "raw.items[*]"
                with: {person: {find: "$.people[*]", where: "@.id == item.by"}}
                key: {digest: event, window: 10m}
                map: {text: {first: [item.text, {const: "a b"}]}, to: {list: "item.to[*]", map: "@.x"}}
                cases:
                  - {when: item.x, ignore: nothing}
                  - {kind: lead_form, fetch: lead, map: {timestamp: {snowflake: item.id, since: 5}}}
            """
        let catalog = ChannelCatalog(texts: ["base": base, "top": "channel: top\nextends: base\nname: Top\n"])
        let channel = try #require(catalog["top"], "\(catalog.findings)")
        #expect(
            channel.description == """
                channel top (Top), version 3
                extends: 1 other file
                receive: {methods: [POST], answer: {status: 204}}
                verify: {basic: {}}
                decode: json
                identifier line: sender_id (of this channel and account)
                identifier email: email
                parse raw <- json at $.a, else $.b
                parse fields <- pairs @.n: @.v where @.v > 1 at $.f[*]
                each item <- raw.items[*]
                  with person <- $.people[*] where @.id == item.by
                  when item.x: ignored, nothing
                  otherwise: lead_form
                    key: [{digest: event}] within 600s
                    fetch: lead
                    sender_id: $.from
                    text: {first: [item.text, {const: "a b"}]}
                    timestamp: {snowflake: item.id, since: 5}
                    to: {list: item.to[*], map: @.x}
                the whole document, where nothing above finds anything:
                  otherwise: unknown
                    key: [{digest: item}]
                    sender_id: $.from
                    text: {upper: $.text}
                answer of fetch lead, asked from api.example with the access token in the parameter access_token:
                  the whole document, where nothing above finds anything:
                    otherwise: lead_form
                      key: [$.id]

                """)
    }

    @Test(
        "names every expression of every channel of the project",
        arguments: ChannelFolder.catalog.channels.keys.sorted())
    func whole(_ id: String) throws {
        let channel = try #require(ChannelFolder.catalog[id])
        let text = channel.description
        #expect(text.hasPrefix("channel \(id) ("))
        #expect(text.split(separator: "\n").count > 10)
    }
}
