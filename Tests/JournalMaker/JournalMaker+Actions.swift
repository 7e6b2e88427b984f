import Domain

/// What reps and operators do.
extension JournalMaker {
    private static let reps = ["ani", "budi", "citra", "dewi", "eko"]

    /// An action as an entry.
    private mutating func done(_ deed: Deed, _ item: JournalItem, key: String? = nil, version: Int64? = nil)
        -> EntryDraft
    {
        tally[item] += 1
        let actor = chance.pick(JournalMaker.reps)
        let draft = Action(
            deed, actor: actor, key: key ?? (chance.happens(300) ? "crm-\(step)" : nil), expectedVersion: version
        )
        .draft(at: now())
        recentActions.append(draft)
        if recentActions.count > 32 { recentActions.removeFirst(16) }
        return draft
    }

    /// The next thing that a rep does with the lead of a contact.
    mutating func work(on index: Int) -> EntryDraft? {
        let believed = beliefs[index]
        let draw = chance.below(100)
        func lead(_ action: LeadAction) -> Deed { .lead(believed.lead, action) }
        switch believed.progress {
        case .new: return nil
        case .qualified:
            if draw < 12 {
                agenda.add(.works(index), due: later(60))
                return done(lead(.reject(reason: "too far away")), .rejects)
            }
            if draw < 18 { return close(index, lead(.disqualify(reason: "no inquiry")), .disqualifications) }
            return advance(index, to: .accepted, lead(.accept), .accepts)
        case .accepted:
            if draw < 40 { return close(index, lead(.lost(reason: "no budget", at: nil)), .losses) }
            if draw < 47 { return win(index) }
            return advance(index, to: .opportunity, lead(.opportunity(draw < 80 ? amount() : nil)), .opportunities)
        case .opportunity:
            if draw < 10 {
                return advance(index, to: .opportunity, lead(.opportunity(amount())), .opportunities)
            }
            if draw < 40 { return win(index) }
            return close(index, lead(.lost(reason: "bought elsewhere", at: nil)), .losses)
        case .closed:
            guard draw < 8 else { return nil }
            return advance(index, to: .opportunity, lead(.reopen(reason: "came back")), .reopenings)
        }
    }

    private mutating func amount() -> Money {
        Money(minorUnits: Int64(chance.within(20...1500)) * 10_000_000, currency: "IDR")
    }

    private mutating func advance(
        _ index: Int, to progress: Believed.Progress, _ deed: Deed, _ item: JournalItem
    ) -> EntryDraft {
        beliefs[index].progress = progress
        agenda.add(.works(index), due: later(30))
        return done(deed, item)
    }

    private mutating func close(_ index: Int, _ deed: Deed, _ item: JournalItem) -> EntryDraft {
        beliefs[index].progress = .closed
        agenda.add(.works(index), due: later(40))
        return done(deed, item)
    }

    private mutating func win(_ index: Int) -> EntryDraft {
        let deed = Deed.lead(beliefs[index].lead, .won(amount(), at: nil))
        return close(index, deed, .wins)
    }

    /// Two contacts are held for one person; some of it is taken back later.
    mutating func merge(_ one: Int, _ other: Int) -> EntryDraft? {
        guard one != other else { return nil }
        if chance.happens(plan.rates.unmerges) { agenda.add(.unmerges(one, other), due: later(30)) }
        let merge = Merge(beliefs[one].contact, beliefs[other].contact, reason: "same person")
        return done(.merge(merge), .merges)
    }

    /// A merge is taken back.
    mutating func unmerge(_ one: Int, _ other: Int) -> EntryDraft {
        let from = chance.happens(800) ? beliefs[other].contact : nil
        return done(.unmerge(beliefs[one].contact, from: from, reason: "two people"), .unmerges)
    }

    /// What somebody does now and then, whoever wrote last; nil most of the time.
    mutating func remark() -> EntryDraft? {
        guard !beliefs.contacts.isEmpty else { return nil }
        let draw = chance.below(1000)
        let rates = plan.rates
        let index = chance.below(beliefs.contacts.count)
        switch draw {
        case ..<(rates.remarks / 2):
            return done(.lead(beliefs[index].lead, .note("called, \(draw) minutes")), .notes)
        case ..<rates.remarks:
            let consent = Consent(
                contact: beliefs[index].contact, purpose: chance.pick(["marketing", "profiling"]),
                isGiven: chance.happens(700), wording: "Saya setuju")
            return done(.consent(consent), .consents)
        case ..<(rates.remarks + rates.mistakes):
            let other = chance.below(beliefs.contacts.count)
            guard other != index else { return nil }
            tally[.mistakes] += 1
            agenda.add(.unmerges(index, other), due: later(40))
            return merge(index, other)
        case ..<(rates.remarks + rates.mistakes + rates.nonsense): return nonsense(index)
        default:
            guard let event = caught.last, chance.happens(rates.releases) else { return nil }
            caught.removeLast()
            return done(.release([event]), .releases)
        }
    }

    /// An action that is not to be carried out, or not again.
    private mutating func nonsense(_ index: Int) -> EntryDraft {
        let believed = beliefs[index]
        switch chance.below(8) {
        case 0 where !recentActions.isEmpty:
            var again = chance.pick(recentActions)
            again.receivedAt = now()
            tally[.nonsense] += 1
            return again
        case 1: return done(.lead(believed.lead, .won(amount(), at: nil)), .nonsense, version: 1)
        case 2:
            let nobody = EventID(position: position + 1_000_000, item: 0)
            return done(.lead(nobody, .accept), .nonsense)
        case 3: return done(.lead(believed.lead, .reopen(reason: "")), .nonsense)
        case 4: return done(.lead(believed.lead, .lost(reason: "", at: nil)), .nonsense)
        case 5: return done(.merge(Merge(believed.contact, believed.contact)), .nonsense)
        case 6: return done(.unmerge(believed.contact, from: nil, reason: "nobody else"), .nonsense)
        default:
            tally[.nonsense] += 1
            return EntryDraft(
                kind: .action, receivedAt: now(), channel: "promote", headers: ":lead: L\(believed.lead)\n", body: [])
        }
    }
}
