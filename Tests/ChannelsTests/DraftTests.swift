import Channels
import Domain
import JSON
import Testing

@Suite("Drafts of channel files")
struct DraftTests {
    /// A payload, lines that the draft has to have, and members that its event has to have.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var payload: String
        var contentType = "application/json"
        var lines: [String] = []
        var event: [String: String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "a flat message",
            payload: #"{"id":"m-1","user_id":"u-7","name":"Siti","text":"Masih ada?","sent_at":1718000000}"#,
            lines: [
                "text: $.text  # Masih ada?", "timestamp: {epoch: $.sent_at, unit: s}  # 1718000000", "key: [$.id]",
                "chat_user: sender_id",
            ],
            event: [
                "kind": "message", "text": "Masih ada?", "sender_id": "u-7", "provider_message_id": "m-1",
                "timestamp": "2024-06-10T06:13:20Z",
            ]),
        Case(
            name: "a list of events, with the account around it",
            payload: """
                {"page_id":"p1","events":[{"event":"message","timestamp":1718000000000,"sender":{"id":"u1","display_name":"Budi"},\
                "message":{"id":"m1","text":"Halo kak"}}]}
                """,
            lines: [
                "- as: event", "each: \"$.events[*]\"", "account_id: $.page_id  # p1",
                "text: event.message.text  # Halo kak",
                "timestamp: {epoch: event.timestamp, unit: ms}  # 1718000000000",
                "- {when: \"event.event == 'message'\", kind: message}",
            ],
            event: ["kind": "message", "account_id": "p1", "sender_name": "Budi", "timestamp": "2024-06-10T06:13:20Z"]),
        Case(
            name: "lists inside of lists, and the name found by id",
            payload: """
                {"entry":[{"id":"77","changes":[{"value":{"contacts":[{"wa_id":"6281234567890","profile":{"name":"Siti"}}],\
                "messages":[{"from":"6281234567890","id":"x1","timestamp":"1718000000","type":"text","text":{"body":"Halo"}}]}}]}]}
                """,
            lines: [
                "each: \"$.entry[*]\"", "each: \"entry.changes[*]\"", "each: \"change.value.messages[*]\"",
                "contact: {find: \"change.value.contacts[*]\", where: \"@.wa_id == message.from\"}",
                "message_type: message.type  # text",
            ],
            event: ["sender_name": "Siti", "phone_e164": "+6281234567890", "text": "Halo", "provider_message_id": "x1"]),
        Case(
            name: "words of Spanish",
            payload:
                #"{"id_mensaje":"9","remitente":"573001234567","nombre":"Luz","mensaje":"Hola, precio?","fecha":"2024-06-10T06:13:20Z"}"#,
            lines: ["phone_e164: {phone: $.remitente, origin: international}  # 573001234567"],
            event: [
                "sender_name": "Luz", "text": "Hola, precio?", "phone_e164": "+573001234567",
                "provider_message_id": "9",
            ]),
        Case(
            name: "words of Portuguese",
            payload:
                #"{"mensagem":{"id":"9","texto":"Oi, tudo bem?"},"remetente":{"id":"r1","nome":"Ana","telefone":"+5511987654321"}}"#,
            event: ["text": "Oi, tudo bem?", "sender_id": "r1", "sender_name": "Ana", "phone_e164": "+5511987654321"]),
        Case(
            name: "an address of a chat program",
            payload: #"{"id":"1","from":"6281234567890@c.us","body":"Halo","fromMe":false}"#,
            lines: [
                "phone_e164: {phone: {before: $.from, text: \"@\"}, origin: international}",
                "- {when: \"$.fromMe == true\", kind: echo}",
            ],
            event: ["kind": "message", "phone_e164": "+6281234567890"]),
        Case(
            name: "what our own side wrote",
            payload: #"{"id":"1","direction":"outgoing","user_id":"u1","text":"Siap kak"}"#,
            lines: ["- {when: \"$.direction == 'outgoing'\", kind: echo}"], event: ["kind": "echo", "text": "Siap kak"]),
        Case(
            name: "an author's role, of which only one word is known",
            payload: #"{"id":"1","author":{"id":"u1","type":"visitor"},"text":"Halo"}"#,
            lines: ["# - {when: \"$.author.type == 'agent'\", kind: echo}"],
            event: ["kind": "message", "sender_id": "u1"]),
        Case(
            name: "a receipt",
            payload: #"{"event":"message.delivered","message_id":"m1","status":"delivered","timestamp":1718000000}"#,
            event: ["kind": "status", "status": "delivered", "target_message_id": "m1"]),
        Case(
            name: "a picture",
            payload:
                #"{"id":"1","from":{"id":"u1"},"message":{"attachments":[{"type":"image","mime_type":"image/png","url":"https://cdn.example/a.png","size":7}]}}"#,
            lines: [
                "attachments: {list: \"$.message.attachments[*]\", map: {object: {type: \"@.type\", mime: \"@.mime_type\", size: {raw: \"@.size\"}, url: \"@.url\"}}}"
            ],
            event: [
                "kind": "message",
                "attachments": #"[{"type":"image","mime":"image/png","size":7,"url":"https://cdn.example/a.png"}]"#,
            ]),
        Case(
            name: "a list of answers",
            payload:
                #"{"lead_id":"L1","form_id":5,"answers":[{"name":"Nama","value":"Siti"},{"name":"No HP","value":"0812-3456-7890"},{"name":"Kota","value":"Bogor"}]}"#,
            lines: [
                "name: \"@.name\"", "value: [\"@.value\"]", "fields: {other_fields: {except: []}}  # all other answers",
            ],
            event: ["kind": "lead_form", "sender_name": "Siti", "phone_e164": "+6281234567890", "form_id": "5"]),
        Case(
            name: "a form",
            payload: "nama=Siti+Rahma&email=S%40Toko.example&telepon=0812+3456+7890&pesan=Mau+dua&utm_source=ig",
            contentType: "application/x-www-form-urlencoded",
            lines: ["decode: form", "email: {email: {field: [\"email\"]}}", "key: {digest: event, window: 10m}"],
            event: [
                "kind": "lead_form", "sender_name": "Siti Rahma", "email": "s@toko.example",
                "phone_e164": "+6281234567890",
                "text": "Mau dua", "referral": #"{"utm_source":"ig"}"#,
            ]),
        Case(
            name: "a message as a form",
            payload:
                "MessageSid=SM1&From=whatsapp%3A%2B6281234567890&To=whatsapp%3A%2B6280000000000&Body=Halo&ProfileName=Siti",
            contentType: "application/x-www-form-urlencoded",
            lines: ["phone_e164: {phone: {after: {field: [\"From\"]}, text: \"whatsapp:\"}, origin: international}"],
            event: ["kind": "message", "provider_message_id": "SM1", "phone_e164": "+6281234567890", "text": "Halo"]),
        Case(
            name: "a list at the top",
            payload: #"[{"id":"1","sender_id":"u1","text":"Halo"},{"id":"2","sender_id":"u1","text":"Ada?"}]"#,
            lines: ["each: \"$[*]\""], event: ["kind": "message", "text": "Halo"]),
        Case(
            name: "names that paths have to quote",
            payload: #"{"message id":"1","sender-id":"u1","it's a \\ text":"Halo kak"}"#,
            lines: ["sender_id: \"$['sender-id']\"  # u1"], event: ["sender_id": "u1", "provider_message_id": "1"]),
        Case(
            name: "nothing that is known", payload: #"{"zzz":true}"#, lines: ["- {kind: unknown}"],
            event: ["kind": "unknown"]),
    ]

    @Test("A capture becomes a file with the right rules", arguments: cases)
    func drafts(_ sample: Case) throws {
        let draft = try ChannelDraft(
            id: "demo", capture: try CapturedRequest(Array(sample.payload.utf8), contentType: sample.contentType))
        let compiled = CompiledChannel.compile(text: draft.yaml, file: "channel.yaml")
        #expect(compiled.diagnostics.isEmpty)
        for line in sample.lines { #expect(draft.yaml.contains(line), "\(line)\n\(draft.yaml)") }
        let document = try JSONDocument(parsing: Array(draft.expected.utf8))
        document.withRoot { root in
            for (name, value) in sample.event {
                let member = root["events"]?[0]?[name]
                var writer = JSONWriter()
                member?.append(to: &writer)
                #expect((member?.string ?? writer.text) == value, "\(name)\n\(draft.yaml)")
            }
        }
    }

    @Test("A proposal is a comment with the value and the other places")
    func proposals() throws {
        let payload = #"{"id":"1","user_id":"u1","title":"Apa kabar semua","note":"Nanti saja ya","time":1718000000}"#
        let draft = try ChannelDraft(id: "demo", capture: try CapturedRequest(Array(payload.utf8)))
        #expect(draft.proposals.contains("text"), "\(draft.yaml)")
        #expect(draft.yaml.contains("# text: $.title  # Apa kabar semua (unsure); or $.note"), "\(draft.yaml)")
    }

    @Test("A fixture keeps the body as it is, and neither tokens nor other headers")
    func fixture() throws {
        let request = """
            POST /hooks/7?token=hush&page=2 HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\nCookie: c=1\r
            \r\n{"id":"1","user_id":"u1","text":"a\\nb"}\n
            """
        let draft = try ChannelDraft(
            id: "demo", capture: try CapturedRequest(Array(request.utf8)), secret: "hush")
        #expect(draft.isVerified)
        #expect(
            String(decoding: draft.request, as: UTF8.self) == """
                POST /in/demo?page=2 HTTP/1.1
                Content-Type: application/json

                {"id":"1","user_id":"u1","text":"a\\nb"}

                """)
        #expect(!(draft.yaml + draft.readme + draft.expected).contains("hush"))
    }

    @Test(
        "What cannot be drafted is refused with a reason",
        arguments: [
            ("Demo", "{\"a\":1}", DraftError.notAnID("Demo")), ("demo", "{}", .nothingInIt),
            ("demo", "[]", .nothingInIt),
            ("demo", "[1,2]", .nothingInIt), ("demo", "{", .unreadable(.notJSON(.malformed("")))),
            ("demo", "", .unknownBody),
            ("demo", "<xml/>", .unknownBody), ("demo", "POST / HTTP/1.1\nno header\n\n{}", .notRequest),
        ])
    func refuses(_ id: String, _ payload: String, _ expected: DraftError) throws {
        do throws(DraftError) {
            _ = try ChannelDraft(id: id, capture: try CapturedRequest(Array(payload.utf8)))
            Issue.record("was drafted")
        } catch {
            if case .unreadable = expected, case .unreadable = error { return }
            #expect(error == expected)
        }
    }
}
