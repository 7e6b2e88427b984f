import Testing

@testable import Mail

@Suite("The header of a part")
struct ContentHeaderTests {
    @Test("names its file in every spelling", arguments: names)
    func fileNames(_ value: [UInt8], _ name: String) {
        let header = ContentHeader(value)
        #expect((header["filename"] ?? header["name"]) == name)
    }

    @Test(
        "has a media type though it is misspelt",
        arguments: [
            ("text", "text/plain"), ("", "text/plain"), ("; charset=utf-8", "text/plain"), ("plain", "text/plain"),
            ("\"text/plain\"; charset=utf-8", "text/plain"), ("TEXT/HTML;;;", "text/html"), ("html", "text/html"),
            ("application/pdf name=x", "application/pdf"), ("nonsense", nil), ("a/b/c", nil), ("/x", nil),
        ] as [(String, String?)])
    func mediaTypes(_ value: String, _ type: String?) {
        #expect(ContentHeader(Array(value.utf8)).mediaType == type)
        #expect(ContentHeader(nil).mediaType == nil)
    }

    @Test("gives every parameter once")
    func parameters() {
        let header = ContentHeader(
            Array("text/plain; charset=a; charset=b;;; format = flowed ;x; y=; z=\"\\\"q\\\"\"".utf8))
        #expect(header["charset"] == "a")
        #expect(header["format"] == "flowed")
        #expect(header["x"] == nil)
        #expect(header["y"] == nil)
        #expect(header["z"] == "\"q\"")
    }

    private static let names: [([UInt8], String)] = [
        (
            Array(
                "attachment;\r\n filename*0*=UTF-8''Daftar%20harga%20%E2%82;\r\n filename*1*=%AC%20;\r\n filename*2=\"2024.pdf\""
                    .utf8), "Daftar harga € 2024.pdf"
        ),
        (Array("application/pdf;\r\n name*=iso-8859-1'en'caf%E9.pdf".utf8), "café.pdf"),
        (Array("application/pdf;\r\n name*=''caf%C3%A9.pdf".utf8), "café.pdf"),
        (Array("application/pdf;\r\n name*1=b.pdf;\r\n name*0=a".utf8), "ab.pdf"),
        (Array("attachment; filename=\"x.pdf\"; filename*=UTF-8''%C3%A9.pdf".utf8), "é.pdf"),
        (Array("application/pdf;\r\n name*=gb2312''%B1%A8%BC%DB.pdf".utf8), "报价.pdf"),
        (Array("application/pdf; name=\"=?utf-8?B?w6kucGRm?=\"".utf8), "é.pdf"),
        (Array("application/pdf; name=\"=?utf-8?B?ww==?= =?utf-8?B?qTEucGRm?=\"".utf8), "é1.pdf"),
        (Array("attachment; filename==?utf-8?B?w6kucGRm?=".utf8), "é.pdf"),
        (Array("application/pdf; name=\"=?iso-2022-jp?B?GyRCJCskLRsoQi5wZGY=?=\"".utf8), "かき.pdf"),
        (Array("application/pdf; name=\"管理.pdf\"".utf8), "管理.pdf"),
        (
            [
                0x61, 0x70, 0x70, 0x6C, 0x69, 0x63, 0x61, 0x74, 0x69, 0x6F, 0x6E, 0x2F, 0x70, 0x64, 0x66, 0x3B, 0x20,
                0x6E, 0x61, 0x6D, 0x65, 0x3D, 0x22, 0x63, 0x61, 0x66, 0xE9, 0x2E, 0x70, 0x64, 0x66, 0x22,
            ], "café.pdf"
        ),
        (Array("application/pdf; name=daftar harga.pdf".utf8), "daftar harga.pdf"),
        (Array("application/pdf; name=\"a;b.pdf\"".utf8), "a;b.pdf"),
        (Array("attachment; filename=\"caf%C3%A9.pdf\"".utf8), "caf%C3%A9.pdf"),
        (Array("application/pdf name=\"b.pdf\"".utf8), "b.pdf"),
    ]
}
