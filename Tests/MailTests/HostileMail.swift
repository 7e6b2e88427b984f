import Testing

/// A mail whose only purpose is to take time, memory or stack.
struct HostileMail: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]

    private init(_ name: String, _ text: String) {
        testDescription = name
        bytes = Array(text.utf8)
    }

    private static let head = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"

    static let all: [HostileMail] = [
        HostileMail("ten thousand headers", head + repeated("X: y\n", 10_000) + "\nhi"),
        HostileMail("a header of a megabyte", head + "X-Long: " + repeated("a ", 500_000) + "\n\nhi"),
        HostileMail("fifty thousand recipients", head + "To: " + repeated("a@b.example, ", 50_000) + "\n\nhi"),
        HostileMail("groups within groups", head + "To: " + repeated("g: ", 5_000) + "a@b.example;\n\nhi"),
        HostileMail(
            "comments within comments", head + "To: " + repeated("(", 60_000) + "\nDate: " + repeated("(", 60_000)),
        HostileMail(
            "twenty thousand parameters", head + "Content-Type: text/plain; " + repeated("a=b; ", 20_000) + "\n\nhi"),
        HostileMail(
            "a thousand parts", head + "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\nhi\n", 1_000)),
        HostileMail(
            "a hundred thousand boundaries",
            head + "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n", 100_000)),
        HostileMail("multiparts a thousand deep", head + nested(1_000)),
        HostileMail("mails within mails", head + repeated("Content-Type: message/rfc822\n\n", 2_000) + "\nhi"),
        HostileMail(
            "unclosed encoded words",
            "Subject: " + repeated("=?utf-8?B?", 6_000) + "\nFrom: " + repeated("=?a?Q?", 9_000)),
        HostileMail("unclosed tags", html(repeated("<a b='", 100_000))),
        HostileMail("quotes within quotes", html(repeated("<blockquote>", 50_000) + "x")),
        HostileMail("unclosed styles", html(repeated("<style>", 50_000))),
        HostileMail("unclosed comments", html(repeated("<!--", 50_000))),
        HostileMail("ampersands", html(repeated("&", 200_000))),
        HostileMail("half a million lines that quote", head + "\n" + repeated(">\n", 500_000)),
        HostileMail("lines that might begin a quote", head + "\n" + repeated("On 12:30 2024 a@b\n", 30_000)),
        HostileMail("dashes", head + "\n" + repeated("---x---\n", 30_000)),
        HostileMail("a hundred thousand files begin", head + "\n" + repeated("begin 644 x\n#86)C\n", 50_000)),
        HostileMail("one file that never ends", head + "\nbegin 644 x\n" + repeated("#86)C\n", 100_000)),
        HostileMail(
            "marks of forwards", "Subject: Fwd: x\n" + head + "\n" + repeated("-- forwarded message --\n", 30_000)),
        HostileMail("headers in the text", head + "\na\n\n" + repeated("From: a@b\nTo: c\nx\n", 20_000)),
        HostileMail("signatures", head + "\n" + repeated("a\n-- \nSent from my iPhone\n> q\n", 20_000)),
        HostileMail(
            "answers of a form", "From: web@toko.example\nSubject: x\n\n" + repeated("Nama: a\nPesan:\nb\n", 30_000)),
        HostileMail(
            "flowed lines",
            "From: a@b.example\nContent-Type: text/plain; format=flowed\n\n" + repeated("> a \n", 80_000)),
        HostileMail("a line of a megabyte", head + "\n" + repeated("a@b 12:30 ", 100_000) + ":"),
    ]

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func html(_ body: String) -> String { head + "Content-Type: text/html\n\n" + body }

    private static func nested(_ depth: Int) -> String {
        (0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nhi"
    }
}
