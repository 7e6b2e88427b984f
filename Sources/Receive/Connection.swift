import Channels
import Domain
import Metrics
import NIOCore
import NIOHTTP1

/// One client's connection: requests in, answers out in the same order.
///
/// Several requests may be on their way (pipelining); each has a slot, and slots are sent from the front as they become ready. Reading stops
/// while too many are open or the client does not take its answers.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// Where the client's bytes stand.
    private enum Phase {
        case betweenRequests, head, body, discarding
        /// Nothing more is read as a request; the connection ends when its answers are out and the client has closed, or soon after.
        case ended
    }

    private struct Slot {
        var answer: ByteBuffer
        var persistence: PreparedAnswer.Persistence
        var isReady: Bool
    }

    static let slotsMax = 64
    static let discardedBytesMax = 64 << 10
    static let lingerSeconds = 5
    /// A body that comes more slowly than this, measured over and over, is given up: it holds memory that others need.
    static let bodyBytesPerSecondMin = 1024
    static let bodyRateSeconds = 10

    private let desk: LoopDesk
    private var context: ChannelHandlerContext?
    private var phase = Phase.betweenRequests
    private var phaseStart: Int
    private var lastRead: Int
    /// When the present measurement of the body's rate began, and what has come since.
    private var rateStart: Int
    private var rateBytes = 0
    private var request: IncomingDelivery?
    private var refusal: Slot?
    private var slots: [Slot] = []
    private var firstSequence = 0
    private var hasWritten = false
    private var sawPart = false
    private var readIsHeld = false
    private var inputIsClosed = false
    private var continueIsDue = false

    init(desk: LoopDesk) {
        self.desk = desk
        self.phaseStart = desk.seconds
        self.lastRead = desk.seconds
        self.rateStart = desk.seconds
    }

    // MARK: What the client sends

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        sawPart = true
        lastRead = desk.seconds
        guard phase != .ended else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head)
        case .body(let bytes): take(bytes)
        case .end: finish()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !sawPart {
            lastRead = desk.seconds
            if phase == .betweenRequests { enter(.head) }
        }
        sawPart = false
        writeReady()
        context.fireChannelReadComplete()
    }

    private func begin(_ head: HTTPRequestHead) {
        let wire = RequestHead(head, isDraining: desk.isDraining)
        switch IntakeRoute.decide(wire, desk: desk) {
        case .answer(let answer):
            refuse(answer, wire)
        case .receive(let channel):
            guard desk.admission.enter(announced: wire.contentLength ?? 0) else {
                channel.counters.busy.increment()
                return refuse(desk.answers.busy, wire)
            }
            request = IncomingDelivery(wire, channel: channel)
            enter(.body)
            if wire.expectsContinue {
                continueIsDue = true
                sendContinue()
            }
        }
    }

    private func take(_ bytes: ByteBuffer) {
        rateBytes += bytes.readableBytes
        guard phase == .body, let taken = request?.append(bytes, admission: desk.admission) else { return }
        switch taken {
        case .taken: return
        case .tooLarge: abandon(desk.answers.tooLarge) { $0.counters.tooLarge.increment() }
        case .busy:
            guard let head = request?.head else { return }
            dropRequest { $0.counters.busy.increment() }
            refuse(desk.answers.busy, head)
        }
    }

    /// The body is complete.
    private func finish() {
        if phase == .discarding, let refusal {
            self.refusal = nil
            slots.append(refusal)
            enter(refusal.persistence == .close ? .ended : .betweenRequests)
            return
        }
        guard phase == .body, let delivery = request else { return }
        request = nil
        continueIsDue = false
        let persistence = delivery.head.persistence
        enter(persistence == .close ? .ended : .betweenRequests)
        if desk.isWithdrawn(delivery.channel) {
            desk.admission.leave(bytes: delivery.admittedBytes)
            delivery.channel.counters.busy.increment()
            slots.append(Slot(answer: desk.answers.busy.bytes(persistence), persistence: persistence, isReady: true))
            return
        }
        let now = desk.now()
        let decision = delivery.check(nowSeconds: now.seconds, publicAddress: desk.options.publicAddress)
        let own: GateAnswer?
        switch decision {
        case .accept: own = nil
        case .acceptAnswering(let answer): own = answer
        case .answer, .refuse, .missingCertificate: return settle(delivery, decision)
        }
        if let own { desk.tellOfConfirmation(own, delivery.channel) }
        let draft = delivery.draft(receivedAt: now)
        let sequence = firstSequence + slots.count
        let answer = delivery.answer(to: draft, own: own).bytes(persistence)
        slots.append(Slot(answer: answer, persistence: persistence, isReady: false))
        desk.accept(
            draft, for: self, sequence: sequence, bytes: delivery.admittedBytes, channel: delivery.channel)
    }

    /// Answers what is not stored: a handshake, or a request that is refused.
    private func settle(_ delivery: IncomingDelivery, _ decision: GateDecision) {
        desk.admission.leave(bytes: delivery.admittedBytes)
        let persistence = delivery.head.persistence
        let answer = desk.settle(decision, delivery.channel, origin: delivery.head.first("origin"))
        slots.append(Slot(answer: answer.bytes(persistence), persistence: persistence, isReady: true))
    }

    // MARK: Refusals

    /// Answers without looking at the body: a short one is read over, so that the connection lives on; a long one is not waited for.
    private func refuse(_ answer: PreparedAnswer, _ head: RequestHead) {
        let isShort =
            !head.expectsContinue && head.isHostValid && (head.contentLength ?? .max) <= Self.discardedBytesMax
        let persistence = isShort ? head.persistence : .close
        let bytes = answer.bytes(persistence, headOnly: head.isHeadMethod)
        let slot = Slot(answer: bytes, persistence: persistence, isReady: true)
        if isShort {
            refusal = slot
            enter(.discarding)
        } else {
            slots.append(slot)
            enter(.ended)
        }
    }

    /// Gives up the request that is being read.
    private func abandon(_ answer: PreparedAnswer, count: (IntakeChannel) -> Void = { _ in }) {
        dropRequest(count)
        slots.append(Slot(answer: answer.bytes(.close), persistence: .close, isReady: true))
        enter(.ended)
    }

    private func dropRequest(_ count: (IntakeChannel) -> Void = { _ in }) {
        refusal = nil
        continueIsDue = false
        guard let dropped = request else { return }
        request = nil
        desk.admission.leave(bytes: dropped.admittedBytes)
        count(dropped.channel)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
        guard phase != .ended else { return }
        desk.counters.malformed.increment()
        abandon(error == .headerOverflow ? desk.answers.headTooLarge : desk.answers.badRequest)
        writeReady()
    }

    // MARK: Answers

    /// What became of a delivery that waited for the ledger.
    func decide(_ sequence: Int, isStored: Bool) {
        let index = sequence - firstSequence
        guard slots.indices.contains(index) else { return }
        slots[index].isReady = true
        if !isStored { slots[index].answer = desk.answers.notStored.bytes(slots[index].persistence) }
    }

    /// Sends the answers at the front that are ready, with one write to the socket.
    func writeReady() {
        guard let context else { return }
        var sent = 0
        var ends = false
        while sent < slots.count, slots[sent].isReady, !ends {
            context.write(wrapOutboundOut(slots[sent].answer), promise: nil)
            ends = slots[sent].persistence == .close
            sent += 1
        }
        if sent > 0 {
            slots.removeFirst(ends ? slots.count : sent)
            firstSequence += sent
            context.flush()
        }
        if continueIsDue { sendContinue() }
        if ends {
            endOutput(context)
        } else if slots.isEmpty, inputIsClosed || (desk.isDraining && phase == .betweenRequests) {
            context.close(promise: nil)
        }
        resumeReading()
    }

    private func sendContinue() {
        guard slots.isEmpty, let context else { return }
        continueIsDue = false
        enter(.body)
        context.writeAndFlush(wrapOutboundOut(desk.answers.goOn), promise: nil)
    }

    /// Ends our side first and waits for the client's: closing over unread bytes would reset the connection and could take the answer with it.
    private func endOutput(_ context: ChannelHandlerContext) {
        enter(.ended)
        if inputIsClosed {
            context.close(promise: nil)
        } else {
            context.close(mode: .output, promise: nil)
        }
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        if slots.count >= Self.slotsMax || !context.channel.isWritable {
            readIsHeld = true
        } else {
            context.read()
        }
    }

    private func resumeReading() {
        guard readIsHeld, slots.count < Self.slotsMax, let context, context.channel.isWritable else { return }
        readIsHeld = false
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        resumeReading()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            inputIsClosed = true
            dropRequest()
            enter(.ended)
            if slots.isEmpty { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Begin, end, time

    private func enter(_ next: Phase) {
        phase = next
        phaseStart = desk.seconds
        rateStart = desk.seconds
        rateBytes = 0
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        desk.add(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        dropRequest()
        slots.removeAll()
        self.context = nil
        desk.remove(self)
        context.fireChannelInactive()
    }

    /// Ends the connection when it owes nothing: a stop does not wait for clients that linger.
    func drain() {
        if phase == .betweenRequests || phase == .ended, slots.isEmpty { abort() }
    }

    func abort() { context?.close(promise: nil) }

    /// Ends what takes longer than the options allow. What waits for the ledger may wait.
    func endIfLate() {
        let options = desk.options
        let inPhase = desk.seconds - phaseStart
        let silent = desk.seconds - lastRead
        switch phase {
        case .betweenRequests:
            if slots.isEmpty, inPhase >= options.idleSeconds { abort() }
        case .ended:
            if slots.isEmpty, inPhase >= Self.lingerSeconds { abort() }
        case .head, .body, .discarding:
            if desk.dropsUnfinished {
                abandon(desk.answers.busy) { $0.counters.busy.increment() }
                writeReady()
            } else if phase == .head {
                if inPhase >= options.headSeconds { endLate() }
            } else if silent >= options.idleSeconds || inPhase >= options.bodySeconds || isTooSlow() {
                endLate()
            }
        }
    }

    /// Whether the body's rate is too low. Not while it is us who keep the client from sending.
    private func isTooSlow() -> Bool {
        let seconds = desk.seconds - rateStart
        guard seconds >= Self.bodyRateSeconds, !continueIsDue, !readIsHeld else { return false }
        let isTooSlow = rateBytes < seconds * Self.bodyBytesPerSecondMin
        rateStart = desk.seconds
        rateBytes = 0
        return isTooSlow
    }

    private func endLate() {
        desk.counters.timedOut.increment()
        abandon(desk.answers.late)
        writeReady()
    }
}
