extension FieldTable {
    static let replying: [Block] = [
        Block(
            path: "reply",
            about: """
                How a text is sent back. Texts have slots: `{account}`, `{address}` (the customer's id as it was sent), `{chat}` (the provider's \
                conversation id), `{text}`, `{line}` (the text in one line), `{template}` and `{language}`, `{key}` (the same for each attempt at one \
                message) and `{uuid}` (a UUID of it), and the names of `parameters` and `values`. A slot without a value: nothing is sent, and it is \
                said what is missing; but a member of `json` or `form` whose name ends with `?` is left out then.
                """,
            fields: [
                Field(
                    "url", "address", "required, unless `mail`",
                    "https and a fixed host, or one slot of `parameters` that is the address; slots are percent-encoded. `{token}` may stand here only",
                    "url: \"https://api.example/{account}/messages\""),
                Field("method", "POST, PUT", "POST", "of the call", "method: POST"),
                Field(
                    "token", "mapping", "none", "where the access token goes",
                    "token: {header: Authorization, prefix: \"Bearer \"}"),
                Field(
                    "headers", "name: text with slots", "none", "further headers", "headers: {X-Retry-Key: \"{uuid}\"}"),
                Field(
                    "parameters", "name: what it means", "none",
                    "what `corong.yaml` has to give under `reply` of the channel; at most three",
                    "parameters: {sender: the number that messages come from}"),
                Field(
                    "values", "name: text expression", "none",
                    "further slots; expressions begin with `account`, `address`, `chat`, `text`, `template` or a parameter",
                    "values: {number: {if: \"match(address, '[0-9]+')\", then: address}}"),
                Field(
                    "refuse", "list of {when, because}", "none", "when nothing can be sent, and why",
                    "refuse: [{when: \"!chat\", because: the conversation has no chat}]"),
                Field("text", "mapping", "4096 characters, split", "how long a text may be", "text: {limit: 2000}"),
                Field(
                    "json", "a tree", "this, `form` or `mail`", "the body; its texts have slots",
                    "json: {to: \"{address}\", text: \"{text}\"}"),
                Field(
                    "form", "name: text with slots", "this, `json` or `mail`", "the body as an urlencoded form",
                    "form: {To: \"{address}\", Body: \"{text}\"}"),
                Field(
                    "mail", "{}", "this, `json` or `form`",
                    "the reply is a mail over the configured server: `Re:` and the subject, In-Reply-To and References of the mail that is answered; of the other fields only `text` and `window` mean anything",
                    "mail: {}"),
                Field(
                    "window", "duration", "none",
                    "how long after the customer's last statement a free text may be sent", "window: 24h"),
                Field(
                    "template", "mapping", "none",
                    "what is sent in the place of a free text, inside and outside of the window",
                    "template: {language: id, json: {…}}"),
                Field(
                    "answer", "mapping", "required, unless `mail`", "what the provider's answer means",
                    "answer: {id: $.message_id}"),
            ]),
        Block(
            path: "reply.token", about: "The secret is `access_token` of the channel's configuration.",
            fields: [
                Field(
                    "header", "name of a header", "one of these", "the header that holds it", "header: Authorization"),
                Field("prefix", "text", "none", "what stands before it in the header", "prefix: \"Bearer \""),
                Field(
                    "query", "name of a parameter", "one of these", "the parameter of the address that holds it",
                    "query: access_token"),
                Field(
                    "basic", "text with slots", "one of these",
                    "the user of HTTP basic authentication; the token is the password", "basic: \"{account}\""),
                Field(
                    "sign", "standard_webhooks", "one of these",
                    "the token is no password but signs the call: `webhook-id`, `webhook-timestamp`, `webhook-signature`",
                    "sign: standard_webhooks"),
            ]),
        Block(
            path: "reply.text", about: "",
            fields: [
                Field("limit", "whole number", "4096", "the longest text of one message", "limit: 1600"),
                Field("unit", "characters, bytes, utf16", "characters", "what the provider counts", "unit: bytes"),
                Field(
                    "over", "split, refuse", "split",
                    "a longer text becomes up to ten messages, cut between paragraphs, lines or words; or is refused",
                    "over: refuse"),
                Field(
                    "escape", "none, entities", "none",
                    "`entities` writes `&`, `<` and `>` as `&amp;`, `&lt;` and `&gt;`", "escape: entities"),
            ]),
        Block(
            path: "reply.template",
            about: "An approved message of the provider, named by whoever replies: `name` or `name/language`.",
            fields: [
                Field("language", "text", "none", "the language where the reply names none", "language: id"),
                Field("json", "a tree", "this or `form`", "the body", "json: {template: {name: \"{template}\"}}"),
                Field(
                    "form", "name: text with slots", "this or `json`", "the body as an urlencoded form",
                    "form: {ContentSid: \"{template}\"}"),
            ]),
        Block(
            path: "reply.answer",
            about: """
                A status from 200 to 299 is success. Otherwise 401, 408, 425, 429 and 500 to 599 are worth another attempt and all else is final, unless \
                a code says otherwise. Paths read the answer, which is JSON; without `accepted` it may be anything.
                """,
            fields: [
                Field(
                    "id", "path, or list of paths", "none", "the message's id, by which statuses name it later",
                    "id: \"$.messages[0].id\""),
                Field("accepted", "condition", "none", "what has to hold for a success", "accepted: $.ok == true"),
                Field(
                    "error", "path, or list of paths", "the body", "the error's text, for people",
                    "error: $.error.message"),
                Field("code", "path, or list of paths", "none", "the error's code", "code: $.error.code"),
                Field(
                    "temporary", "list of codes", "none", "errors worth another attempt", "temporary: [130429, 131056]"),
                Field(
                    "permanent", "list of codes", "none", "errors that are final whatever the status",
                    "permanent: [channel_not_found]"),
                Field(
                    "known", "list of statuses", "none",
                    "from 400 to 499, by which the provider says that it has the message already", "known: [409]"),
                Field(
                    "retry_after", "path, or list of paths", "none", "seconds to wait",
                    "retry_after: $.parameters.retry_after"),
            ]),
    ]
}
