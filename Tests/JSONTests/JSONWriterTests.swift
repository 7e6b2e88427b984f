import JSON
import Testing

@Suite("A JSON writer")
struct JSONWriterTests {
    @Test("sets commas and colons by itself")
    func separates() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.int(-1)
        writer.uint(.max)
        writer.int(.min)
        writer.double(3)
        writer.bool(false)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.key("b")
        writer.raw(#"{"c":1}"#)
        writer.key("d")
        writer.double(.infinity)
        writer.endObject()
        let expected =
            #"{"a":[-1,18446744073709551615,-9223372036854775808,3.0,false,null,{},[]],"b":{"c":1},"d":null}"#
        #expect(writer.text == expected)
        #expect(writer.bytes == Array(expected.utf8))
    }

    @Test(
        "escapes what RFC 8259 demands and nothing else",
        arguments: [
            ("", ""), ("plain text of more than eight bytes", "plain text of more than eight bytes"),
            ("\"\\/", "\\\"\\\\/"), ("\n\r\t\u{8}\u{c}", "\\n\\r\\t\\b\\f"), ("\0\u{1f}\u{7f}", "\\u0000\\u001f\u{7f}"),
            ("1234567\"9", "1234567\\\"9"), ("12345678\n", "12345678\\n"),
            ("<é€\u{1F600}\u{2028}", "<é€\u{1F600}\u{2028}"),
        ])
    func escapes(_ text: String, _ expected: String) {
        var writer = JSONWriter()
        writer.string(text)
        #expect(writer.text == "\"\(expected)\"")
    }

    @Test("lets no text end a script element or a line of it")
    func escapesForScripts() {
        var writer = JSONWriter(for: .htmlScript)
        writer.beginObject()
        writer.key("</script>")
        writer.string("long enough \u{2028}\u{2029} € \u{2027} <!-- \"")
        writer.endObject()
        #expect(
            writer.text
                == #"{"\u003c/script>":"long enough \u2028\u2029 € "# + "\u{2027}" + #" \u003c!-- \""}"#)
    }
}
