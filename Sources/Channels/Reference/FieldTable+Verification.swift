extension FieldTable {
    static let verification: [Block] = [
        Block(
            path: "verify",
            about: """
                Exactly one scheme. Secrets never stand in the file; they come from the configuration, up to four at a time, and any of them \
                may fit. A public key is configured as a secret too.
                """,
            fields: [
                Field(
                    "hmac", "mapping", "", "a keyed hash over what was sent",
                    "hmac: {algorithm: sha256, header: X-Signature}"),
                Field(
                    "standard_webhooks", "mapping", "",
                    "`<prefix>-id`, `-timestamp` and `-signature` headers; the secret is base64, with or without `whsec_`",
                    "standard_webhooks: {prefix: svix}"),
                Field("token", "mapping", "", "a secret that the sender repeats", "token: {header: X-Api-Key}"),
                Field("basic", "{}", "", "HTTP basic authentication; the secret is `user:password`", "basic: {}"),
                Field(
                    "ed25519", "mapping", "", "a signature; the secret is the public key, hex or base64",
                    "ed25519: {header: X-Signature-Ed25519, encoding: hex, …}"),
                Field(
                    "ecdsa", "mapping", "",
                    "P-256 with SHA-256, DER; the secret is the public key as base64 DER or PEM",
                    "ecdsa: {header: X-Signature}"),
                Field(
                    "rsa", "mapping", "", "PKCS#1 v1.5; the secret is the public key as PEM",
                    "rsa: {header: X-Signature, algorithm: sha256}"),
                Field(
                    "jwt", "mapping", "", "a token of its own for each delivery, with a hash of the body",
                    "jwt: {body_hash_claim: payload_hash, algorithm: HS256}"),
                Field(
                    "sns", "{}", "",
                    "Amazon SNS: its certificate signs the lines of the notification; the secret is the topic's ARN; certificates in PEM may stand beside it",
                    "sns: {}"),
                Field(
                    "insecure", "text", "", "no proof, and why: at least ten characters",
                    "insecure: the form of a static page has no secret"),
                Field(
                    "any", "list of schemes", "",
                    "alternatives: the first whose evidence the request carries decides alone; without any the first refuses",
                    "any: [{basic: {}}, {token: {query: key}}]"),
            ]),
        Block(
            path: "verify.hmac", about: "",
            fields: [
                Field("algorithm", "sha1, sha256, sha512", "required", "the hash function", "algorithm: sha256"),
                Field(
                    "header", "name", "this or `field`", "the header with the signature", "header: X-Hub-Signature-256"),
                Field("field", "name", "this or `header`", "the form field with the signature", "field: signature"),
                Field(
                    "prefix", "text", "empty", "what stands before the signature in the header", "prefix: \"sha256=\""),
                Field("encoding", "hex, base64, base64url", "hex", "how the signature is written", "encoding: base64"),
                Field("key", "text, base64, hex", "text", "how the secret is written", "key: base64"),
                Field(
                    "parameters", "{signature, timestamp}", "none",
                    "the header is a list `t=…,v1=…`; several signatures may stand there, any fitting one counts",
                    "parameters: {signature: v1, timestamp: t}"),
                Field(
                    "timestamp_header", "name", "none", "the header with the signed time",
                    "timestamp_header: X-Request-Timestamp"),
                Field(
                    "timestamp_field", "name", "none", "the form field with the signed time",
                    "timestamp_field: timestamp"),
                Field("timestamp_unit", "s, ms, rfc3339", "s", "how the time is written", "timestamp_unit: ms"),
                Field(
                    "tolerance", "duration", "any time", "how far the signed time may lie from ours, either way",
                    "tolerance: 5m"),
                Field(
                    "signed", "template", "{body}",
                    "what is signed, of `{body} {timestamp} {method} {url} {sorted_form} {header:Name} {field:name}` and text",
                    "signed: \"v0:{timestamp}:{body}\""),
                Field(
                    "body_unsigned", "text", "none", "why a template without `{body}` is right",
                    "body_unsigned: Mailgun signs time and token alone"),
                Field(
                    "body_hash_query", "name of a parameter", "none",
                    "where the address has this parameter, it must be the hex SHA-256 of the body",
                    "body_hash_query: bodySHA256"),
            ]),
        Block(
            path: "verify.standard_webhooks", about: "",
            fields: [
                Field("prefix", "webhook, svix", "webhook", "what the headers begin with", "prefix: svix"),
                Field("tolerance", "duration", "5m", "how far the signed time may lie from ours", "tolerance: 5m"),
            ]),
        Block(
            path: "verify.token", about: "Exactly one place.",
            fields: [
                Field("header", "name", "one of four", "in a header", "header: Authorization"),
                Field("prefix", "text", "empty", "what stands before it in the header", "prefix: \"Bearer \""),
                Field("query", "name", "one of four", "in a parameter of the address", "query: key"),
                Field("field", "name", "one of four", "in a form field", "field: token"),
                Field("body", "path", "one of four", "in a member of a JSON body", "body: $.google_key"),
            ]),
        Block(path: "verify.ed25519", about: "", fields: signature("X-Signature-Ed25519")),
        Block(path: "verify.ecdsa", about: "", fields: signature("X-Twilio-Email-Event-Webhook-Signature")),
        Block(
            path: "verify.rsa", about: "",
            fields: [Field("algorithm", "sha1, sha256", "required", "the hash function", "algorithm: sha256")]
                + signature("X-Freshchat-Signature")),
        Block(
            path: "verify.jwt", about: "`iat` is checked, and `exp` and `nbf` where they are there.",
            fields: [
                Field("algorithm", "HS256", "required", "the only one", "algorithm: HS256"),
                Field("header", "name", "Authorization", "the header with the token", "header: Authorization"),
                Field("prefix", "text", "`Bearer `", "what stands before it", "prefix: \"Bearer \""),
                Field(
                    "body_hash_claim", "name", "required", "the claim with the hex SHA-256 of the body",
                    "body_hash_claim: payload_hash"),
                Field("tolerance", "duration", "5m", "how far `iat` may lie from our time", "tolerance: 5m"),
            ]),
    ]

    /// The fields of signatures with a public key.
    private static func signature(_ header: String) -> [Field] {
        [
            Field("header", "name", "required", "the header with the signature", "header: \(header)"),
            Field("encoding", "hex, base64, base64url", "base64", "how the signature is written", "encoding: hex"),
            Field("signed", "template", "{body}", "as of `hmac`", "signed: \"{timestamp}{body}\""),
            Field(
                "timestamp_header", "name", "none", "the header with the signed time",
                "timestamp_header: X-Signature-Timestamp"),
            Field(
                "timestamp_field", "name", "none", "the form field with the signed time", "timestamp_field: timestamp"),
            Field("timestamp_unit", "s, ms, rfc3339", "s", "how the time is written", "timestamp_unit: s"),
            Field("tolerance", "duration", "any time", "how far the signed time may lie from ours", "tolerance: 5m"),
            Field(
                "body_unsigned", "text", "none", "why a template without `{body}` is right",
                "body_unsigned: the body is signed by its hash"),
        ]
    }
}
