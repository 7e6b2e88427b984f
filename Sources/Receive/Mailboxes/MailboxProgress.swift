import Domain
import Transfer

/// Where reading goes on in a folder that was just opened.
enum MailboxProgress: Hashable {
    /// The mailbox is new: reading begins behind this cursor, which has to be remembered.
    case begins(MailboxCursor)
    /// Reading goes on.
    case goesOn(MailboxCursor)
    /// The server numbers anew, so everything is read once more; what is known already is recognised by what it says.
    case beginsAnew(MailboxCursor)

    /// A clock that is fast must not hide mails, so those of the last day may count when a numbering begins anew.
    private static let marginSeconds: Int64 = 86_400

    /// - Parameters:
    ///   - last: The UID of the last mail, for servers that do not name the next one.
    ///   - now: In seconds since 1970.
    init(known: MailboxCursor?, folder: IMAPFolder, last: UInt32, since: MailboxOptions.Since, now: Int64) {
        let named = folder.uidNext.flatMap { $0 > 0 ? $0 - 1 : nil }
        let end = named ?? last
        guard let known else {
            switch since {
            case .start:
                let cursor = MailboxCursor(
                    uidValidity: folder.uidValidity, uid: end, since: now &- MailboxProgress.marginSeconds)
                self = .begins(cursor)
            case .instant(let instant):
                self = .begins(MailboxCursor(uidValidity: folder.uidValidity, uid: 0, since: instant))
            }
            return
        }
        // A server that was restored from a copy may number new mails like ones that were read already.
        guard known.uidValidity == folder.uidValidity, named.map({ known.uid <= $0 }) ?? true else {
            self = .beginsAnew(MailboxCursor(uidValidity: folder.uidValidity, uid: 0, since: known.since))
            return
        }
        self = .goesOn(known)
    }

    /// Where reading goes on.
    var cursor: MailboxCursor {
        switch self {
        case .begins(let cursor), .goesOn(let cursor), .beginsAnew(let cursor): cursor
        }
    }
}

/// Which UIDs are listed next. Numbers may be far apart, so a window that held nothing is followed by a wider one.
struct MailboxWindows {
    private static let widths: ClosedRange<UInt32> = 1000...65_536

    private var next: UInt32?
    private let last: UInt32
    private var width = MailboxWindows.widths.lowerBound

    /// All behind a UID up to the last.
    init(after uid: UInt32, through last: UInt32) {
        next = uid < last ? uid + 1 : nil
        self.last = last
    }

    /// The next window; nil at the end.
    mutating func window() -> ClosedRange<UInt32>? {
        guard let first = next else { return nil }
        let end = last - first < width ? last : first + (width - 1)
        next = end < last ? end + 1 : nil
        return first...end
    }

    /// What the last window held.
    mutating func held(_ count: Int) {
        width = count > 0 ? Self.widths.lowerBound : min(width * 2, Self.widths.upperBound)
    }
}
