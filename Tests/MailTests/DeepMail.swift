import Testing

/// A mail that leads a recursive parser as deep as its sender likes.
struct DeepMail: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]

    private init(_ name: String, _ text: String) {
        testDescription = name
        bytes = Array(text.utf8)
    }

    /// What opens something that has to be closed, and what stands behind the last.
    private static let nests: [(name: String, opening: String, end: String)] = [
        ("groups", "a:", "x@y.example;"), ("unnamed groups", ":", "x@y.example;"), ("quoted groups", "\"a\":", "x@y;"),
        ("encoded groups", "=?utf-8?Q?a?=:", "x@y;"), ("groups one by one", "a:b:;", "x@y.example"),
        ("groups after commas", "a:b@c,", "x@y;"), ("commented groups", "a():", "x@y;"),
        ("groups in brackets", "a:<", ">"),
        ("comments", "(", ")"), ("closed comments", "()", "x@y.example"), ("escaped comments", "(\\(", "x@y.example"),
        ("quotes", "\"", "x@y.example"), ("quotes in quotes", "\"\\\"", "x@y.example"),
        ("brackets", "<", "x@y.example>"),
        ("routes", "<@a,", "x@y.example>"), ("literals", "a@[", "]"), ("dots", "a.", "x@y.example"),
        ("at signs", "@", "x"),
        ("commas", ",", "x@y.example"), ("folds", "\n ", "x@y.example"), ("encoded words", "=?utf-8?Q?=3A?= ", "x@y"),
        ("unclosed encoded words", "=?utf-8?Q?", "x@y.example"), ("semicolons", ";", "x@y.example"),
    ]

    static let addresses: [DeepMail] = nests.flatMap { nest in
        [10, 1_000, 100_000].flatMap { count in
            ["From", "To", "Cc", "Bcc", "Reply-To", "Sender", "X-Loop", "X-Failed-Recipients"].map { header in
                let value = String(repeating: nest.opening, count: count) + nest.end
                return DeepMail(
                    "\(count) \(nest.name) in \(header)",
                    (header == "From" ? "" : "From: Mailer-Daemon <a@b.example>\n") + "\(header): \(value)\n\nhi")
            }
        }
    }

    static let headers: [DeepMail] = ["(", "\"", "<", "=?a?Q?", ":", "<a@b> ", "[", "\\", "=?" + long + "?Q?x?= "]
        .flatMap { text in
            ["Subject", "Date", "References", "In-Reply-To", "Message-ID", "Received", "List-ID", "Auto-Submitted"].map
            {
                DeepMail(
                    "a megabyte of \(text.prefix(8)) in \($0)",
                    "From: a@b.example\n\($0): \(String(repeating: text, count: 1_000_000 / text.utf8.count))\n\nhi")
            }
        }

    static let addressMegabytes: [DeepMail] = ["(", "\"", "<", ":", "a:", ";", "[", "<\"(:"].map { text in
        DeepMail(
            "a megabyte of \(text)", "From: " + String(repeating: text, count: 1_000_000 / text.utf8.count) + "\n\nhi")
    }

    static let parts: [DeepMail] = [
        DeepMail("multiparts in multiparts", nested(10_000, "multipart/mixed")),
        DeepMail("multiparts whose type is folded", nested(10_000, "\n\tMULTIPART/alternative")),
        DeepMail("multiparts whose type is commented", nested(10_000, "(c) multipart/digest")),
        DeepMail(
            "multiparts with the space of a folded name", nested(10_000, "multipart/mixed", name: "Content-Type ")),
        DeepMail("multiparts with an indented name", nested(10_000, "multipart/mixed", name: " Content-Type")),
        DeepMail(
            "multiparts of one boundary",
            "From: a@b.c\n" + String(repeating: "Content-Type: multipart/x; boundary=b\n\n--b\n", count: 10_000)),
        DeepMail(
            "mails in mails", "From: a@b.c\n" + String(repeating: "Content-Type: message/rfc822\n\n", count: 10_000)),
        DeepMail(
            "mails in mails with groups",
            "From: a@b.c\nContent-Type: message/rfc822\n\nFrom: " + String(repeating: "a:", count: 100_000)),
        DeepMail(
            "mails in digests",
            "From: a@b.c\n" + String(repeating: "Content-Type: multipart/digest; boundary=b\n\n--b\n\n", count: 10_000)),
        DeepMail("parameters", content("text/plain", String(repeating: "; a=b", count: 10_000))),
        DeepMail("numbered parameters", content("text/plain", (0..<10_000).map { "; name*\($0)*=utf-8''a" }.joined())),
        DeepMail(
            "one numbered parameter", content("text/plain", String(repeating: "; name*0*=utf-8''a", count: 10_000))),
        DeepMail("folded parameters", content("text/plain", String(repeating: ";\n a=b", count: 100_000))),
        DeepMail(
            "a parameter of encoded words",
            content("text/plain", "; name=\"" + String(repeating: "=?utf-8?Q?a?= ", count: 50_000))),
        DeepMail("a charset of a megabyte", content("text/plain", "; charset=" + megabyte)),
        DeepMail("a word's charset of a megabyte", content("text/plain", "; name=\"=?" + megabyte + "?Q?x?=\"")),
        DeepMail("a parameter's charset of a megabyte", content("text/plain", "; name*=" + megabyte + "''x")),
        DeepMail(
            "a boundary of a megabyte",
            content("multipart/mixed", "; boundary=" + megabyte) + "\n\n--" + megabyte + "\n\nhi"),
        DeepMail(
            "a boundary of nine kilobytes",
            content("multipart/mixed", "; boundary=" + long + long) + "\n\n--" + long + long + "\n\nhi"),
        DeepMail("a type of a megabyte", content(megabyte + "/" + megabyte, "")),
        DeepMail("a type of comments", content(String(repeating: "(", count: 1_000_000), "")),
        DeepMail(
            "a disposition of a megabyte",
            "From: a@b.c\nContent-Disposition: attachment; filename=\"" + megabyte + "\"\n\nhi"),
        DeepMail(
            "an id of a megabyte", "From: a@b.c\nContent-ID: " + String(repeating: "<a.", count: 300_000) + "\n\nhi"),
        DeepMail(
            "groups in a forwarded head",
            "From: a@b.c\nSubject: Fwd: x\n\n---------- Forwarded message\nFrom: "
                + String(repeating: "a:", count: 100_000) + "x@y;\n"),
        DeepMail("tags", "From: a@b.c\nContent-Type: text/html\n\n" + String(repeating: "<div><table>", count: 80_000)),
    ]

    private static let long = String(repeating: "x", count: 5_000)
    private static let megabyte = String(repeating: "x", count: 1_000_000)

    private static func content(_ type: String, _ parameters: String) -> String {
        "From: a@b.example\nContent-Type: \(type)\(parameters)\n\nhi"
    }

    private static func nested(_ depth: Int, _ type: String, name: String = "Content-Type") -> String {
        "From: a@b.example\n" + (0..<depth).map { "\(name): \(type); boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nhi"
    }
}
