import Domain
import Storage

extension StateFile {
    func position() throws(StorageError) -> Position {
        defer { readPosition.reset() }
        guard try readPosition.isAtRow() else { throw .corrupt(detail: "the state has no position") }
        return readPosition.integer(at: 0)
    }

    func load(_ needs: Needs) throws(StorageError) -> Known {
        var known = Known()
        for digest in needs.digests {
            let (high, low) = digest.columns
            if let row = try readers.seenByDigest.first(high, low) { known.seen[digest] = row }
        }
        for identifier in needs.identifiers {
            guard let link = try readers.linkByIdentifier.first(identifier.kind.rawValue, identifier.value) else {
                continue
            }
            known.identifiers[identifier] = link.contact
            if known.contacts[link.contact] == nil { try load(link.contact, into: &known) }
        }
        for digest in needs.messages {
            let (high, low) = digest.columns
            guard let row = try readers.messageByDigest.first(high, low) else { continue }
            known.messages[digest] = row
            if let contact = row.contact, known.contacts[contact] == nil { try load(contact, into: &known) }
        }
        for event in needs.fetches {
            if let row = try readers.fetchByEvent.first(event.code) { known.fetches[event] = row }
        }
        for row in try readers.allRepLoads.all() { known.repLoads[row.rep] = row }
        for position in needs.deadLetters {
            if let row = try readers.deadLetterByPosition.first(position) { known.deadLetters[position] = row }
        }
        if needs.waiting {
            known.waiting = try readers.waitingInOrder.all()
            for row in known.waiting where known.leads[row.lead] == nil {
                if let lead = try readers.leadByID.first(row.lead.code) { try load(lead, into: &known) }
            }
        }
        return known
    }

    private func load(_ contact: ContactID, into known: inout Known) throws(StorageError) {
        if let row = try readers.contactByID.first(contact.code) { known.contacts[contact] = row }
        for row in try readers.conversationsOfContact.all(contact.code) { known.conversations[row.key] = row }
        guard let latest = try readers.latestLeadOfContact.first(contact.code) else { return }
        known.latestLead[contact] = latest.id
        try load(latest, into: &known)
    }

    private func load(_ lead: Lead, into known: inout Known) throws(StorageError) {
        known.leads[lead.id] = lead
        known.scoreRows[lead.id] = try readers.scoreRowsOfLead.all(lead.id.code)
        defer { readers.assignmentCountOfLead.reset() }
        readers.assignmentCountOfLead.bind(lead.id.code, at: 1)
        known.assignmentCounts[lead.id] =
            try readers.assignmentCountOfLead.isAtRow() ? readers.assignmentCountOfLead.integer(at: 0) : 0
    }
}
