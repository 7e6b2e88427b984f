import Channels
import Domain
import Testing

/// Channel files of one test, without the parts that every file has.
struct DemoChannel {
    let channel: CompiledChannel

    /// - Parameter text: What follows `verify`, beginning with `decode`.
    init(_ text: String) throws {
        let checked = CompiledChannel.compile(text: Self.file(text), file: "demo")
        channel = try #require(checked.value, "\(checked.diagnostics)")
    }

    static func file(_ text: String, id: String = "demo") -> String {
        "channel: \(id)\nname: Demo\nversion: 1\nreceive: {keep_headers: [referer]}\nverify: {insecure: only for these tests}\n"
            + text
    }

    /// What is wrong with a file, as `line:column message`, lines counted from `decode`.
    static func findings(_ text: String) -> [String] {
        CompiledChannel.compile(text: file(text), file: "demo").diagnostics
            .map { "\($0.line - 5):\($0.column) \($0.message)" }
    }

    func normalise(
        _ body: String, type: String = "application/json", target: String = "", headers: String = "",
        detail: EventDetail = .full
    ) throws(NormaliseError) -> Normalised {
        let delivery = DeliveryInput(
            channel: "demo", headers: "content-type: \(type)\n" + headers, target: target, body: Array(body.utf8),
            receivedAt: Timestamp(microseconds: 1_751_328_000_000_000))
        return try ChannelEngine().normalise(
            delivery, by: channel, context: NormaliseContext(region: "ID", ownAddresses: ["cs@toko.example"]),
            detail: detail)
    }

    /// The events as JSON, without `{"kind":"message"`... of the first one.
    func events(_ body: String, type: String = "application/json", target: String = "") throws -> [String] {
        try normalise(body, type: type, target: target).events.map { EventJSON.text($0) }
    }
}
