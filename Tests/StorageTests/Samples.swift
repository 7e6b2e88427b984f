import Domain
import Storage
import TestSupport

/// Values that tests put into stores: with tabs, line breaks, NUL, letters of two spellings, and texts longer than any buffer.
enum Samples {
    static let texts = [
        "", "a", "whatsapp", "tab\there", "line\nbreak", "back\\slash", "\\t", "\r\n", "nul\u{0}inside", "\u{e9}",
        "e\u{301}",
        "\u{1F4DE}", "'; DROP TABLE leads; --", String(repeating: "x", count: 70_000),
    ]

    static func draft(_ number: Int, bodyBytes: Int = 20) -> EntryDraft {
        EntryDraft(
            kind: EntryKind.allCases[number % 3], receivedAt: Timestamp(microseconds: Int64(number) * 1000),
            channel: number % 3 == 2 ? "" : "whatsapp", headers: number % 2 == 0 ? "" : "content-type: text/plain\n",
            body: (0..<bodyBytes).map { UInt8(truncatingIfNeeded: $0 &+ number) })
    }

    static func lead(_ id: EventID, contact: EventID, stage: Stage = .new) -> Lead {
        var lead = Lead(id: id, contact: contact, cycle: 1, channel: "whatsapp", openedAt: .epoch)
        lead.standing.stage = stage
        return lead
    }
}

extension SplitMix64 {
    mutating func event() -> EventID {
        EventID(position: .random(in: 1...40, using: &self), item: .random(in: 0...3, using: &self))
    }

    mutating func time() -> Timestamp {
        Timestamp(microseconds: .random(in: -3_000_000_000...3_000_000_000, using: &self))
    }

    mutating func text() -> String { Samples.texts.randomElement(using: &self) ?? "" }

    mutating func channel() -> String { ["whatsapp", "email", "web"].randomElement(using: &self) ?? "" }

    mutating func number() -> Int64 { [0, 1, -1, 7, .max, .min].randomElement(using: &self) ?? 0 }

    mutating func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &self) ? value : nil }

    mutating func one<Value: CaseIterable>(_: Value.Type, else other: Value) -> Value {
        Array(Value.allCases).randomElement(using: &self) ?? other
    }

    mutating func digest() -> SipHash.Digest { SipHash.Digest(low: next() | 1 << 63, high: next() << 62) }

    mutating func identifier() -> Identifier {
        Identifier(
            one(IdentifierKind.self, else: .phone),
            ["+62811", "siti@example.com", "\u{e9}", "x"].randomElement(using: &self) ?? "")
    }

    mutating func contact() -> Contact {
        Contact(
            id: event(), name: maybe(text()), channel: channel(), since: time(), person: maybe(event()), ties: number(),
            kinds: IdentifierKinds(one(IdentifierKind.self, else: .email)))
    }

    mutating func link() -> IdentifierLink {
        IdentifierLink(
            identifier: identifier(), contact: event(), evidence: event(), since: time(),
            strength: one(LinkStrength.self, else: .stated), sentAs: maybe(text()), endedBy: maybe(event()))
    }

    mutating func conversation() -> Conversation {
        var conversation = Conversation(
            key: Conversation.Key(contact: event(), channel: channel()), account: maybe(text()), address: maybe(text()),
            chat: maybe(text()),
            messages: number(), first: event(), last: event(), lastAt: time())
        conversation.lastOursAt = maybe(time())
        conversation.acknowledgedAt = maybe(time())
        conversation.acknowledgements = number()
        return conversation
    }

    mutating func lead() -> Lead {
        var lead = Lead(id: event(), contact: event(), cycle: number(), channel: channel(), openedAt: time())
        lead.formerOwner = maybe(rep())
        lead.signals = signals()
        lead.joined = maybe(event())
        lead.standing = standing()
        lead.own = maybe(standing())
        lead.version = number()
        return lead
    }

    mutating func standing() -> Standing {
        var standing = Standing(at: time())
        standing.stage = one(Stage.self, else: .new)
        standing.clocks = clocks()
        standing.score = number()
        standing.grade = maybe("B2")
        standing.owner = maybe(["ani", "budi"].randomElement(using: &self) ?? "")
        standing.assignedAt = maybe(time())
        standing.acceptedAt = maybe(time())
        for stage in Stage.allCases where Bool.random(using: &self) { standing.enter(entry(stage)) }
        return standing
    }

    mutating func entry(_ stage: Stage) -> StageEntry {
        StageEntry(
            stage: stage, at: time(), cause: event(), configuration: number(), isInferred: Bool.random(using: &self),
            rep: maybe("ani"), value: maybe(Money(minorUnits: number(), currency: "IDR")), reason: text())
    }

    mutating func decay() -> Decay {
        [.none, .halfLife(seconds: 86_400), .linear(seconds: 7)].randomElement(using: &self) ?? .none
    }

    mutating func tie() -> ContactTie {
        ContactTie(
            event(), event(), standing: one(TieStanding.self, else: .holds), origin: one(TieOrigin.self, else: .action),
            evidence: event(), at: time(), reason: text())
    }

    mutating func consent() -> ConsentRecord {
        ConsentRecord(
            contact: event(), purpose: text(), isGiven: Bool.random(using: &self), at: time(), evidence: number())
    }

    mutating func action() -> ActionRecord {
        ActionRecord(
            position: number(), name: text(), lead: maybe(event()), contact: maybe(event()), actor: text(), at: time(),
            outcome: one(ActionOutcome.self, else: .applied), detail: text(), stage: maybe(one(Stage.self, else: .new)),
            version: maybe(number()))
    }

    mutating func scoreRow() -> ScoreRow {
        ScoreRow(
            lead: event(), number: number(), rule: text(), group: text(), weight: number(), points: number(),
            timesMax: number(), cap: maybe(number()), decay: decay(), configuration: number(), evidence: event(),
            at: time(), matched: text())
    }

    mutating func candidate() -> Assignment.Candidate {
        Assignment.Candidate(
            rep: text(), open: number(), weight: number(), capacity: number(),
            verdict: one(CandidateVerdict.self, else: .full), detail: text())
    }

    mutating func assignment() -> Assignment {
        Assignment(
            lead: event(), number: number(), rep: maybe(text()), configuration: number(), cause: event(), at: time(),
            reason: one(AssignmentReason.self, else: .pool), pool: maybe(text()),
            candidates: (0..<Int.random(in: 0...3, using: &self)).map { _ in candidate() })
    }

    mutating func record() -> EventRecord {
        EventRecord(
            id: event(), kind: one(EventKind.self, else: .message), channel: channel(),
            outcome: one(Outcome.self, else: .counted), at: time(), contact: maybe(event()), lead: maybe(event()),
            reason: text(),
            link: maybe(
                ThreadLink(
                    conversation: event(), evidence: one(ThreadEvidence.self, else: .sender), event: maybe(event()))))
    }

    mutating func touch() -> TouchRecord {
        let values = (0..<Int.random(in: 0...4, using: &self)).map { _ in
            (field: one(TouchField.self, else: .source), value: text())
        }
        return TouchRecord(event: event(), contact: event(), lead: maybe(event()), at: time(), touch: Touch(values))
    }

    mutating func fact() -> Fact {
        Fact(
            event: event(), number: number(), kind: one(FactKind.self, else: .lead), lead: event(), channel: channel(),
            rep: maybe(text()), at: time(), recordedAt: time(), configuration: number(),
            isInferred: Bool.random(using: &self), isRetraction: Bool.random(using: &self),
            value: maybe(Money(minorUnits: number(), currency: "USD")))
    }

    mutating func cell() -> Cell {
        Cell(
            key: Cell.Key(measure: one(Measure.self, else: .leads), channel: channel(), at: time()),
            count: .random(in: -2...3, using: &self))
    }

    mutating func deadLetter() -> DeadLetter {
        DeadLetter(
            position: .random(in: 1...9, using: &self), channel: channel(), receivedAt: time(), problem: text(),
            advice: text(), attempts: number(), resolvedBy: maybe(number()))
    }

    mutating func outboxItem() -> OutboxItem {
        var item = OutboxItem(
            id: OutboxID(event: event(), number: number()), destination: "webhook/" + text(), topic: text(), at: time(),
            payload: text(), lead: maybe(event()))
        item.state = one(OutboxState.self, else: .waiting)
        item.attempts = number()
        item.problem = text()
        item.reference = maybe(text())
        item.settledBy = maybe(number())
        return item
    }

    mutating func rep() -> RepID { ["ani", "budi", "citra"].randomElement(using: &self) ?? "" }

    mutating func repState() -> RepState {
        RepState(
            rep: rep(), open: .random(in: 0...2, using: &self), onDutySince: maybe(time()),
            dutyChangedAt: maybe(time()),
            seenAt: maybe(time()), site: maybe(text()),
            consentsToPosition: Bool.random(using: &self))
    }

    mutating func repTurn() -> RepTurn {
        RepTurn(rep: rep(), handicap: number(), isAway: Bool.random(using: &self), turn: number())
    }

    mutating func timer() -> LeadTimer {
        LeadTimer(LeadTimer.Key(kind: one(LeadTimer.Kind.self, else: .offer), lead: event()), due: time())
    }

    mutating func waiting() -> WaitingLead {
        WaitingLead(
            lead: event(), since: event(), priority: .random(in: 0...2, using: &self),
            profile: ["", "jakarta", "jakarta +kitchen"].randomElement(using: &self) ?? "")
    }

    mutating func attendance() -> AttendanceRecord {
        let mark = AttendanceMark(
            source: text(), accuracyMetres: maybe(number()), site: maybe(text()), distanceMetres: maybe(number()),
            hints: AttendanceMark.Hint.allCases.filter { _ in Bool.random(using: &self) })
        return AttendanceRecord(
            position: .random(in: 1...40, using: &self),
            report: PresenceReport(
                rep: rep(), kind: one(PresenceReport.Kind.self, else: .seen), lead: maybe(event()),
                doneAt: maybe(time()), mark: maybe(mark)),
            at: time())
    }

    mutating func signals() -> [LeadSignal] {
        (0..<Int.random(in: 0...2, using: &self)).map { _ in
            LeadSignal(
                kind: one(LeadSignal.Kind.self, else: .skill), value: text(), evidence: event(),
                ground: one(LeadSignal.Ground.self, else: .said))
        }
    }

    mutating func clocks() -> [LeadClock] {
        (0..<Int.random(in: 0...2, using: &self)).map { _ in
            LeadClock(
                kind: one(LeadClock.Kind.self, else: .followUp), since: time(),
                isAsked: Bool.random(using: &self), due: maybe(time()), stoppedAt: maybe(time()),
                isBreached: Bool.random(using: &self), rep: maybe(rep()), configuration: number())
        }
    }

    mutating func message() -> MessageRecord {
        MessageRecord(
            digest: digest(), channel: channel(), origin: one(MessageRecord.Origin.self, else: .ours), event: event(),
            contact: maybe(event()), participants: (0..<Int.random(in: 0...4, using: &self)).map { _ in next() },
            status: maybe(one(DeliveryStatus.self, else: .read)), statusAt: maybe(time()))
    }

    mutating func fetch() -> FetchRecord {
        FetchRecord(
            event: event(), channel: channel(), request: FetchRequest(name: text(), url: text()), at: time(),
            answeredBy: maybe(number()), problem: text(), isGivenUp: Bool.random(using: &self))
    }

    mutating func window() -> SourceWindow { SourceWindow(digest: digest(), until: time(), count: number()) }

    mutating func cursor() -> MailboxRecord {
        MailboxRecord(
            mailbox: ["sales", "info"].randomElement(using: &self) ?? "",
            cursor: MailboxCursor(
                uidValidity: UInt32(truncatingIfNeeded: next()), uid: UInt32(truncatingIfNeeded: next()),
                since: number()))
    }

    /// Changes with a few rows of every kind. Rows that must be new are taken once over all the calls that share `taken`.
    mutating func changes(from: Position, taken: inout Taken) -> Changes {
        var changes = Changes(from: from, through: from + .random(in: 1...5, using: &self))
        for _ in 0..<Int.random(in: 0...8, using: &self) {
            changes.contacts.append(contact())
            changes.identifiers.append(link())
            changes.ties.append(tie())
            changes.consents.append(consent())
            changes.conversations.append(conversation())
            changes.leads.append(lead())
            changes.repStates.append(repState())
            changes.repTurns.append(repTurn())
            changes.waiting.append(waiting())
            changes.noLongerWaiting.append(event())
            changes.timers.append(timer())
            changes.noLongerTimed.append(timer().key)
            changes.seen.append(SeenEvent(digest: digest(), event: event(), at: time()))
            changes.windows.append(window())
            changes.cells.append(cell())
            changes.messages.append(message())
            changes.fetches.append(fetch())
            changes.mailboxes.append(cursor())
            changes.deadLetters.append(deadLetter())
            let (score, assigned, record, touch) = (scoreRow(), assignment(), record(), touch())
            let (fact, item, attendance) = (fact(), outboxItem(), attendance())
            if taken.take("attendance " + attendance.report.rep, EventID(code: attendance.position), 0) {
                changes.attendance.append(attendance)
            }
            if taken.take("score", score.lead, score.number) { changes.scoreRows.append(score) }
            if taken.take("assignment", assigned.lead, assigned.number) { changes.assignments.append(assigned) }
            if taken.take("event", record.id, 0) { changes.events.append(record) }
            if taken.take("touch", touch.event, 0) { changes.touches.append(touch) }
            if taken.take("fact", fact.event, fact.number) { changes.facts.append(fact) }
            if taken.take("outbox", item.id.event, item.id.number) { changes.outbox.append(item) }
        }
        changes.configurations.append(ConfigurationRecord(position: changes.through, at: time()))
        return changes
    }

    /// Keys that are in use.
    struct Taken {
        private var keys: Set<[String]> = []

        mutating func take(_ table: String, _ event: EventID, _ number: Int64) -> Bool {
            keys.insert([table, String(event.code), String(number)]).inserted
        }
    }
}

extension Changes {
    /// This batch and the next one, which starts where this ends, as one. Rows that both replace count as the later has them.
    func joined(with next: Changes) -> Changes {
        var joined = Changes(from: from, through: next.through)
        joined.contacts = contacts + next.contacts
        joined.identifiers = identifiers + next.identifiers
        joined.ties = ties + next.ties
        joined.consents = consents + next.consents
        joined.conversations = conversations + next.conversations
        joined.leads = leads + next.leads
        joined.scoreRows = scoreRows + next.scoreRows
        joined.assignments = assignments + next.assignments
        joined.repStates = repStates + next.repStates
        joined.repTurns = repTurns + next.repTurns
        let timedAgain = Set(next.timers.map(\.key))
        joined.timers = timers + next.timers
        joined.noLongerTimed = noLongerTimed.filter { !timedAgain.contains($0) } + next.noLongerTimed
        joined.attendance = attendance + next.attendance
        joined.settledOutbox = settledOutbox + next.settledOutbox
        // A lead that leaves the queue in the first batch and comes back in the second is in it afterwards.
        let back = Set(next.waiting.map(\.lead))
        joined.waiting = waiting + next.waiting
        joined.noLongerWaiting = noLongerWaiting.filter { !back.contains($0) } + next.noLongerWaiting
        joined.events = events + next.events
        joined.seen = seen + next.seen
        joined.windows = windows + next.windows
        joined.touches = touches + next.touches
        joined.facts = facts + next.facts
        joined.cells = cells + next.cells
        joined.deadLetters = deadLetters + next.deadLetters
        joined.messages = messages + next.messages
        joined.fetches = fetches + next.fetches
        joined.mailboxes = mailboxes + next.mailboxes
        joined.outbox = outbox + next.outbox
        joined.configurations = configurations + next.configurations
        return joined
    }
}
