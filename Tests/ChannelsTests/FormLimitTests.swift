import Domain
import Testing

@testable import Channels

@Suite("Forms beyond measure")
struct FormLimitTests {
    private static let urlencoded = "application/x-www-form-urlencoded"
    private static let multipart = "multipart/form-data; boundary=XyZ"

    private func delivery(_ body: [UInt8], _ type: String) -> DeliveryInput {
        DeliveryInput(
            channel: "web-form", headers: "content-type: \(type)\norigin: https://toko.example\n", body: body,
            receivedAt: .epoch)
    }

    private func normalise(_ body: String, _ type: String) throws -> Normalised {
        let channel = try #require(ChannelFolder.catalog["web-form"])
        return try ChannelEngine().normalise(
            delivery(Array(body.utf8), type), by: channel, context: ChannelFixtures.context, detail: .full)
    }

    private static func part(_ header: String, _ value: String) -> String {
        "--XyZ\r\n\(header)\r\n\r\n\(value)\r\n"
    }

    private static func field(_ name: String, _ value: String) -> String {
        part("Content-Disposition: form-data; name=\"\(name)\"", value)
    }

    @Test(
        "are refused as soon as they have a field too many",
        arguments: [
            (String(repeating: "a&", count: 2000), urlencoded, true),
            (String(repeating: "a&", count: 2001), urlencoded, false),
            (String(repeating: "&&&=&a=1&%", count: 200_000), urlencoded, false),
            (String(repeating: "&", count: 1_000_000) + "a=1", urlencoded, true),
            (String(repeating: field("a", "1"), count: 2000), multipart, true),
            (String(repeating: field("a", "1"), count: 2001), multipart, false),
            (String(repeating: part("A: b", "1"), count: 2001), multipart, false),
            (String(repeating: "--XyZ\n", count: 300_000), multipart, false),
        ])
    func fields(_ body: String, _ type: String, _ isTaken: Bool) {
        let problem = NormaliseError.notForm("it has more than 2000 fields")
        if isTaken {
            #expect(throws: Never.self) { try normalise(body, type) }
        } else {
            #expect(throws: problem) { try normalise(body, type) }
        }
    }

    @Test("pairs are found one by one, as they were when all were made at once")
    func pairs() {
        let found = URLEncoding.pairs(of: Array("&a=1&&b&=c&d=e=f&%41+=%zz%4".utf8)[...]).map {
            (
                String(decoding: URLEncoding.decoded($0.name), as: UTF8.self),
                String(decoding: URLEncoding.decoded($0.value), as: UTF8.self)
            )
        }
        #expect(found.map(\.0) == ["a", "b", "", "d", "A "])
        #expect(found.map(\.1) == ["1", "", "c", "e=f", "%zz%4"])
        var lazy = URLEncoding.pairs(of: Array("a=1&b=2".utf8)[...]).makeIterator()
        #expect(lazy.next()?.isNamed(Array("a".utf8)) == true)
        #expect(lazy.next()?.isNamed(Array("a".utf8)) == false)
        #expect(lazy.next() == nil)
    }

    @Test(
        "a name may be written in any way, and is found by what it means",
        arguments: ["_next", "%5Fnext", "%5f%6e%65%78%74"])
    func encodedName(_ name: String) {
        let body = Array("n=1&next=2&\(name)=/ok".utf8)
        let found = FormRedirect.location(for: delivery(body, Self.urlencoded), field: "_next", origins: [])
        #expect(found == "https://toko.example/ok")
    }

    @Test("are not searched for a redirect", arguments: [urlencoded, multipart])
    func redirect(_ type: String) {
        let isMultipart = type == Self.multipart
        func body(_ bytes: Int) -> [UInt8] {
            let start = isMultipart ? Self.field("_next", "/ok") + Self.field("a", "").dropLast(2) : "_next=/ok&a="
            return Array(start.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: bytes - start.utf8.count)
        }
        func location(_ body: [UInt8]) -> String? {
            FormRedirect.location(for: delivery(body, type), field: "_next", origins: [])
        }
        #expect(location(body(64 << 10)) == "https://toko.example/ok")
        #expect(location(body((64 << 10) + 1)) == nil)
    }

    @Test("a part's header line that no browser would write is passed over")
    func longLine() throws {
        let many = String(repeating: ";a=b", count: 100_000)
        let parts = try #require(
            MultipartBody(
                Array(
                    (Self.part("X: y\(many)\r\nContent-Disposition: form-data; name=b", "1")
                        + Self.part(
                            "Content-Disposition: form-data; name=c\(many)", "2")).utf8), boundary: "XyZ"
            ).parts(max: 10))
        #expect(parts.map(\.name) == ["b"])
    }
}
