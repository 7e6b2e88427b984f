public import Domain
public import Storage

/// All that was decided about who gets a lead, and what it waits for.
public struct RoutingSheet: Sendable, Hashable {
    /// The lead with its decisions and signals.
    public let detail: LeadDetail
    /// When the offer that stands goes back; nil where none does, or it stands until it is answered.
    public let offerReturnsAt: Timestamp?
    /// Its place in the queue; nil where it does not wait, or too many wait before it (``placesMax``).
    public let queued: QueueLine?

    /// How far a lead's place in the queue is counted.
    public static let placesMax = 10_000

    /// Reads what is known of one lead; nil where there is none with that id.
    public init?(of id: LeadID, in views: any Views) async throws(StorageError) {
        guard let detail = try await views.lead(id) else { return nil }
        self.detail = detail
        offerReturnsAt = try await views.timers(of: id).first { $0.key.kind == .offer }?.due
        let lead = detail.lead
        guard lead.isCounted, lead.stage.isOpen, lead.stage >= .salesQualified, lead.owner == nil else {
            queued = nil
            return
        }
        let waiting = try await views.waiting(limit: RoutingSheet.placesMax)
        let place = waiting.firstIndex { $0.lead == id }
        queued = place.map { QueueLine(place: Int64($0) + 1, waiting: waiting[$0], detail) }
    }

    /// What the statements of the lead, and of those counted with it, ask of the rep.
    public var signals: [LeadSignal] {
        var signals: [LeadSignal] = []
        for signal in ([detail.lead] + detail.joined).flatMap(\.signals)
        where !signals.contains(where: { $0.kind == signal.kind && $0.value == signal.value }) {
            signals.append(signal)
        }
        return signals
    }
}

/// A lead that waits for a rep.
public struct QueueLine: Sendable, Hashable {
    /// 1 for who gets the next rep that can take it.
    public let place: Int64
    /// Its row in the queue.
    public let waiting: WaitingLead
    /// The lead; nil where it has gone meanwhile.
    public let lead: Lead?
    /// The customer's name, where one is known.
    public let name: String?

    init(place: Int64, waiting: WaitingLead, _ detail: LeadDetail?) {
        self.place = place
        self.waiting = waiting
        lead = detail?.lead
        name = detail?.contact.name
    }

    /// The first of the queue, in its order.
    public static func first(_ limit: Int, in views: any Views) async throws(StorageError) -> [QueueLine] {
        var lines: [QueueLine] = []
        for waiting in try await views.waiting(limit: limit) {
            lines.append(
                QueueLine(place: Int64(lines.count) + 1, waiting: waiting, try await views.lead(waiting.lead)))
        }
        return lines
    }

    /// Since when it has been sales qualified; nil where the lead has gone meanwhile.
    public var since: Timestamp? { lead.map { $0.salesQualifiedAt ?? $0.openedAt } }

    /// How long it has waited at an instant, in seconds.
    public func seconds(until now: Timestamp) -> Int64? { since.map { max(0, now.seconds - $0.seconds) } }
}
