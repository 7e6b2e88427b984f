import Domain
import Storage

@testable import Deliver

/// Values that tests begin with.
enum Sample {
    static let start = Timestamp(microseconds: 1_780_000_000_000_000)
    static let origin = Origin(workspace: "main", identity: "5f1c")

    static func item(
        _ position: Int64, to destination: String = "webhook/crm", lead: LeadID? = LeadID(position: 41, item: 0),
        topic: String = "lead.assigned", at: Timestamp = start,
        payload: String = #"{"lead":"L41","contact":"C7","channel":"whatsapp","score":80,"rep":"ani"}"#
    ) -> OutboxItem {
        OutboxItem(
            id: OutboxID(event: EventID(position: position, item: 0), number: 0), destination: destination,
            topic: topic, at: at, payload: payload, lead: lead)
    }
}
