import Channels
import Domain
import JSON
import Mail

// because: libFuzzer calls from one thread only
nonisolated(unsafe) private let engine = ChannelEngine()

/// What every delivery promises, whatever its bytes: the same events each time, as many for the fold as for views, and
/// output that is JSON.
private func normalise(_ body: [UInt8], _ headers: String, query: String = "", by channel: CompiledChannel) {
    let delivery = DeliveryInput(
        channel: channel.id, headers: headers, target: "/in/\(channel.id)\(query)", body: body,
        receivedAt: ChannelFixtures.receivedAt)
    func result(_ detail: EventDetail) -> Result<Normalised, NormaliseError> {
        do throws(NormaliseError) {
            return .success(
                try engine.normalise(delivery, by: channel, context: ChannelFixtures.context, detail: detail))
        } catch { return .failure(error) }
    }
    switch (result(.full), result(.fold)) {
    case (.failure(let error), .failure(let same)):
        require(error == same, "a dead letter has one reason")
        require(!error.description.isEmpty, "a dead letter has a reason")
    case (.success(let full), .success(let fold)):
        require(full.itemCount == fold.itemCount, "the fold sees as many items as views")
        require(full.ignored == fold.ignored, "the fold ignores the same items as views")
        require(full.events.map(\.kind) == fold.events.map(\.kind), "the fold sees the same kinds as views")
        require(full.events.map(\.key) == fold.events.map(\.key), "the fold sees the same keys as views")
        for event in full.events {
            require(
                (try? JSONDocument(parsing: Array(EventJSON.text(event).utf8))) != nil, "an event is written as JSON")
        }
    default: fatalError("broken promise: the fold refuses what views refuse")
    }
    let text = ChannelFixtures.text(of: delivery, channel: channel, engine: engine)
    require((try? JSONDocument(parsing: Array(text.utf8))) != nil, "a result is written as JSON")
}

/// The channel in the first line, the content type in the second, the query in the third, the body in the rest.
func runDelivery(_ input: [UInt8]) {
    let (name, afterName) = halves(input)
    let (type, afterType) = halves(Array(afterName ?? []))
    let (query, body) = halves(Array(afterType ?? []))
    var headers = ""
    HeaderText.append("content-type", String(decoding: type.prefix(200), as: UTF8.self)[...], to: &headers)
    normalise(
        Array(body ?? []), headers, query: "?" + String(decoding: query, as: UTF8.self),
        by: ChannelFiles.chosen(by: name))
}

/// The content type in the first line, the body in the rest.
func runForm(_ input: [UInt8]) {
    let (line, rest) = halves(input)
    form(
        Array(rest ?? []), type: "application/x-www-form-urlencoded" + String(decoding: line.prefix(200), as: UTF8.self)
    )
}

/// The boundary in the first line, the body in the rest.
func runMultipart(_ input: [UInt8]) {
    let (line, rest) = halves(input)
    form(Array(rest ?? []), type: "multipart/form-data; boundary=" + String(decoding: line.prefix(200), as: UTF8.self))
}

private func form(_ body: [UInt8], type: String) {
    var headers = "origin: https://toko.example\n"
    HeaderText.append("content-type", type[...], to: &headers)
    let channel = ChannelFiles.named("web-form")
    normalise(body, headers, by: channel)
    let delivery = DeliveryInput(channel: channel.id, headers: headers, body: body, receivedAt: .epoch)
    guard let found = FormRedirect.location(for: delivery, field: "_next", origins: ["https://shop.example"]) else {
        return
    }
    require(
        found.hasPrefix("https://toko.example/") || found.hasPrefix("https://shop.example")
            || found.lowercased().hasPrefix("https://toko.example"), "a redirect stays with the form: \(found)")
    require(found.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a redirect fits into a header")
}

/// A raw mail.
func runMIME(_ input: [UInt8]) {
    let reader = MailReader(ownAddresses: ChannelFixtures.context.ownAddresses)
    let mail = reader.read(input, notAfter: ChannelFixtures.receivedAt)
    require(mail == reader.read(input, notAfter: ChannelFixtures.receivedAt), "a mail is read the same again")
    let document = mail.document()
    require((try? JSONDocument(parsing: Array(document.description.utf8))) != nil, "a mail's document is JSON")
    if let date = mail.date { require(date <= ChannelFixtures.receivedAt, "no mail comes from the future") }
    normalise(input, "content-type: message/rfc822\n", by: ChannelFiles.named("email"))
}
