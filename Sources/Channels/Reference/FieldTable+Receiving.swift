extension FieldTable {
    static let file = Block(
        path: "",
        about: "A file is one mapping. Fields may come in any order; what is not listed here is a finding.",
        fields: [
            Field(
                "channel", "text", "required",
                "the id: lower-case letters, digits and hyphens; the name of the folder, and the end of the address `/in/<id>`",
                "channel: demo"),
            Field("name", "text", "required", "for people", "name: Demo"),
            Field(
                "version", "whole number", "required",
                "raised by whoever changes what the file makes of the same delivery", "version: 1"),
            Field(
                "extends", "id of a channel", "none",
                "blocks that are not given here come whole from that channel's file; chains of at most three files",
                "extends: whatsapp"),
            Field("receive", "mapping", "required", "what is accepted and answered", "receive: {cors: true}"),
            Field("verify", "mapping", "required", "how a delivery proves who sent it", "verify: {basic: {}}"),
            Field("decode", "json, form, mime", "required", "what the body is", "decode: json"),
            Field(
                "query", "true, false", "false",
                "for `decode: json`: the parameters of the address become `$.query`, also of a GET without a body",
                "query: true"),
            Field(
                "form_groups", "list of names", "none",
                "for `decode: form`: groups that mean nothing; `contact[name]` is `name` then",
                "form_groups: [contact, form_fields]"),
            Field(
                "form_charsets", "name of a field", "none",
                "for `decode: form`: a field of JSON that names the charsets of others (`{\"text\": \"iso-8859-1\"}`)",
                "form_charsets: charsets"),
            Field(
                "numbered", "name: list of names", "none",
                "for `decode: form`: fields `MediaUrl0`, `MediaContentType0`, `MediaUrl1` … (from 0 or 1) become the list `$.numbered.<name>`",
                "numbered: {media: [MediaUrl, MediaContentType]}"),
            Field(
                "parse", "list of steps", "none", "documents inside of the document, read in this order",
                "parse: [{path: $.Message, as: json, into: note}]"),
            Field(
                "identifiers", "kind: field or list of fields", "none", "which texts of an event a contact goes by",
                "identifiers: {phone: phone_e164}"),
            Field(
                "fetches", "name: mapping", "none", "questions to the provider's API, asked by cases",
                "fetches: {lead: {url: \"https://api.example/{id}\", answer: {…}}}"),
            Field(
                "reply", "mapping", "none", "how a text is sent back; without it the channel cannot answer",
                "reply: {url: \"https://api.example/messages\", json: {to: \"{address}\", text: \"{text}\"}, answer: {id: $.id}}"
            ),
            Field(
                "map", "field: expression", "none", "fields of every event, see Fields of events", "map: {text: $.text}"
            ),
            Field("key", "list, or mapping", "none", "what makes an event the same when it comes again", "key: [$.id]"),
            Field(
                "items", "list of levels", "none", "the tree of what is an item",
                "items: [{as: entry, each: \"$.entry[*]\", …}]"),
            Field(
                "cases", "list of cases", "none", "for the whole document, where no level finds anything",
                "cases: [{kind: message}]"),
        ])

    static let receiving: [Block] = [
        Block(
            path: "receive", about: "",
            fields: [
                Field("methods", "POST, PUT, GET", "POST", "methods of deliveries", "methods: [POST, GET]"),
                Field(
                    "content_types", "list of media types", "any", "without parameters",
                    "content_types: [application/json]"),
                Field("body_limit", "size", "4 MiB", "largest body; at most 32 MiB", "body_limit: 1 MiB"),
                Field("answer", "mapping", "200, empty", "the answer to an accepted delivery", "answer: {status: 204}"),
                Field(
                    "answers", "list of answers", "none",
                    "other answers, by what was sent; the first that fits. Evaluated after the verification",
                    "answers: [{when: \"$.type == 1\", body: '{\"type\":1}', store: false}]"),
                Field(
                    "handshake", "mapping", "none", "how the provider checks that the address is ours",
                    "handshake: {kind: challenge-query, …}"),
                Field(
                    "redirect", "name of a field", "none",
                    "the form field that names the page to go to (303): only on the origin of the form's page or a configured one",
                    "redirect: _next"),
                Field("cors", "true, false", "false", "whether scripts of configured origins may post", "cors: true"),
                Field(
                    "keep_headers", "list of names", "none",
                    "headers kept with the entry, besides the content type and what `verify` reads; only they can be used by `{header: …}`",
                    "keep_headers: [referer]"),
            ]),
        Block(
            path: "receive.answer", about: "",
            fields: [
                Field("status", "200 to 299", "200", "the HTTP status", "status: 204"),
                Field("content_type", "media type", "text/plain", "of the body", "content_type: text/xml"),
                Field("body", "text", "empty", "the body", "body: EVENT_RECEIVED"),
            ]),
        Block(
            path: "receive.answers",
            about: "Conditions and paths read the decoded body; the fields of a form are `$.fields`.",
            fields: [
                Field("when", "condition", "always", "when this answer is given", "when: $.type == 'url_verification'"),
                Field("status", "200 to 299", "200", "the HTTP status", "status: 200"),
                Field("content_type", "media type", "text/plain", "of the body", "content_type: application/json"),
                Field(
                    "body", "text, {path} or {template}", "empty",
                    "the body: fixed, what stands in the delivery, or text with `{$…}` paths, escaped where the answer is JSON",
                    "body: {path: $.challenge}"),
                Field(
                    "store", "true, false", "true", "`false`: a handshake, which is answered and not stored",
                    "store: false"),
                Field(
                    "confirm", "{path, hosts}", "none",
                    "the server calls the address at the path once: https, on one of the hosts (`*` stands for one label)",
                    "confirm: {path: $.SubscribeURL, hosts: [\"sns.*.amazonaws.com\"]}"),
            ]),
        Block(
            path: "receive.handshake",
            about: "A GET whose token is the configured one is answered with the bare challenge, any other with 403.",
            fields: [
                Field("kind", "challenge-query", "required", "the only kind", "kind: challenge-query"),
                Field("mode", "name of a parameter", "required", "a GET with it is a handshake", "mode: hub.mode"),
                Field("token", "name of a parameter", "required", "holds the token", "token: hub.verify_token"),
                Field("challenge", "name of a parameter", "required", "what is sent back", "challenge: hub.challenge"),
            ]),
    ]
}
