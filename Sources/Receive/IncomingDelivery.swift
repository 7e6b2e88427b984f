import Channels
import Domain
import NIOCore

/// A request to a channel whose body is arriving.
struct IncomingDelivery {
    let head: RequestHead
    let channel: IntakeChannel
    /// Bytes that admission has counted for it.
    private(set) var admittedBytes = 0
    private var body: [UInt8] = []

    /// Memory set aside for a body that is only announced.
    private static let reservedBytesMax = 64 << 10

    /// What became of a piece of the body.
    enum Taken {
        case taken, tooLarge, busy
    }

    init(_ head: RequestHead, channel: IntakeChannel) {
        self.head = head
        self.channel = channel
        body.reserveCapacity(min(head.contentLength ?? 0, Self.reservedBytesMax))
    }

    /// Copies a piece to where the entry will keep it: the only copy there is.
    mutating func append(_ bytes: ByteBuffer, admission: Admission) -> Taken {
        let size = body.count + bytes.readableBytes
        guard size <= channel.gate.rules.bodyBytesMax else { return .tooLarge }
        guard admission.grow(by: bytes.readableBytes) else { return .busy }
        admittedBytes = size
        bytes.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        return .taken
    }

    /// Checks the proof of origin, and finds what the sender gets.
    func check(nowSeconds: Int64, publicAddress: String?) -> GateDecision {
        channel.gate.check(
            body: body, nowSeconds: nowSeconds, address: { head.calledAddress(publicAddress: publicAddress) },
            header: { head.first($0) })
    }

    /// The entry to append.
    func draft(receivedAt: Timestamp) -> EntryDraft {
        EntryDraft(kind: .delivery, receivedAt: receivedAt, channel: channel.id, headers: keptHeaders, body: body)
    }

    /// What the sender gets when the entry is durable: its own answer, or the usual one.
    func answer(to draft: EntryDraft, own: GateAnswer?) -> PreparedAnswer {
        if let own { return channel.answer(own, origin: head.first("origin")) }
        let rules = channel.gate.rules
        if let field = rules.redirectField {
            let delivery = DeliveryInput(
                channel: channel.id, headers: draft.headers, body: draft.body, receivedAt: draft.receivedAt)
            let address = FormRedirect.location(for: delivery, field: field, origins: channel.origins.sorted())
            if let address { return PreparedAnswer(status: 303, headers: [("Location", address)]) }
        }
        return rules.cors ? channel.answer(origin: head.first("origin")) : channel.answer
    }

    private var keptHeaders: String {
        var text = ""
        text.reserveCapacity(160)
        if head.hasQuery { HeaderText.append(":target", storedTarget, to: &text) }
        for name in channel.keptHeaders {
            guard let value = head.first(name) else { continue }
            let size = text.utf8.count + name.utf8.count + value.utf8.count + 3
            guard size <= Limits.keptHeaderBytesMax else { continue }
            // Written here for a plain value, because the general form is not specialised across modules and costs more than the signature.
            guard !value.utf8.contains(where: { $0 == 0x0a || $0 == 0x0d }) else {
                HeaderText.append(name, value, to: &text)
                continue
            }
            text += name
            text += ": "
            text += value
            text += "\n"
        }
        return text
    }

    /// The address as it came, but without a parameter that is the secret itself: secrets do not belong into the ledger.
    private var storedTarget: String {
        var query = String(head.query)
        for name in channel.secretParameters { query = QueryText.removing(name, from: query) }
        let target = head.path + "?" + query
        return String(decoding: target.utf8.prefix(Limits.keptHeaderBytesMax / 2), as: UTF8.self)
    }
}
