public import Domain

/// Makes a journal: the entries of a shop's ledger over weeks, one after the other, from a seed.
///
/// A configuration comes first. Then people write on several channels, in the forms in which providers deliver it: again, late, in batches that overlap,
/// under another number. Robots write, too. Reps work on leads, merge contacts and take it back, and some of what they do makes no sense.
/// Actions name leads and contacts by ids, which the maker knows nearly: it keeps track of who is known by what, without folding anything.
public struct JournalMaker: Sendable, IteratorProtocol {
    /// What the journal held so far.
    public internal(set) var tally = JournalTally()
    /// The position of the entry that was made last, in a ledger that holds nothing else; 0 before the first.
    public private(set) var position: Position = 0

    let plan: JournalPlan
    let rhythm: Rhythm
    var chance: Chance
    var persons: [Person]
    /// How many of ``persons`` have been met.
    var met = 0
    var beliefs = Beliefs()
    var agenda = Agenda<Task>()
    /// Counts all entries; what is put down for later is due at such a number.
    var step = 0
    /// Numbers for ids of messages.
    var messages = 0
    /// Points for sales qualified by the configuration in force.
    var salesPoints = 0
    /// Messages of WhatsApp that came not long ago, of which some come again in other batches.
    var recentItems: [WhatsAppItem] = []
    /// Messages of robots that were caught.
    var caught: [EventID] = []
    /// The last actions.
    var recentActions: [EntryDraft] = []
    private var configurations = 0
    private var lastTime = Rhythm.start

    /// What is to happen later.
    enum Task: Sendable {
        /// Somebody goes on.
        case says(person: Int, JournalChannel)
        /// Somebody is answered by us.
        case answer(person: Int, JournalChannel)
        /// Somebody tells a number, or gets another one.
        case reveals(person: Int, JournalChannel)
        /// A delivery comes, or comes again.
        case gives(Parcel)
        /// A robot goes on.
        case robot(Int)
        /// A rep works on the lead of a contact.
        case works(Int)
        /// Somebody merges the two contacts of a person, or those of two people, and may take it back.
        case merges(Int, Int)
        /// Somebody takes a merge back.
        case unmerges(Int, Int)
    }

    /// A maker that begins at the start of the plan.
    public init(_ plan: JournalPlan) {
        self.plan = plan
        rhythm = Rhythm(weeks: plan.weeks)
        chance = Chance(seed: plan.seed)
        persons = Person.all(plan)
    }

    /// The next entry; nil when all deliveries have been made.
    public mutating func next() -> EntryDraft? {
        while let made = make() {
            guard let draft = made else { continue }
            step += 1
            position += 1
            return draft
        }
        return nil
    }

    /// Makes an entry; nil inside where it came to none, nil when all is done.
    private mutating func make() -> EntryDraft?? {
        if let draft = nextConfiguration() { return .some(draft) }
        guard tally[.deliveries] < plan.deliveries else { return nil }
        if let remark = remark() { return .some(remark) }
        if let task = agenda.first(dueBy: step) {
            agenda.removeFirst()
            return .some(perform(task))
        }
        return .some(begin())
    }

    private mutating func nextConfiguration() -> EntryDraft? {
        let due = configurations * plan.deliveries / (plan.rates.configurations + 1)
        guard configurations <= plan.rates.configurations, tally[.deliveries] >= due else { return nil }
        let body = JournalConfiguration.body(plan, changes: configurations)
        salesPoints = JournalConfiguration.thresholds[configurations % JournalConfiguration.thresholds.count].1
        configurations += 1
        tally[.configurations] += 1
        return EntryDraft(kind: .config, receivedAt: now(), channel: "", headers: "", body: body)
    }

    /// The instant of the next entry; never before the last one.
    mutating func now() -> Timestamp {
        let planned = rhythm.instant(tally[.deliveries], of: plan.deliveries)
        lastTime = max(planned, Timestamp(microseconds: lastTime.microseconds + 1000))
        return lastTime
    }

    private mutating func perform(_ task: Task) -> EntryDraft? {
        switch task {
        case .says(let person, let channel): deliver(statement(of: person, on: channel))
        case .answer(let person, let channel): answer(to: person, on: channel).map { give($0) }
        case .reveals(let person, let channel): reveal(person, on: channel).map { give($0) }
        case .gives(let parcel): give(parcel)
        case .robot(let number): robot(number)
        case .works(let contact): work(on: contact)
        case .merges(let one, let other): merge(one, other)
        case .unmerges(let one, let other): unmerge(one, other)
        }
    }

    /// Somebody begins an inquiry, or a robot a burst.
    private mutating func begin() -> EntryDraft? {
        if chance.happens(plan.rates.bursts) {
            for _ in 0..<chance.within(2...9) {
                messages += 1
                agenda.add(.robot(messages), due: step + chance.below(20))
            }
            return nil
        }
        let isReturn = met > 0 && (met == persons.count || chance.happens(plan.rates.returns))
        let person = isReturn ? chance.below(met) : met
        if !isReturn {
            met += 1
            tally[.persons] += 1
        }
        let channels = persons[person].channels
        let channel = isReturn ? chance.pick(channels) : channels[0]
        for _ in 0..<chance.below(4) { agenda.add(.says(person: person, channel), due: later(40)) }
        for other in channels where other != channel && chance.happens(400) {
            agenda.add(.says(person: person, other), due: later(25))
        }
        return deliver(statement(of: person, on: channel))
    }

    /// A step after the present one, as a share of the whole journal: one part of so many, at most.
    mutating func later(_ parts: Int) -> Int { step + 1 + chance.below(8 + min(plan.deliveries, 50_000) / parts) }

    /// Gives a delivery in; late, where chance will have it, and a second time.
    private mutating func deliver(_ parcel: Parcel) -> EntryDraft? {
        if chance.happens(plan.rates.late) {
            tally[.late] += 1
            agenda.add(.gives(parcel), due: later(60))
            return nil
        }
        return give(parcel)
    }

    /// Gives a delivery in, and takes down what follows from it.
    private mutating func give(_ parcel: Parcel) -> EntryDraft {
        let draft = parcel.draft(at: now())
        tally[.deliveries] += 1
        tally[parcel.channel.item] += 1
        for mark in parcel.marks { hear(mark, on: parcel.channel) }
        if parcel.isTrapped {
            caught.append(EventID(position: position + 1, item: 0))
            if caught.count > 64 { caught.removeFirst(32) }
        }
        if chance.happens(plan.rates.duplicates) {
            tally[.duplicates] += 1
            var copy = parcel
            copy.marks = []
            copy.isTrapped = false
            agenda.add(.gives(copy), due: chance.happens(500) ? step + 1 + chance.below(5) : later(50))
        }
        return draft
    }

    private mutating func hear(_ mark: Mark, on channel: JournalChannel) {
        tally[.statements] += 1
        let heard = beliefs.hear(mark, sales: salesPoints, at: EventID(position: position + 1, item: mark.item))
        if heard.isQualified, chance.happens(plan.rates.worked) { agenda.add(.works(heard.index), due: later(60)) }
        if chance.happens(plan.rates.answers) { agenda.add(.answer(person: mark.person, channel), due: later(300)) }
        if chance.happens(plan.rates.revelations) {
            agenda.add(.reveals(person: mark.person, channel), due: later(50))
        }
        meet(heard.index, mark.person)
    }

    /// Takes down that a person is known as a contact; a second one may be merged with the first.
    private mutating func meet(_ contact: Int, _ person: Int) {
        let index = Int32(contact)
        if persons[person].contacts.first < 0 {
            persons[person].contacts.first = index
        } else if persons[person].contacts.first != index, persons[person].contacts.second < 0 {
            persons[person].contacts.second = index
            guard chance.happens(plan.rates.merges) else { return }
            agenda.add(.merges(Int(persons[person].contacts.first), contact), due: later(40))
        }
    }

    /// Something that a robot posts into the form: caught by the field that people do not see, or the same text again.
    private mutating func robot(_ number: Int) -> EntryDraft {
        tally[.robots] += 1
        let isTrapped = chance.happens(600)
        var fields = [
            ("nama", "Promo \(number % 7)"), ("email", "bot\(number % 11)@murah-sekali.example"),
            ("pesan", Sayings.robot(number / 3)),
        ]
        if isTrapped { fields.append(("_honeypot", "https://murah-sekali.example")) }
        var parcel = Parcel(.form, FormWire.body(fields))
        parcel.isTrapped = isTrapped
        return give(parcel)
    }
}
