import JSON
import Testing

@Suite("A JSON builder")
struct JSONBuilderTests {
    @Test("builds what the parser reads from the same tree")
    func agreesWithParser() throws {
        var builder = JSONBuilder()
        builder.beginObject()
        builder.key("text")
        builder.string("é\n")
        builder.key("numbers")
        builder.beginArray()
        builder.int(.min)
        builder.uint(7)
        builder.uint(.max)
        builder.double(0.5)
        builder.endArray()
        builder.key("empty")
        builder.beginObject()
        builder.endObject()
        builder.key("rest")
        builder.beginArray()
        builder.bool(true)
        builder.bool(false)
        builder.null()
        builder.endArray()
        builder.endObject()
        let built = builder.finish()
        let json =
            #"{"text":"é\n","numbers":[-9223372036854775808,7,18446744073709551615,0.5],"empty":{},"#
            + #""rest":[true,false,null]}"#
        let parsed = try JSONDocument(parsing: Array(json.utf8))
        #expect(built.description == json)
        built.withRoot { built in
            parsed.withRoot { parsed in
                #expect(built.isEqual(to: parsed))
                #expect(built["numbers"]?.elements.map { $0.kind } == parsed["numbers"]?.elements.map { $0.kind })
                #expect(built["numbers"]?.count == 4)
                #expect(built["rest"]?[-1]?.isNull == true)
            }
        }
    }

    @Test("embeds values that are already JSON, and stays as it was where they are not")
    func embeds() throws {
        var builder = JSONBuilder()
        builder.beginArray()
        builder.string("before")
        try builder.append(json: #" {"a":[1,{"b":"c"}],"d":2.5} "#)
        #expect(throws: JSONError.self) { try builder.append(json: "{") }
        #expect(throws: JSONError.empty) { try builder.append(json: "") }
        try builder.append(json: "18446744073709551615")
        builder.string("after")
        builder.endArray()
        let document = builder.finish()
        #expect(document.description == #"["before",{"a":[1,{"b":"c"}],"d":2.5},18446744073709551615,"after"]"#)
        document.withRoot { #expect($0[1]?["a"]?[1]?["b"]?.string == "c") }
    }

    @Test("repairs text that is not UTF-8 and numbers that JSON does not know")
    func repairs() {
        var builder = JSONBuilder()
        builder.beginArray()
        builder.string(bytes: [0x61, 0xFF, 0xC3, 0xA9, 0xE2, 0x82] as [UInt8])
        builder.string(bytes: [] as [UInt8])
        builder.double(.nan)
        builder.double(-.infinity)
        builder.endArray()
        #expect(builder.finish().description == "[\"a\u{FFFD}é\u{FFFD}\",\"\",null,null]")
    }

    @Test("finishes as null without a value")
    func finishesEmpty() { #expect(JSONBuilder().finish().description == "null") }

    @Test("copies any part of another document")
    func copiesParts() throws {
        let source = try JSONDocument(parsing: Array(#"[0,"x",[{"a":["b",{"c":1.5}]}],9]"#.utf8))
        let part = try #require(source.withRoot { $0[2]?[0].map { JSONDocument(copying: $0) } })
        #expect(part.description == #"{"a":["b",{"c":1.5}]}"#)
        part.withRoot { #expect($0["a"]?[1]?["c"]?.double == 1.5) }
    }
}
