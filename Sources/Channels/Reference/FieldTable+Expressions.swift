extension FieldTable {
    /// Expressions that give a text.
    static let texts: [Operation] = [
        Operation("const", "{const: x}", "x", "{const: meta}", "{}", #""meta""#),
        Operation(
            "template", "{template: \"…{path}…\"}", "text with paths; absent ones vanish; trimmed",
            #"{template: "{$.a} {$.b}"}"#, #"{"a":"Siti"}"#, #""Siti""#),
        Operation(
            "join", "{join: [e, e], with: \" \"}", "the present ones", "{join: [$.a, $.b], with: \"-\"}",
            #"{"a":"x","b":"y"}"#, #""x-y""#),
        Operation(
            "first", "{first: [e, e]}", "the first that is present and not blank", "{first: [$.a, $.b]}",
            #"{"a":" ","b":"y"}"#, #""y""#),
        Operation(
            "if", "{if: condition, then: e, else: e}", "one of two; `else` may be missing", "{if: $.a == 1, then: $.b}",
            #"{"a":1,"b":"y"}"#, #""y""#),
        Operation(
            "pick", "{pick: path, where: condition, get: e}", "e for the first element that fits, which `@` is then",
            "{pick: \"$.a[*]\", where: \"@.k == 'x'\", get: \"@.v\"}", #"{"a":[{"k":"x","v":"y"}]}"#, #""y""#),
        Operation(
            "phone", "{phone: e, origin: national or international}",
            "E.164: from the region of the workspace, or with the country code", "{phone: $.a}",
            #"{"a":"0812-3456-7890"}"#, #""+6281234567890""#),
        Operation(
            "phone_in", "{phone_in: e}", "the first telephone number inside of a text", "{phone_in: $.a}",
            #"{"a":"call 0812 3456 7890"}"#, #""+6281234567890""#),
        Operation(
            "email", "{email: e}", "trimmed, lower case, and of the shape of an address", "{email: $.a}",
            #"{"a":" S@Toko.example "}"#, #""s@toko.example""#),
        Operation(
            "address", "{address: e}", "the first address of a header", "{address: $.a}",
            #"{"a":"Siti <S@toko.example>"}"#, #""s@toko.example""#),
        Operation(
            "address_name", "{address_name: e}", "the name beside it", "{address_name: $.a}",
            #"{"a":"Siti <s@toko.example>"}"#, #""Siti""#),
        Operation(
            "lookup", "{lookup: e, table: {a: b}, else: e}", "what the table has", "{lookup: $.a, table: {x: one}}",
            #"{"a":"x"}"#, #""one""#),
        Operation(
            "strip_prefix", "{strip_prefix: e, prefix: x}", "without it, where it is there",
            "{strip_prefix: $.a, prefix: \"@\"}", #"{"a":"@siti"}"#, #""siti""#),
        Operation(
            "after", "{after: e, text: x}", "the rest behind a beginning; absent without it",
            "{after: $.a, text: \"/start \"}", #"{"a":"/start promo"}"#, #""promo""#),
        Operation(
            "before", "{before: e, text: x}", "what stands before x; absent without it", "{before: $.a, text: \":\"}",
            #"{"a":"x:y"}"#, #""x""#),
        Operation("trim", "{trim: e}", "without white space at the ends", "{trim: $.a}", #"{"a":" x "}"#, #""x""#),
        Operation("upper", "{upper: e}", "in capitals", "{upper: $.a}", #"{"a":"x"}"#, #""X""#),
        Operation("lower", "{lower: e}", "in small letters", "{lower: $.a}", #"{"a":"X"}"#, #""x""#),
        Operation("digits", "{digits: e}", "only its digits", "{digits: $.a}", #"{"a":"(021) 5"}"#, #""0215""#),
        Operation(
            "unescape", "{unescape: e}", "character references of HTML undone", "{unescape: $.a}",
            #"{"a":"a &amp; b"}"#, #""a & b""#),
        Operation(
            "html_text", "{html_text: e, paragraphs: apart or line}",
            "what a reader of the HTML sees; `line`: no empty line between paragraphs, for chats", "{html_text: $.a}",
            #"{"a":"<p>Halo</p>"}"#, #""Halo""#),
        Operation(
            "visible_text", "{visible_text: e}", "the new part of a mail's text, without quote and signature",
            "{visible_text: $.a}", #"{"a":"Ya\n> lama"}"#, #""Ya""#),
        Operation(
            "base64_text", "{base64_text: e}", "the UTF-8 text that it stands for", "{base64_text: $.a}",
            #"{"a":"SGFsbw=="}"#, #""Halo""#),
        Operation(
            "line_value", "{line_value: e, names: [x, y]}", "the value of the first line `x : value` of a longer text",
            "{line_value: $.a, names: [Telepon]}", #"{"a":"Nama : S\nTelepon : 1"}"#, #""1""#),
        Operation(
            "query_param", "{query_param: e, name: x}", "a parameter of an address", "{query_param: $.a, name: q}",
            #"{"a":"https://toko.example/?q=1"}"#, #""1""#),
        Operation(
            "host", "{host: e}", "the host of an address", "{host: $.a}", #"{"a":"https://Toko.example/"}"#,
            #""toko.example""#),
        Operation("header", "{header: name}", "a kept header", "{header: referer}", "{}", #""https://toko.example/""#),
        Operation(
            "member", "{member: [a, b], of: path}", "the name of the first of these members that the object has",
            "{member: [a, b], of: $}", #"{"b":1}"#, #""b""#),
        Operation(
            "entry", "{entry: e, of: path}", "the member of the object whose name is e; of a list its first element",
            "{entry: $.a, of: $.b}", #"{"a":"x","b":{"x":"y"}}"#, #""y""#),
        Operation(
            "longest", "{longest: path}", "the longest of all that the path selects", "{longest: \"$.a[*]\"}",
            #"{"a":["x","yz"]}"#, #""yz""#),
        Operation(
            "keep_empty", "{keep_empty: path}",
            "the text there; an empty one is printed, of which rules and keys know nothing", "{keep_empty: $.a}",
            #"{"a":""}"#, #""""#),
        Operation(
            "field", "{field: [a, b]}",
            "the first form field of these names; case, blanks, hyphens, dots and underscores do not matter",
            "{field: [no_hp]}", #"{"fields":{"No. HP":"1"}}"#, #""1""#),
    ]

    /// Expressions that give a time.
    static let times: [Operation] = [
        Operation(
            "epoch", "{epoch: e, unit: s, ms or auto}",
            "a count since 1970; `auto`: seconds below 10^11; fractions of seconds count", "{epoch: $.a, unit: auto}",
            #"{"a":"1718000000.5"}"#, #""2024-06-10T06:13:20.500Z""#),
        Operation(
            "rfc3339", "{rfc3339: e, assume_utc: true}", "a written time; without offset only with `assume_utc`",
            "{rfc3339: $.a}", #"{"a":"2024-06-10T13:13:20+07:00"}"#, #""2024-06-10T06:13:20Z""#),
        Operation(
            "rfc5322", "{rfc5322: e}", "the date of a mail", "{rfc5322: $.a}",
            #"{"a":"Mon, 10 Jun 2024 13:13:20 +0700"}"#, #""2024-06-10T06:13:20Z""#),
        Operation(
            "snowflake", "{snowflake: e, since: ms}",
            "the time inside of an id: its upper bits, in milliseconds since then",
            "{snowflake: $.a, since: 1420070400000}", #"{"a":"175928847299117063"}"#, #""2016-04-30T11:18:25.796Z""#),
        Operation(
            "first", "{first: [time, time]}", "the first that is present",
            "{first: [{rfc3339: $.a}, {epoch: $.a, unit: s}]}", #"{"a":"1718000000"}"#, #""2024-06-10T06:13:20Z""#),
    ]

    /// Expressions that only further fields take.
    static let values: [Operation] = [
        Operation("raw", "{raw: path}", "a copy of the value", "{raw: $.a}", #"{"a":{"b":[1]}}"#, #"{"b":[1]}"#),
        Operation("json", "{json: e}", "the JSON inside of a text", "{json: $.a}", #"{"a":"{\"b\":1}"}"#, #"{"b":1}"#),
        Operation(
            "object", "{object: {name: value}}", "an object of the present members", "{object: {x: $.a, y: $.b}}",
            #"{"a":"1"}"#, #"{"x":"1"}"#),
        Operation(
            "list", "{list: path, where: condition, map: value}", "a list; `@` is the element",
            "{list: \"$.a[*]\", where: \"@.n > 1\", map: \"@.n\"}", #"{"a":[{"n":1},{"n":2}]}"#, #"["2"]"#),
        Operation(
            "merge", "{merge: [value, value]}", "lists one after another", "{merge: [{raw: $.a}, {raw: $.b}]}",
            #"{"a":[1],"b":[2]}"#, "[1,2]"),
        Operation(
            "strings", "{strings: path}", "the scalars, also those in lists, as texts", "{strings: \"$.a\"}",
            #"{"a":["x",2]}"#, #"["x","2"]"#),
        Operation(
            "addresses", "{addresses: path or e, or a list of them}",
            "the mail addresses of headers, lower case, without repeats", "{addresses: $.a}",
            #"{"a":"S <S@x.example>, t@x.example"}"#, #"["s@x.example","t@x.example"]"#),
        Operation(
            "phones_in", "{phones_in: e}", "all telephone numbers inside of a text", "{phones_in: $.a}",
            #"{"a":"0812 3456 7890"}"#, #"["+6281234567890"]"#),
        Operation("number", "{number: e}", "the number that a text is", "{number: $.a}", #"{"a":"1.7"}"#, "1.7"),
        Operation(
            "present", "{present: e}", "`true` where e is present, or absent", "{present: $.a}", #"{"a":"x"}"#, "true"),
        Operation("flag", "{flag: condition}", "`true`, or absent", "{flag: $.a == 1}", #"{"a":1}"#, "true"),
        Operation(
            "first", "{first: [value, value]}", "the first that is present", "{first: [{raw: $.a}, $.b]}",
            #"{"b":"y"}"#, #""y""#),
    ]

    /// Expressions for the answers of a form.
    static let answers: [Operation] = [
        Operation(
            "other_fields", "{other_fields: {except: [names]}}",
            "every form field that the map does not ask for and that does not only repeat the event's text, subject, name, mail or telephone; names that begin with `_` are instructions. A telephone or mail field that could not be read stays. Numbers, `true` and `false` of JSON stay what they are",
            "{other_fields: {except: [token]}}", #"{"fields":{"Kota":"Bogor","token":"t","_next":"/"}}"#,
            #"{"Kota":"Bogor"}"#),
        Operation(
            "members", "{members: path, except: [names]}", "the members of an object", "{members: $.a, except: [x]}",
            #"{"a":{"x":1,"y":["p","q"]}}"#, #"{"y":["p","q"]}"#),
        Operation(
            "json", "{json: e, except: [names]}", "the members of the JSON inside of a text", "{json: $.a}",
            #"{"a":"{\"y\":1}"}"#, #"{"y":1}"#),
    ]
}
