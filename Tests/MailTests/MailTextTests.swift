import Testing

@testable import Mail

@Suite("Text of a mail")
struct MailTextTests {
    @Test(
        "in HTML is what a reader sees",
        arguments: [
            ("a<br>b<br/>c", "a\nb\nc"), ("<p>a</p><p>b</p>", "a\n\nb"), ("<div>a</div><div>b</div>", "a\nb"),
            ("a<style>x</style>b<script>y</script >c", "abc"), ("a<!-- x > y -->b", "ab"), ("a <!doctype x> b", "a b"),
            ("<ul><li>a<li>b</ul>c", "- a\n- b\nc"), ("<tr><td>a</td><td>b</td></tr>", "a b"),
            ("<a href='x>y'>tautan</a>", "tautan"), ("a < b && c > d", "a < b && c > d"), ("a\n  b\t c", "a b c"),
            ("<pre>a\n  b</pre>", "a\n  b"), ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>> b\nc"),
            ("&amp;&lt;&gt;&quot;&#39;&#x41;&eacute;&copy;", "&<>\"'A\u{E9}\u{A9}"),
            ("&#128;&#x93;", "\u{20AC}\u{201C}"),
            ("&unknown; &#0; &#xFFFFFFFF; &", "&unknown; &#0; &#xFFFFFFFF; &"), ("a<b", "a"), ("<STYLE>x", ""),
            ("soft&shy;hyphen&nbsp;x", "softhyphen x"), ("<title>x</title>y", "y"),
        ])
    func html(_ source: String, _ text: String) {
        #expect(HTMLText.plain(source) == text)
    }

    @Test(
        "is decoded by what its charset really means",
        arguments: [
            ("iso-8859-1", [0x93, 0x80, 0x94], "\u{201C}\u{20AC}\u{201D}"), ("us-ascii", [0xC3, 0xA9], "\u{E9}"),
            ("us-ascii", [0xE9, 0x21], "\u{E9}!"), ("iso-8859-1", [0xC3, 0xA9], "\u{E9}"),
            ("gb2312", [0x95, 0x32, 0x82, 0x36], "\u{20000}"), ("ks_c_5601-1987", [0xB0, 0xA1], "\u{AC00}"),
            ("\"charset=utf-8\"", [0xE2, 0x82, 0xAC], "\u{20AC}"), ("x-unknown", [0x41], "A"),
            ("no such/charset", [0x41, 0x80], "A\u{20AC}"), ("utf-8", [0xEF, 0xBB, 0xBF, 0x41], "A"),
            ("us-ascii", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "\u{3042}"),
            ("shift_jis", [0x82, 0xA0], "\u{3042}"),
            ("utf-8", [0xE2, 0x82, 0xAC, 0xE2, 0x82], "\u{20AC}\u{FFFD}"), ("iso-2022-jp", [], ""),
            ("windows-1251", [0xCF], "\u{41F}"), ("gb18030", [0xFF, 0x41], "\u{FFFD}A"),
        ] as [(String, [UInt8], String)])
    func charsets(_ charset: String, _ bytes: [UInt8], _ text: String) {
        #expect(TextCharset.decode(bytes, declared: charset) == text)
    }

    @Test("of an HTML part without a charset is decoded by its meta")
    func metaCharset() {
        let html = Array("<meta http-equiv=x content='text/html; charset=windows-1251'>".utf8)
        #expect(HTMLText.declaredCharset(html) == "windows-1251")
        #expect(HTMLText.declaredCharset(Array("<meta charset=\"utf-8\">".utf8)) == "utf-8")
        #expect(HTMLText.declaredCharset(Array("<p>charset</p>".utf8)) == nil)
        #expect(TextCharset.decode([0xCF], declared: nil, inner: "windows-1251") == "\u{41F}")
    }

    @Test(
        "in a header has its encoded words undone",
        arguments: [
            ("=?utf-8?B?4oKs?= 5", "\u{20AC} 5"), ("=?utf-8?B?4oI=?=\r\n =?utf-8?B?rA==?=", "\u{20AC}"),
            ("=?UTF-8?q?a_b=2E?=  =?utf-8?Q?c?=", "a b.c"), ("=?iso-8859-1?Q?=80?=", "\u{20AC}"),
            ("=?iso-8859-1*id?Q?=E9?=", "\u{E9}"), ("=?NONE?B?VEVTVA=?=", "TEST"), ("plain\r\n folded", "plain folded"),
            ("a =?utf-8?X?b?= c", "a =?utf-8?X?b?= c"), ("=?utf-8?B?unclosed", "=?utf-8?B?unclosed"), ("", ""),
            ("a=?utf-8?Q?b?=c", "abc"), ("=?ks_c_5601-1987?B?sKE=?=", "\u{AC00}"), ("\u{E9}tude", "\u{E9}tude"),
        ])
    func encodedWords(_ raw: String, _ text: String) {
        #expect(HeaderText.decode(Array(raw.utf8)) == text)
    }

    @Test("in a header without any encoding is UTF-8 or else windows-1252")
    func rawHeaders() {
        #expect(HeaderText.decode([0x5A, 0x6F, 0xEB, 0x20, 0x80]) == "Zo\u{EB} \u{20AC}")
    }

    @Test(
        "holds the ids that are whole",
        arguments: [
            ("<a@b>", ["a@b"]), ("<a@b> <c@d>", ["a@b", "c@d"]), ("<a@b>,<c@d>", ["a@b", "c@d"]),
            ("a@b c@d", ["a@b", "c@d"]),
            ("<\r\n a@b>", ["a@b"]), ("<a b@c> <d@e", []), ("", []), ("<>", []), ("text <a@b> (comment)", ["a@b"]),
        ])
    func messageIDs(_ raw: String, _ ids: [String]) {
        #expect(HeaderText.messageIDs(Array(raw.utf8)) == ids)
    }

    @Test(
        "holds addresses in every spelling",
        arguments: [
            ("Ani <Ani@Contoh.example>", [MailAddress(address: "ani@contoh.example", name: "Ani")]),
            ("ani@contoh.example (Ani S)", [MailAddress(address: "ani@contoh.example", name: "Ani S")]),
            ("\"S, Ani\" <ani@contoh.example>,", [MailAddress(address: "ani@contoh.example", name: "S, Ani")]),
            ("undisclosed recipients: ;", []), ("\"Ani\" <>", []), ("Ani", []), ("", []), (",,", []),
            (", ani@contoh.example", [MailAddress(address: "ani@contoh.example", name: nil)]),
            ("=?utf-8?B?QW5p?= <ani@contoh.example>", [MailAddress(address: "ani@contoh.example", name: "Ani")]),
        ])
    func addresses(_ raw: String, _ addresses: [MailAddress]) {
        #expect(HeaderText.addresses(Array(raw.utf8)) == addresses)
    }
}
