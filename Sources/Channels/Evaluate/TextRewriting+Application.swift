import Mail

extension TextRewriting {
    /// The rewritten text; nil where nothing is left of it.
    func applied(to text: String) -> String? {
        switch self {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .digits: String(decoding: text.utf8.filter { $0 &- 48 < 10 }, as: UTF8.self).presence
        case .unescape: MailText.unescaped(text).presence
        case .htmlText: MailText.plain(html: text).trimmed.presence
        case .visibleText: MailText.visible(text).trimmed.presence
        case .address: MailText.addresses(text).first?.address
        case .addressName: MailText.addresses(text).first?.name
        case .base64Text: Base64Text.bytes(of: text.utf8).flatMap { String(decoding: $0, as: UTF8.self).presence }
        }
    }
}

/// A longer text that holds lines `Name : value`, as forms in front of a chat send them.
enum LabelledLines {
    /// Bytes of a text that are searched.
    static let textBytesMax = 64 << 10

    /// The first value under one of these names, trimmed; nil where there is none.
    static func value(of names: [FormName], in text: String) -> String? {
        let lines = text.utf8.prefix(textBytesMax).split { $0 == 10 || $0 == 13 }
        for name in names {
            for line in lines {
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
                let label = Substring(line[..<colon]).drop { "-*>\u{2022} \t".contains($0) }
                // A label is a few words; longer lines are sentences that happen to have a colon.
                guard label.utf8.count <= 100, FormName(label) == name else { continue }
                if let value = String(Substring(line[line.index(after: colon)...])).trimmed.presence { return value }
            }
        }
        return nil
    }
}
