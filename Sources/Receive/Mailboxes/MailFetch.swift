import Transfer

/// Gets mails out of a folder, also those that the server has trouble with.
struct MailFetch {
    /// What is read of a mail that cannot be read whole.
    static let beginningBytes = 1 << 20

    /// A mail that is larger is read only in part.
    let bodyBytesMax: Int

    /// Servers do not always know the exact size beforehand.
    private var keptBytesMax: Int { bodyBytesMax + bodyBytesMax / 4 + (64 << 10) }

    /// Several mails with one command. Whatever that does not give is asked for one by one.
    func contents<Wire: MailWire>(
        of mails: [IMAPMail], _ session: inout IMAPSession<Wire>
    ) throws(IMAPError) -> [(uid: UInt32, content: MailboxDelivery.Content)] {
        var bodies: [UInt32: IMAPBody] = [:]
        do throws(IMAPError) {
            bodies = try session.bodies(of: mails.map(\.uid), bytesMax: nil, keptBytesMax: keptBytesMax)
        } catch {
            // A refusal concerns the command, not the connection: one of the mails may be the reason.
            guard case .refused = error.reason else { throw error }
        }
        var contents: [(UInt32, MailboxDelivery.Content)] = []
        for mail in mails {
            if case .bytes(let bytes)? = bodies[mail.uid], bytes.count <= bodyBytesMax {
                contents.append((mail.uid, .whole(bytes)))
            } else if let content = try content(of: mail, attempt: 0, &session) {
                contents.append((mail.uid, content))
            }
        }
        return contents
    }

    /// One mail: whole, after two failures its beginning, after two more a note that it cannot be read.
    ///
    /// - Parameter attempt: How often the mail was tried before and the connection or the server failed.
    /// - Returns: nil when the mail is gone.
    func content<Wire: MailWire>(
        of mail: IMAPMail, attempt: Int, _ session: inout IMAPSession<Wire>
    ) throws(IMAPError) -> MailboxDelivery.Content? {
        guard attempt < MailAttempts.max else {
            return .unreadable("the server failed \(attempt) times to give it away")
        }
        if mail.size <= bodyBytesMax, attempt < MailAttempts.wholeMax {
            switch try body(of: mail, bytesMax: nil, &session) {
            case .bytes(let bytes) where bytes.count <= bodyBytesMax: return .whole(bytes)
            case .bytes(let bytes): return .beginning(Array(bytes.prefix(Self.beginningBytes)), of: bytes.count)
            case .tooLong: break
            case .missing: return .unreadable("the server has none of its bytes")
            case nil: return try absence(of: mail, &session)
            }
        }
        switch try body(of: mail, bytesMax: Self.beginningBytes, &session) {
        case .bytes(let bytes):
            // Less than was asked for is all there is, whatever the list said.
            return bytes.count < Self.beginningBytes
                ? .whole(bytes) : .beginning(bytes, of: max(mail.size, bytes.count))
        case .tooLong: return .unreadable("the server gives more than it was asked for")
        case .missing: return .unreadable("the server has none of its bytes")
        case nil: return try absence(of: mail, &session)
        }
    }

    private func body<Wire: MailWire>(
        of mail: IMAPMail, bytesMax: Int?, _ session: inout IMAPSession<Wire>
    ) throws(IMAPError) -> IMAPBody? {
        let kept = bytesMax.map { $0 + (64 << 10) } ?? keptBytesMax
        return try session.bodies(of: [mail.uid], bytesMax: bytesMax, keptBytesMax: kept)[mail.uid]
    }

    /// A mail that does not come was deleted in the meantime, unless it is still listed.
    private func absence<Wire: MailWire>(
        of mail: IMAPMail, _ session: inout IMAPSession<Wire>
    ) throws(IMAPError) -> MailboxDelivery.Content? {
        let isListed = try !session.list(from: mail.uid, through: mail.uid).isEmpty
        return isListed ? .unreadable("the server lists it and does not give it away") : nil
    }
}

/// How often the mail at hand was tried. One at a time is enough: no other is tried before it is decided.
struct MailAttempts {
    /// Attempts to get a mail at all; the waits between them grow.
    static let max = 4
    /// Of these, attempts to get all of it.
    static let wholeMax = 2

    private var uid: UInt32 = 0
    private var count = 0

    /// Notes that a mail is tried once more.
    ///
    /// - Returns: How often it was tried before.
    mutating func begin(_ uid: UInt32) -> Int {
        if uid != self.uid { (self.uid, count) = (uid, 0) }
        defer { count += 1 }
        return count
    }
}
