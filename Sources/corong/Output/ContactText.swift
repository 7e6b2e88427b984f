import Dashboard
import Domain
import Storage

/// Persons for the terminal.
enum ContactText {
    /// Who it is: names, identifiers with evidence, threads, leads, consents.
    static func person(_ detail: ContactDetail) -> String {
        var lines = [title(detail)]
        let others = detail.members.filter { $0.id != detail.contact.id }
        if !others.isEmpty {
            let root = PublicID.contact(detail.contact.root)
            lines.append("one person with \(list(others.map(\.id))); \(root) stands for the person")
        }
        lines += ["", identifiers(detail.identifiers, of: detail)]
        if !detail.ties.isEmpty { lines += ["", ties(detail.ties)] }
        if !detail.conversations.isEmpty { lines += ["", conversations(detail.conversations)] }
        if !detail.leads.isEmpty { lines += ["", leads(detail.leads)] }
        if !detail.consents.isEmpty { lines += ["", consents(detail.consents)] }
        return lines.joined(separator: "\n")
    }

    /// Why contacts are one person, or not.
    static func why(_ detail: ContactDetail, _ other: ContactDetail?) -> String {
        guard let other else {
            let head = detail.ties.isEmpty ? "Nothing ties \(PublicID.contact(detail.contact.id)) to anybody." : ""
            return [title(detail), head, detail.ties.isEmpty ? "" : ties(detail.ties)].filter { !$0.isEmpty }
                .joined(separator: "\n")
        }
        let isOne = detail.contact.root == other.contact.root
        let (one, two) = (PublicID.contact(detail.contact.id), PublicID.contact(other.contact.id))
        let pair = ContactTie.Pair(detail.contact.id, other.contact.id)
        let direct = (detail.ties + other.ties).first { $0.pair == pair }
        var lines = [isOne ? "\(one) and \(two) are held for one person." : "\(one) and \(two) are two persons."]
        if let direct {
            lines.append(ties([direct]))
        } else if isOne {
            lines += ["They are tied by way of others:", ties(detail.ties.filter { $0.standing == .holds })]
        } else {
            let common = Set(detail.identifiers.map(\.identifier)).intersection(other.identifiers.map(\.identifier))
            lines.append(
                common.isEmpty
                    ? "They have nothing in common."
                    : "They share \(common.count) identifiers, which nobody has weighed.")
        }
        return lines.joined(separator: "\n")
    }

    /// What ties contacts, with the evidence.
    static func ties(_ ties: [ContactTie]) -> String {
        var table = Table([
            ("CONTACTS", .left), ("STANDING", .left), ("SAID BY", .left), ("EVENT", .left), ("AT", .left),
            ("WHY", .left),
        ])
        for tie in ties {
            table.add([
                "\(PublicID.contact(tie.first)) – \(PublicID.contact(tie.second))", tie.standing.word, tie.origin.word,
                tie.evidence.description, tie.at.inSeconds, tie.reason,
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    private static func title(_ detail: ContactDetail) -> String {
        let contact = detail.contact
        return "\(PublicID.contact(contact.id))  \(Terminal.printable(contact.name ?? "(no name)"))  "
            + "first seen \(contact.since.inSeconds) on \(contact.channel)"
    }

    private static func list(_ ids: [ContactID]) -> String { ids.map(PublicID.contact).joined(separator: ", ") }

    private static func identifiers(_ links: [IdentifierLink], of detail: ContactDetail) -> String {
        var table = Table([
            ("GOES BY", .left), ("VALUE", .left), ("CONTACT", .left), ("SAID BY", .left), ("EVENT", .left),
            ("SINCE", .left), ("", .left),
        ])
        for link in links {
            table.add([
                link.identifier.kind.rawValue, link.sentAs ?? link.identifier.value, PublicID.contact(link.contact),
                link.strength.word, link.evidence.description, link.since.inSeconds,
                link.endedBy.map { "ended by \($0)" } ?? "",
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    private static func conversations(_ threads: [Conversation]) -> String {
        var table = Table([
            ("THREAD", .left), ("CONTACT", .left), ("MESSAGES", .right), ("LAST", .left), ("ANSWERS GO TO", .left),
        ])
        for thread in threads {
            table.add([
                thread.key.channel, PublicID.contact(thread.key.contact), String(thread.messages),
                thread.lastAt.inSeconds, thread.address ?? "–",
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    private static func consents(_ consents: [ConsentRecord]) -> String {
        var table = Table([
            ("CONSENT TO", .left), ("CONTACT", .left), ("STANDING", .left), ("AT", .left), ("ENTRY", .right),
        ])
        for consent in consents {
            table.add([
                consent.purpose, PublicID.contact(consent.contact), consent.isGiven ? "given" : "withdrawn",
                consent.at.inSeconds, String(consent.evidence),
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    private static func leads(_ leads: [Lead]) -> String {
        var table = Table([
            ("LEAD", .left), ("CONTACT", .left), ("CYCLE", .right), ("STAGE", .left), ("SCORE", .right),
            ("OWNER", .left), ("OPENED", .left), ("", .left),
        ])
        for lead in leads {
            table.add([
                PublicID.lead(lead.id), PublicID.contact(lead.contact), String(lead.cycle), lead.stage.word,
                String(lead.score), lead.owner ?? "–", lead.openedAt.inSeconds,
                lead.joined.map { "counted with \(PublicID.lead($0))" } ?? "",
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }
}
