import Domain
import Storage

@testable import Dashboard

/// A little workspace in Jakarta with one lead that went all the way, and some that did not.
enum Samples {
    static let jakarta = Zone(
        name: "Asia/Jakarta", spans: [Zone.Span(start: .epoch, offsetSeconds: 7 * 3600)])
    /// Central Europe around the spring of 2024: 23 hours on 31 March.
    static let berlin = Zone(
        name: "Europe/Berlin",
        spans: [
            Zone.Span(start: time("2023-10-29T01:00:00Z"), offsetSeconds: 3600),
            Zone.Span(start: time("2024-03-31T01:00:00Z"), offsetSeconds: 7200),
        ])
    /// 10 June 2024, 13:45 in Jakarta.
    static let now = time("2024-06-10T06:45:00Z")

    /// A place that tests write right.
    static func place(_ latitude: Double, _ longitude: Double) -> Place {
        guard let place = Place(latitude: latitude, longitude: longitude) else { preconditionFailure("no place") }
        return place
    }

    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? .epoch }

    static func id(_ position: Position, _ item: Int = 0) -> EventID { EventID(position: position, item: item) }

    static func workspace(zone: Zone = jakarta, name: String = "toko", languages: [String] = ["id"]) -> Workspace {
        Workspace(name: name, zone: zone, currency: "IDR", languages: languages, region: "ID", ownAddresses: [])
    }

    static let reps = [
        Rep(id: "ana", name: "Ana Putri", team: "Jakarta", weight: 1, capacity: 2),
        Rep(id: "budi", name: "Budi", team: nil, weight: 0, capacity: 10),
    ]

    static func cell(_ measure: Measure, _ count: Int64, channel: String = "whatsapp", at time: String) -> Cell {
        Cell(key: Cell.Key(measure: measure, channel: channel, at: Samples.time(time)), count: count)
    }

    static var rows: FakeState.Rows {
        var rows = FakeState.Rows()
        rows.position = 60
        rows.cells = [
            cell(.deliveries, 9, at: "2024-06-10T01:00:00Z"), cell(.items, 10, at: "2024-06-10T01:00:00Z"),
            cell(.counted, 6, at: "2024-06-10T01:00:00Z"),
            cell(.counted, 2, channel: "webform", at: "2024-06-10T02:00:00Z"),
            cell(.contacts, 3, at: "2024-06-10T01:00:00Z"), cell(.leads, 3, at: "2024-06-10T01:00:00Z"),
            cell(.leads, 1, channel: "webform", at: "2024-06-10T02:00:00Z"),
            cell(.marketingQualified, 2, at: "2024-06-10T01:00:00Z"),
            cell(.salesQualified, 1, at: "2024-06-10T01:15:00Z"), cell(.assigned, 1, at: "2024-06-10T01:15:00Z"),
            cell(.duplicates, 2, at: "2024-06-10T01:00:00Z"), cell(.noted, 1, at: "2024-06-10T01:00:00Z"),
            cell(.quarantined, 1, at: "2024-06-10T01:00:00Z"),
            cell(.deadLetters, 1, channel: "email", at: "2024-06-08T01:00:00Z"),
            cell(.counted, 4, at: "2024-06-08T01:00:00Z"),
        ]
        rows.leads = [lead, other]
        rows.deadLetters = [
            DeadLetter(
                position: 50, channel: "email", receivedAt: time("2024-06-08T01:00:00Z"), problem: "This is not JSON",
                advice: "Look at the body", attempts: 0, resolvedBy: nil),
            DeadLetter(
                position: 40, channel: "email", receivedAt: time("2024-06-07T01:00:00Z"), problem: "No id",
                advice: "Fix the channel file", attempts: 1, resolvedBy: 55),
        ]
        rows.records = [
            lead.events[0],
            EventRecord(
                id: id(45), kind: .spam, channel: "webform", outcome: .quarantined, at: now, contact: nil, lead: nil,
                reason: "trap"),
        ]
        rows.loads = [RepState(rep: "ana", open: 2), RepState(rep: "gone", open: 1)]
        rows.waiting = 1
        rows.outbox = 4
        rows.entries[41] = Entry(
            position: 41,
            draft: EntryDraft(
                kind: .delivery, receivedAt: now, channel: "whatsapp",
                headers:
                    "content-type: application/json\nx-hub-signature-256: sha256=ab\nauthorization: Bearer s3cret\n",
                body: Array("{\"a\":1}".utf8)))
        rows.entries[50] = Entry(
            position: 50,
            draft: EntryDraft(kind: .delivery, receivedAt: now, channel: "email", headers: "", body: [0xFF]))
        var event = Event(kind: .message, key: EventKey(parts: ["whatsapp", "1", "message", "wamid.1"]))
        event.text = "Berapa harga <b>?"
        rows.contents[id(41, 2)] = event
        return rows
    }

    static var lead: LeadDetail {
        var lead = Lead(
            id: id(41, 2), contact: id(41, 2), cycle: 1, channel: "whatsapp", openedAt: time("2024-06-10T01:00:00Z"))
        lead.standing.stage = .salesQualified
        lead.standing.score = 45
        lead.standing.owner = "ana"
        for (stage, at) in [
            (Stage.new, "2024-06-10T01:00:00Z"), (.marketingQualified, "2024-06-10T01:00:00Z"),
            (.salesQualified, "2024-06-10T01:20:00.5Z"),
        ] {
            lead.standing.enter(
                StageEntry(stage: stage, at: time(at), cause: id(41, 2), configuration: 1, isInferred: false))
        }
        lead.standing.assignedAt = time("2024-06-10T01:20:01Z")
        lead.version = 3
        let evidence = id(41, 2)
        let rows = [
            ScoreRow(
                lead: lead.id, number: 1, rule: "asks-price", group: "engagement", weight: 50, points: 50,
                configuration: 1,
                evidence: evidence, at: lead.openedAt, matched: "harga"),
            ScoreRow(
                lead: lead.id, number: 2, rule: "free-mail", group: "negative", weight: -5, points: -5,
                configuration: 1,
                evidence: evidence, at: lead.openedAt, matched: ""),
        ]
        return LeadDetail(
            lead: lead,
            contact: Contact(id: id(41, 2), name: "Siti \"Q\" <script>", channel: "whatsapp", since: lead.openedAt),
            identifiers: [
                IdentifierLink(
                    identifier: Identifier(.phone, "+6281234567890"), contact: id(41, 2), evidence: evidence,
                    since: lead.openedAt)
            ],
            conversations: [
                Conversation(
                    key: Conversation.Key(contact: id(41, 2), channel: "whatsapp"), account: "1", address: nil,
                    messages: 1, first: evidence, last: evidence, lastAt: lead.openedAt)
            ],
            scoreRows: rows,
            assignments: [
                Assignment(
                    lead: lead.id, number: 1, rep: "ana", configuration: 1, cause: evidence, at: lead.openedAt,
                    candidates: [
                        Assignment.Candidate(rep: "ana", open: 1, weight: 1, capacity: 2, verdict: .picked),
                        Assignment.Candidate(rep: "budi", open: 0, weight: 0, capacity: 10, verdict: .paused),
                    ])
            ],
            touches: [
                TouchRecord(
                    event: evidence, contact: id(41, 2), lead: lead.id, at: lead.openedAt,
                    touch: Touch([(.utmSource, "ig"), (.ctwaClid, "abc")]))
            ],
            facts: [
                Fact(
                    event: evidence, number: 0, kind: .lead, lead: lead.id, channel: "whatsapp", rep: nil,
                    at: lead.openedAt, recordedAt: now, configuration: 1, isInferred: false)
            ],
            events: [
                EventRecord(
                    id: evidence, kind: .message, channel: "whatsapp", outcome: .counted, at: lead.openedAt,
                    contact: id(41, 2), lead: lead.id, reason: "wa_id")
            ])
    }

    static var other: LeadDetail {
        let lead = Lead(
            id: id(52), contact: id(52), cycle: 1, channel: "webform", openedAt: time("2024-06-10T02:00:00Z"))
        return LeadDetail(
            lead: lead, contact: Contact(id: id(52), name: nil, channel: "webform", since: lead.openedAt),
            identifiers: [], conversations: [], scoreRows: [], assignments: [], touches: [], facts: [], events: [])
    }
}
