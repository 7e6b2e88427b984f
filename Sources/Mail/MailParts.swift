/// The parts of a mail as a tree.
struct MailParts {
    let all: [MIMEMail.Part]
    /// For each part, the indices of those directly below it.
    let children: [[Int]]

    init(_ parts: [MIMEMail.Part]) {
        all = parts
        var children = [[Int]](repeating: [], count: parts.count)
        for (index, part) in parts.enumerated() {
            if let parent = part.parent { children[parent].append(index) }
        }
        self.children = children
    }

    func isRelated(_ part: MIMEMail.Part) -> Bool { part.parent.map { all[$0].mime == "multipart/related" } ?? false }
}

extension MIMEMail.Part {
    /// Outlook's own container.
    var isWinmail: Bool {
        switch mime {
        case "application/ms-tnef", "application/vnd.ms-tnef": true
        default: filename?.lowercased() == "winmail.dat"
        }
    }

    var isReadable: Bool {
        shape == .leaf && (mime == "text/plain" || mime == "text/html") && disposition != "attachment"
            && filename == nil
    }

    /// Signatures, keys and reports that programs add; nobody attached them.
    var isLeftOut: Bool {
        switch mime {
        case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
            "application/pgp-keys", "message/delivery-status", "message/global-delivery-status",
            "message/disposition-notification", "message/global-disposition-notification", "message/feedback-report",
            "text/rfc822-headers", "message/rfc822-headers", "text/x-amp-html":
            return true
        default:
            guard let name = filename?.lowercased() else { return false }
            return name == "smime.p7s" || name == "signature.asc"
        }
    }
}
