extension FieldTable {
    static let reading: [Block] = [
        Block(
            path: "parse",
            about: """
                Steps run in order; each may use the names of those before it. What finds nothing, or cannot be read, binds nothing. Steps may bind \
                the same name: the first that finds anything wins. Form fields (`{field: …}`, `{other_fields: …}`) come from the name `fields` \
                where a step has bound it.
                """,
            fields: [
                Field(
                    "path", "path, or list of paths", "required",
                    "where it stands; the first path that finds anything readable", "path: $.fields.rawRequest"),
                Field("as", "json, mime, mail_headers, pairs, members", "required", "what stands there", "as: json"),
                Field(
                    "into", "name", "required", "the name for the result, known to all paths of the file", "into: raw"),
            ]),
        Block(
            path: "parse (json)",
            about: "JSON inside of a text. A value that is an object or a list already is taken as it is.", fields: []),
        Block(
            path: "parse (mime)", about: "A whole mail inside of a text becomes the document of `decode: mime`.",
            fields: [
                Field(
                    "encoding", "text, base64, auto", "text",
                    "how its bytes stand there; `auto` takes base64 where the text is nothing else", "encoding: base64")
            ]),
        Block(
            path: "parse (mail_headers)",
            about: """
                Headers as a block of lines, `[[name, value], …]`, `[{Name, Value}, …]`, an object, or JSON of those inside of a text become the document \
                of `decode: mime`, without parts. Without From its kind is `invalid`.
                """,
            fields: [
                Field(
                    "add", "header: text expression", "none",
                    "headers that the provider lists elsewhere; those of the list come first",
                    "add: {From: $.From, Subject: $.Subject}"),
                Field(
                    "text", "text expression", "none",
                    "the text of the mail, for `text`, `new_text`, `quoted`, `signature` and the kind",
                    "text: $.TextBody"),
            ]),
        Block(
            path: "parse (pairs)",
            about: """
                A list of names and values becomes an object. Several values of one element, lists and repeated names make lists; null is left out. \
                In these expressions `@` is the element.
                """,
            fields: [
                Field("name", "text expression", "required", "the member's name", "name: \"@.column_id\""),
                Field(
                    "value", "path, or list of paths", "required", "the first path that finds anything",
                    "value: [\"@.string_value\", \"@.values[*]\"]"),
                Field("where", "condition", "all", "which elements count", "where: \"@.type != 'HIDDEN'\""),
                Field(
                    "options", "{list, id, text}", "none", "where the texts stand that ids of choices mean",
                    "options: {list: \"@.options[*]\", id: \"@.id\", text: \"@.text\"}"),
            ]),
        Block(
            path: "parse (members)",
            about: """
                An object becomes the list `[{"name": …, "value": …}, …]` of its members in their order, a list that of its elements with the names \
                "0", "1" …; those of all objects that the path selects one after another. So conditions can ask for names: \
                `all[?match(@.name, 'q[0-9]+_.+')].value`.
                """, fields: []),
        Block(
            path: "fetches",
            about: """
                What a delivery only announces is asked from the provider's API by `fetch` of a case. The server calls the address with the secret \
                `access_token` of the channel's configuration; the answer is stored as a delivery of its own, read by `answer`.
                """,
            fields: [
                Field(
                    "url", "address", "required", "https and a fixed host, with `{names}` of `values` in it",
                    "url: \"https://graph.example/v1/{id}\""),
                Field(
                    "values", "name: text expression", "none",
                    "read where a case asks, percent-encoded; one that is absent: nothing is asked",
                    "values: {id: change.value.leadgen_id}"),
                Field(
                    "token", "{header, prefix} or {query}", "none", "where the access token goes",
                    "token: {header: Authorization, prefix: \"Bearer \"}"),
                Field(
                    "answer", "mapping", "required",
                    "`parse`, `map`, `key`, `items` and `cases` for the answer, which is JSON. Keys of its events never meet those of the file",
                    "answer: {key: [$.id], cases: [{kind: lead_form}]}"),
            ]),
    ]

    static let fanOut: [Block] = [
        Block(
            path: "items",
            about: """
                A level binds each value that `each` finds to the name `as`; its own `items` go deeper. A value in which no deeper level finds anything \
                is an item itself, and goes through the `cases` of its level; where none fits, it is an event of kind `unknown`. So every item is \
                an event or ignored, and nothing disappears.
                """,
            fields: [
                Field("as", "name", "required", "for the value; at most eight names at once", "as: message"),
                Field(
                    "each", "path, or list of paths", "required", "the first path that finds anything is used",
                    "each: change.value.messages[*]"),
                Field(
                    "with", "name: path, or {find, where}", "none",
                    "values looked up elsewhere: the first, or the first that fits",
                    "with: {contact: {find: \"$.contacts[*]\", where: \"@.id == message.from\"}}"),
                Field(
                    "map", "field: expression", "none", "over the map of the levels around, field by field",
                    "map: {text: message.text}"),
                Field(
                    "key", "list, or mapping", "that of the level around", "of every event of this level",
                    "key: [message.id]"),
                Field(
                    "items", "list of levels", "none", "the levels inside",
                    "items: [{as: part, each: \"message.parts[*]\"}]"),
                Field(
                    "cases", "list of cases", "none", "how an item of this level is decided", "cases: [{kind: message}]"
                ),
            ]),
        Block(
            path: "cases", about: "The first that fits decides.",
            fields: [
                Field(
                    "when", "condition", "always", "a case without it must be the last", "when: message.type == 'text'"),
                Field("kind", "kind of event", "this, `kind_of` or `ignore`", "what it is", "kind: message"),
                Field(
                    "kind_of", "path", "this, `kind` or `ignore`",
                    "where the mail reader's word stands; another word is `unknown`", "kind_of: mail.kind"),
                Field("ignore", "text", "this, `kind` or `kind_of`", "no event, and why", "ignore: somebody is typing"),
                Field(
                    "fetch", "name of `fetches`", "none", "the event lacks its content; it gets `needs_fetch: true`",
                    "fetch: lead"),
                Field(
                    "test", "condition", "never",
                    "the provider only tries the connection: it is shown with `is_test: true`, held back, and never counted",
                    "test: $.is_test == true"),
                Field("map", "field: expression", "none", "over the map of the level", "map: {text: message.body}"),
                Field(
                    "key", "list, or mapping", "that of the level", "what makes the event the same", "key: [message.id]"
                ),
            ]),
        Block(
            path: "key",
            about: """
                Either a list of parts, to which channel, account and kind are added, or one digest with a window. A part is a text expression or \
                `{digest: …}`; where one is absent, the digest of the item takes the place of all.
                """,
            fields: [
                Field(
                    "digest", "`item`, `event`, or list of texts", "required",
                    "SHA-256 over the item as it was sent, over its mapped texts and answers, or over texts",
                    "key: {digest: event, window: 10m}"),
                Field("window", "duration", "for ever", "how long a repetition counts as the same", "window: 10m"),
            ]),
    ]
}
