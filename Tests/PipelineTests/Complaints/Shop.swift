import Domain
import Foundation
import Pipeline
import Settings
import Storage
import Testing

/// A shop with shipped channels and the sample configuration. What is delivered and done goes through its ledger, and what its people see is read
/// through views.
final class Shop {
    let ledger = MemoryLedger()
    let state = MemoryStateStore()
    /// The time of the next entry; each moves it on by a minute.
    var now = Workbench.start
    private let loop: FoldLoop
    private var numbers = 0

    /// A ledger whose first entry is the configuration with these channels: compiling them is what a test's time goes into.
    ///
    /// - Parameter part: What the configuration says besides.
    init(_ channels: String..., adding part: String = "") throws {
        loop = FoldLoop(ledger: ledger, state: state)
        var texts: [String: String] = [:]
        for id in channels { texts[id] = try Workbench.text("channels/\(id)/channel.yaml") }
        let bundle = ConfigurationBundle(
            settingsText: try Workbench.text("deploy/sample/corong.yaml") + part, channelTexts: texts,
            listTexts: try Workbench.lists(),
            zone: Zone(name: "Asia/Jakarta", spans: [Zone.Span(start: .epoch, offsetSeconds: 25_200)]),
            seed: SipHash.Key(low: 5, high: 6))
        try append(.config, "", "", bundle.encode())
    }

    /// Lets time pass.
    func wait(days: Int64 = 0, minutes: Int64 = 0) { now = now.adding(seconds: days * 86_400 + minutes * 60) }

    /// A number that no message had yet.
    func nextNumber() -> Int {
        numbers += 1
        return numbers
    }

    /// Takes in a delivery as the program would have stored it, and gives its first event.
    @discardableResult
    func deliver(_ channel: String, _ headers: String, _ body: String) throws -> EventID {
        try append(.delivery, channel, headers, Array(body.utf8))
    }

    /// Does something, and says what became of it.
    @discardableResult
    func act(_ deed: Deed, key: String? = nil) async throws -> ActionRecord {
        now = now.adding(seconds: 60)
        let position = try ledger.append([Action(deed, actor: "ani", key: key).draft(at: now)])
        try loop.runToEnd()
        return try #require(await state.action(at: position))
    }

    /// What the whole ledger gives in one go; the state here was folded entry by entry.
    func foldedAtOnce() throws -> StateSnapshot {
        let other = MemoryStateStore()
        try FoldLoop(ledger: ledger, state: other).runToEnd()
        return try other.snapshot()
    }

    /// Lets what is due by now happen.
    func tick() throws { try append(.tick, "", "", []) }

    @discardableResult
    private func append(_ kind: EntryKind, _ channel: String, _ headers: String, _ body: [UInt8]) throws -> EventID {
        now = now.adding(seconds: 60)
        let position = try ledger.append([
            EntryDraft(kind: kind, receivedAt: now, channel: channel, headers: headers, body: body)
        ])
        try loop.runToEnd()
        return EventID(position: position, item: 0)
    }
}

// MARK: What is seen

extension Shop {
    /// What became of an event.
    func event(_ id: EventID) async throws -> EventRecord {
        try #require(await state.events(at: id.position).first { $0.id == id })
    }

    /// A contact and the person it is held for.
    func contact(_ id: ContactID) async throws -> ContactDetail { try #require(await state.contact(id)) }

    /// The contacts that are held for one person with a contact, itself among them.
    func members(_ id: ContactID) async throws -> [ContactID] { try await contact(id).members.map(\.id) }

    func lead(_ id: LeadID) async throws -> LeadDetail { try #require(await state.lead(id)) }

    /// All persons, by the contacts that stand for them, the oldest first.
    func persons() async throws -> [ContactID] {
        try await state.contacts(ContactQuery(limit: 500)).map(\.contact.id).sorted()
    }

    /// All leads that count for themselves, the oldest first.
    func leads() async throws -> [LeadID] {
        try await state.leads(LeadQuery(limit: 500)).map(\.lead.id).sorted()
    }

    /// How much of something there was, at any time or from one to another.
    func count(
        _ measure: Measure, from: Timestamp = Timestamp(microseconds: .min),
        to: Timestamp = Timestamp(microseconds: .max)
    ) async throws -> Int64 {
        try await state.totals(from: from, to: to).filter { $0.measure == measure }.reduce(0) { $0 + $1.count }
    }
}
