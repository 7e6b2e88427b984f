/// The text of one readable part.
enum PartText {
    static func plain(_ part: MIMEMail.Part, without files: [Range<Int>]) -> String {
        var bytes = part.bytes
        for place in files.reversed() { bytes.removeSubrange(place) }
        if bytes.count > MailLimits.textBytesMax { bytes.removeSubrange(MailLimits.textBytesMax...) }
        let text = lineFed(TextCharset.decode(bytes, declared: part.charset))
        return part.isFlowed ? FlowedText.unwrapped(text, deletesSpaces: part.deletesSpaces) : text
    }

    static func html(_ part: MIMEMail.Part) -> String {
        let bytes =
            part.bytes.count > MailLimits.textBytesMax
            ? Array(part.bytes.prefix(MailLimits.textBytesMax)) : part.bytes
        return HTMLText.plain(
            TextCharset.decode(bytes, declared: part.charset, inner: HTMLText.declaredCharset(bytes)))
    }

    /// LF line ends, no NUL.
    static func lineFed(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0D: bytes.append(0x0A)
            case 0x0A: if previous != 0x0D { bytes.append(0x0A) }
            case 0: break
            default: bytes.append(byte)
            }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
