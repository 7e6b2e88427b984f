import Domain

/// What the generator takes for a contact, with the lead that it takes for the latest one.
struct Believed: Sendable {
    var contact: ContactID
    var lead: LeadID
    var intents: Intents
    var progress: Progress
    var person: Int

    /// How far the lead has come, by what the generator knows.
    enum Progress: Sendable {
        case new, qualified, accepted, opportunity, closed
    }
}

/// Who is known by what: nearly the way that contacts are identified, so that actions name contacts and leads that exist.
struct Beliefs: Sendable {
    private(set) var contacts: [Believed] = []
    private var owners: [UInt64: Int32] = [:]

    subscript(index: Int) -> Believed {
        get { contacts[index] }
        set { contacts[index] = newValue }
    }

    /// Takes a statement in.
    ///
    /// - Parameters:
    ///   - sales: Points for sales qualified.
    ///   - event: Where it stands in the journal.
    /// - Returns: The contact, and whether its lead is taken to be sales qualified by this.
    mutating func hear(_ mark: Mark, sales: Int, at event: EventID) -> (index: Int, isQualified: Bool) {
        let handles = [mark.handles.account, mark.handles.phone, mark.handles.mail]
        let index: Int
        if let handle = handles.first(where: { owners[$0] != nil }), let known = owners[handle] {
            index = Int(known)
        } else {
            index = contacts.count
            contacts.append(
                Believed(contact: event, lead: event, intents: [], progress: .new, person: mark.person))
        }
        link(mark.handles, to: index)
        if contacts[index].progress == .closed {
            contacts[index].lead = event
            contacts[index].intents = []
            contacts[index].progress = .new
        }
        contacts[index].intents.formUnion(mark.intents)
        guard contacts[index].progress == .new, contacts[index].intents.points >= sales else { return (index, false) }
        contacts[index].progress = .qualified
        return (index, true)
    }

    /// Takes in that a contact goes by something else, too.
    mutating func link(_ handles: Handles, to index: Int) {
        for handle in [handles.account, handles.phone, handles.mail] where handle != 0 && owners[handle] == nil {
            owners[handle] = Int32(index)
        }
    }

    /// The contact that goes by an account, where there is one.
    func contact(of account: UInt64) -> Int? { owners[account].map(Int.init) }
}
