import Channels
import Domain

// because: libFuzzer calls from one thread only
nonisolated(unsafe) private let engine = ChannelEngine()
private let bodies = [
    #"{"a":[{"id":1,"text":"halo","from":{"id":"62812","name":"Wati"}}],"entry":[{"changes":[{"value":{"n":1.5}}]}]}"#,
    "nama=Wati&telepon=0812-9876-5432&pesan=harga%3F",
    "From: a@example.com\r\nTo: cs@toko.example\r\nSubject: harga\r\n\r\nhalo\r\n",
].map { Array($0.utf8) }

/// A channel file: it is refused with places inside of the text, or it works.
func runChannel(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    let checked = CompiledChannel.compile(text: text, file: "channel.yaml")
    let lines = text.utf8.count { $0 == 10 || $0 == 13 } + 1
    for finding in checked.diagnostics {
        require(!finding.message.isEmpty, "a finding says something")
        require((1...(lines + 1)).contains(finding.line) && finding.column >= 1, "a finding has a place: \(finding)")
    }
    require(
        (checked.value == nil) == checked.diagnostics.contains { $0.severity == .error },
        "a channel is refused where it has errors, and only there")
    // Whoever runs the program writes the paths: one that takes long over a small document is no finding.
    guard let channel = checked.value, text.utf8.count(where: { $0 == UInt8(ascii: "?") }) < 8,
        !text.contains("..")
    else { return }
    for body in bodies {
        let delivery = DeliveryInput(
            channel: channel.id, headers: "content-type: application/x-www-form-urlencoded\n", body: body,
            receivedAt: ChannelFixtures.receivedAt)
        _ = ChannelFixtures.text(of: delivery, channel: channel, engine: engine)
    }
}
