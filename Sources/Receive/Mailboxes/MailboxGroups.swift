import Transfer

/// Which mails are fetched by one command and stored by one write.
enum MailboxGroups {
    /// Mails of one group.
    static let mailsMax = 50
    /// Bytes of one group, as the server counts them; a mail that is larger is alone.
    static let bytesMax = 4 << 20

    /// Groups in order. A mail up to `singlesThrough` is alone.
    static func groups(_ mails: [IMAPMail], singlesThrough: UInt32) -> [[IMAPMail]] {
        var groups: [[IMAPMail]] = []
        var bytes = 0
        for mail in mails {
            let isAlone = mail.uid <= singlesThrough || mail.size > bytesMax
            let fits = bytes <= bytesMax - min(mail.size, bytesMax) && groups.last?.count ?? mailsMax < mailsMax
            if fits, !isAlone {
                groups[groups.count - 1].append(mail)
                bytes += mail.size
            } else {
                groups.append([mail])
                bytes = isAlone ? bytesMax : mail.size
            }
        }
        return groups
    }
}
