import Domain

/// What people say about who is one person: tie contacts, part them, settle review items. Only ties change; see ``People`` for what follows.
struct Merging: Sendable {
    let people: People

    /// What became of it.
    struct Result {
        var outcome: ActionOutcome
        /// Why not, or what to know besides.
        var detail = ""
    }

    /// Holds two contacts for one person.
    func merge(_ merge: Merge, by cause: EventID, at time: Timestamp, _ work: inout Work) -> Result {
        let (one, other) = (merge.contact, merge.other)
        for id in [one, other] where work.contact(id) == nil { return missing(id) }
        guard one != other else { return Result(outcome: .refused, detail: "C\(one) is one contact; name two") }
        let members = Set(work.members(of: one) + work.members(of: other))
        guard members.count <= Limits.personContactsMax else {
            return Result(
                outcome: .refused,
                detail: "together they would be \(members.count) contacts, more than \(Limits.personContactsMax)")
        }
        if Accounts.contradict(identifiers(of: one, work), identifiers(of: other, work)), !merge.overridesConflict {
            return Result(
                outcome: .refused,
                detail: "each has an account of its own in the same place, as two people have; "
                    + "if they are one person nevertheless, merge them despite the conflict")
        }
        if work.tie(ContactTie.Pair(one, other))?.standing != .denied, people.areDenied(one, other, work),
            !merge.overridesConflict
        {
            return Result(
                outcome: .refused,
                detail: "somebody has said that there are two persons among them; "
                    + "if they are one nevertheless, merge them despite the conflict")
        }
        let isOne = work.members(of: one).contains(other)
        let reason = merge.reason.isEmpty ? "somebody says so" : merge.reason
        work.put(
            ContactTie(
                one, other, standing: .holds, origin: .action, evidence: cause, at: time,
                reason: reason.cut(toBytes: Limits.quotedBytesMax)))
        people.unite(one, other, by: cause, at: time, recordedAt: time, &work)
        return Result(outcome: .applied, detail: isOne ? "they were one person already" : "")
    }

    /// Parts two contacts, or one from all others. Nothing ties them again by itself.
    func unmerge(
        _ contact: ContactID, from other: ContactID?, reason: String, by cause: EventID, at time: Timestamp,
        _ work: inout Work
    ) -> Result {
        for id in [contact, other].compactMap({ $0 }) where work.contact(id) == nil { return missing(id) }
        let members = work.members(of: contact)
        guard members.count > 1 else {
            return Result(outcome: .refused, detail: "C\(contact) is tied to nobody")
        }
        if let other, other == contact || !members.contains(other) {
            return Result(outcome: .refused, detail: "C\(contact) and C\(other) are not held for one person")
        }
        let partners =
            other.map { [$0] }
            ?? work.ties(of: contact).filter { $0.standing == .holds }.map { $0.other(than: contact) }
        for partner in partners { deny(contact, partner, reason, by: cause, at: time, &work) }
        people.part(contact, by: cause, recordedAt: time, &work)
        let rest = work.members(of: contact).filter { $0 != contact }
        if let other, rest.contains(other) {
            return Result(outcome: .applied, detail: "they are still one person by way of others; part those, too")
        }
        return Result(outcome: .applied)
    }

    /// Says that two contacts of a review item are two people.
    func dismiss(
        _ pair: ContactTie.Pair, reason: String, by cause: EventID, at time: Timestamp, _ work: inout Work
    ) -> Result {
        guard let tie = work.tie(pair) else {
            return Result(outcome: .missing, detail: "nothing asks whether C\(pair.first) and C\(pair.second) are one")
        }
        guard tie.standing.needsReview else {
            return Result(
                outcome: .refused,
                detail: tie.standing == .holds
                    ? "they are held for one person; unmerge them instead" : "somebody has settled it already")
        }
        deny(pair.first, pair.second, reason, by: cause, at: time, &work)
        return Result(outcome: .applied)
    }

    private func deny(
        _ one: ContactID, _ other: ContactID, _ reason: String, by cause: EventID, at time: Timestamp,
        _ work: inout Work
    ) {
        let reason = reason.isEmpty ? "somebody says that they are two" : reason
        work.put(
            ContactTie(
                one, other, standing: .denied, origin: .action, evidence: cause, at: time,
                reason: reason.cut(toBytes: Limits.quotedBytesMax)))
    }

    private func identifiers(of contact: ContactID, _ work: borrowing Work) -> [Identifier] {
        work.members(of: contact).flatMap { work.links(to: $0) }.filter { $0.endedBy == nil }.map(\.identifier)
    }

    private func missing(_ contact: ContactID) -> Result {
        Result(outcome: .missing, detail: "there is no contact C\(contact)")
    }
}
