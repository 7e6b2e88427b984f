/// What a delivery report says about each recipient.
struct BounceReport {
    let headers: HeaderSet
    let parts: [MIMEMail.Part]
    let text: String

    /// From the machine-readable part (RFC 3464) if there is one with recipients, else from the text.
    func recipients() -> [MailBounce] {
        let original = originalMessageID()
        for part in parts where part.mime == "message/delivery-status" || part.mime == "message/global-delivery-status"
        {
            let bounces = Self.statusBlocks(part.bytes).compactMap { bounce($0, original: original) }
            if !bounces.isEmpty { return Array(bounces.prefix(MailLimits.bouncesMax)) }
        }
        return Array(fromText(original: original).prefix(MailLimits.bouncesMax))
    }

    /// The fields of a receipt (RFC 8098).
    static func receipt(_ parts: [MIMEMail.Part]) -> MailReceipt? {
        guard let part = parts.first(where: { $0.mime == "message/disposition-notification" }) else { return nil }
        let fields = statusBlocks(part.bytes).reduce(into: [String: String]()) { all, block in
            all.merge(block) { first, _ in first }
        }
        // "manual-action/MDN-sent-manually; displayed/error": what was done stands after the semicolon.
        let disposition = fields["disposition"]?.split(separator: ";").last ?? "displayed"
        let done = HeaderText.cleaned(String(disposition.prefix { $0 != "/" })).lowercased()
        return MailReceipt(
            status: done == "displayed" ? "read" : done,
            originalMessageID: fields["original-message-id"].flatMap { HeaderText.messageIDs(Array($0.utf8)).first })
    }

    /// The fields of a feedback report (RFC 5965).
    func complaint() -> MailComplaint? {
        guard let part = parts.first(where: { $0.mime == "message/feedback-report" }) else { return nil }
        let fields = Self.statusBlocks(part.bytes).reduce(into: [String: String]()) { all, block in
            all.merge(block) { first, _ in first }
        }
        let returned = parts.first { $0.shape == .message || $0.mime == "text/rfc822-headers" }
        let head = (returned?.bytes.prefix(64 << 10)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return MailComplaint(
            type: HeaderText.cleaned(fields["feedback-type"] ?? "abuse").lowercased(),
            recipient: (fields["original-rcpt-to"] ?? fields["removal-recipient"]).flatMap { Self.address(in: $0) },
            originalMessageID: Self.messageID(in: head),
            originalSubject: Self.header("subject:", in: head).map { HeaderText.decode(Array($0.utf8)) })
    }

    private func bounce(_ fields: [String: String], original: String?) -> MailBounce? {
        guard let field = fields["final-recipient"] ?? fields["original-recipient"] else { return nil }
        let address = Self.address(in: String(field.split(separator: ";").last ?? ""))
        guard let address else { return nil }
        let action = (fields["action"] ?? "failed").prefix { $0.isLetter }.lowercased()
        return MailBounce(
            recipient: address, action: action.isEmpty ? "failed" : action,
            status: fields["status"].flatMap { Self.status(in: $0) }, originalMessageID: original,
            diagnostic: fields["diagnostic-code"].map { String(HeaderText.cleaned($0).prefix(500)) })
    }

    /// Reports of servers that only write sentences: Gmail, qmail, Amazon's notification.
    private func fromText(original: String?) -> [MailBounce] {
        if text.holds("\"bouncedRecipients\"") { return fromNotification() }
        var addresses = headers.raw("x-failed-recipients").flatMap { HeaderText.addresses($0) }.map(\.address)
        let report = Self.beforeOriginal(text)
        if addresses.isEmpty {
            // "<somebody@example.com>:" in front of the reason, or the address alone on its line.
            addresses = report.split(separator: "\n").compactMap { line in
                guard line.utf8.contains(UInt8(ascii: "@")) else { return nil }
                let line = line.trimmedAtStart.trimmedAtEnd
                guard line.utf8.count <= 320, let address = Self.address(in: line) else { return nil }
                let rest = line.lowercased().filter { !"<>:\"".contains($0) }.trimmedAtEnd
                return rest == address || line.hasPrefix("<" + address + ">") ? address : nil
            }
        }
        var seen: Set<String> = []
        let subject = headers.text("subject")?.lowercased() ?? ""
        let isDelay = subject.holds("delay") || subject.holds("warning")
        return addresses.filter { seen.insert($0).inserted }.map {
            MailBounce(
                recipient: $0, action: isDelay ? "delayed" : "failed", status: Self.status(in: report),
                originalMessageID: original)
        }
    }

    /// Amazon's notification is a JSON text inside the mail; its recipients stand in one array.
    private func fromNotification() -> [MailBounce] {
        guard let start = text.place(of: "\"bouncedRecipients\"") else { return [] }
        let list = text[start...].prefix { $0 != "]" }
        return list.split(separator: "{").compactMap { entry in
            guard let address = Self.jsonText("emailAddress", in: entry) else { return nil }
            return MailBounce(
                recipient: address.lowercased(), action: Self.jsonText("action", in: entry) ?? "failed",
                status: Self.jsonText("status", in: entry), originalMessageID: nil)
        }
    }

    private static func jsonText(_ key: String, in text: Substring) -> String? {
        guard let start = text.place(after: "\"\(key)\":\"") else { return nil }
        return String(text[start...].prefix { $0 != "\"" })
    }

    /// Message-ID of the mail that came back, from its copy or its headers.
    private func originalMessageID() -> String? {
        for part in parts where part.mime == "message/rfc822" || part.mime == "text/rfc822-headers" {
            if let id = Self.messageID(in: String(decoding: part.bytes.prefix(64 << 10), as: UTF8.self)) { return id }
        }
        guard let mark = Self.originalMarks.compactMap({ text.place(of: $0) }).first else { return nil }
        return Self.messageID(in: String(text[mark...].prefix(16 << 10)))
    }

    private static func messageID(in text: String) -> String? {
        header("message-id:", in: text).flatMap { HeaderText.messageIDs(Array($0.utf8)).first }
    }

    /// The value of the first header of that name, its folded lines joined.
    ///
    /// - Parameter name: Lower case, with the colon.
    private static func header(_ name: String, in text: String) -> String? {
        let lines = text.utf8.split(omittingEmptySubsequences: true) { $0 == 0x0A || $0 == 0x0D }
        guard
            let start = lines.firstIndex(where: { line in
                line.count >= name.utf8.count
                    && zip(line, name.utf8).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
            })
        else { return nil }
        let folded = lines[(start + 1)...].prefix { $0.first == 0x20 || $0.first == 0x09 }.prefix(20)
        let value = String(Substring(lines[start].dropFirst(name.utf8.count)))
        return folded.reduce(value) { $0 + " " + Substring($1).trimmedAtStart }
    }

    private static func beforeOriginal(_ text: String) -> Substring {
        let end = originalMarks.compactMap { text.place(of: $0) }.min() ?? text.endIndex
        return text[..<end].prefix(16 << 10)
    }

    private static let originalMarks = [
        "Below this line is a copy of the message", "----- Original message -----", "Original message headers",
        "------ This is a copy of the message", "--- Original message follows",
    ]

    /// Blocks of `Name: value` lines, folded lines joined, names in lower case.
    private static func statusBlocks(_ bytes: [UInt8]) -> [[String: String]] {
        var blocks: [[String: String]] = [[:]]
        var last: String?
        let text = String(decoding: bytes.prefix(256 << 10), as: UTF8.self)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) {
                if blocks.last?.isEmpty == false { blocks.append([:]) }
                last = nil
            } else if line.first == " " || line.first == "\t", let name = last {
                blocks[blocks.count - 1][name, default: ""] += " " + line.trimmedAtStart
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[..<colon].trimmedAtEnd.lowercased()
                blocks[blocks.count - 1][name] = line[line.index(after: colon)...].trimmedAtStart.trimmedAtEnd
                last = name
            }
        }
        return blocks
    }

    /// The first word with an `@`, without brackets, in lower case.
    private static func address(in text: String) -> String? {
        let words = text.utf8.split { byte in
            switch byte {
            case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: ";"),
                UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "'"):
                true
            default: false
            }
        }
        guard let word = words.first(where: { $0.contains(UInt8(ascii: "@")) }) else { return nil }
        let address = word.split(separator: UInt8(ascii: ":")).last.map { Substring($0).lowercased() } ?? ""
        return address.hasPrefix("@") || address.hasSuffix("@") || address.isEmpty ? nil : address
    }

    /// The first enhanced status code (`5.1.1`) in a text.
    private static func status(in text: some StringProtocol) -> String? {
        for word in text.utf8.split(whereSeparator: { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ".") }) {
            guard (5...9).contains(word.count), let kind = word.first, kind == 0x32 || kind == 0x34 || kind == 0x35
            else {
                continue
            }
            let numbers = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard numbers.count == 3, numbers[0].count == 1 else { continue }
            if numbers.dropFirst().allSatisfy({ (1...3).contains($0.count) }) {
                return String(decoding: word, as: UTF8.self)
            }
        }
        return nil
    }
}
