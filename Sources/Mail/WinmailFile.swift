/// What Outlook packs into `winmail.dat` (TNEF, [MS-OXTNEF]): the attachments of a mail, and sometimes its text.
///
/// Bounded: blocks that reach beyond the end or nest in nothing known end the reading, and what was found by then stays.
struct WinmailFile {
    struct File {
        var filename: String?
        var mime: String?
        var contentID: String?
        var bytes: [UInt8] = []
    }

    private(set) var files: [File] = []
    /// Plain text, else the text of the HTML body; nil when there is none.
    private(set) var text: String?

    private static let signature = 0x223E_9F78
    private static let filesMax = 200
    private static let attributesMax = 10_000

    /// Attributes of [MS-OXTNEF] 2.1.3.2.
    private enum Attribute {
        static let renderData = 0x0006_9002
        static let title = 0x0001_8010
        static let data = 0x0006_800F
        static let attachment = 0x0006_9005
        static let body = 0x0002_800C
        static let properties = 0x0006_9003
        static let codepage = 0x0006_9007
    }

    /// Nil when the bytes are no such file.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes[...])
        guard reader.uint32() == Self.signature, reader.uint16() != nil else { return nil }
        var charset = "windows-1252"
        var plain: String?
        var html: String?
        for _ in 0..<Self.attributesMax {
            guard reader.byte() != nil, let id = reader.uint32(), let length = reader.uint32(),
                let data = reader.bytes(length)
            else { break }
            // A checksum follows; a wrong one makes the data no less readable.
            _ = reader.uint16()
            switch id {
            case Attribute.codepage:
                var numbers = ByteReader(data)
                if let page = numbers.uint32(), page > 0 { charset = page == 65001 ? "utf-8" : "cp\(page)" }
            case Attribute.renderData where files.count < Self.filesMax: files.append(File())
            case Attribute.title: change { $0.filename = Self.text(data, charset) }
            case Attribute.data: change { $0.bytes = Array(data) }
            case Attribute.attachment: take(MAPIProperties(data, charset: charset))
            case Attribute.body: plain = Self.text(data, charset)
            case Attribute.properties:
                let properties = MAPIProperties(data, charset: charset)
                plain = plain ?? properties.text(.body)
                html =
                    html
                    ?? properties.bytes(.htmlBody).map {
                        HTMLText.plain(
                            TextCharset.decode(
                                Array($0.prefix(MailLimits.textBytesMax)), declared: nil,
                                inner: HTMLText.declaredCharset(Array($0.prefix(4096))) ?? charset))
                    }
            default: break
            }
        }
        text = [plain, html].compactMap { $0 }.first { !$0.trimmedAtStart.isEmpty }
    }

    private mutating func change(_ body: (inout File) -> Void) {
        guard !files.isEmpty else { return }
        body(&files[files.count - 1])
    }

    private mutating func take(_ properties: MAPIProperties) {
        change { file in
            file.filename = properties.text(.longFilename) ?? properties.text(.displayName) ?? file.filename
            file.mime = properties.text(.mimeTag)?.lowercased()
            file.contentID = properties.text(.contentID)
            if file.bytes.isEmpty, let bytes = properties.bytes(.attachmentData) { file.bytes = Array(bytes) }
        }
    }

    fileprivate static func text(_ data: ArraySlice<UInt8>, _ charset: String) -> String {
        TextCharset.decode(Array(data.prefix(MailLimits.textBytesMax).prefix { $0 != 0 }), declared: charset)
    }
}

/// The properties of one MAPI object ([MS-OXTNEF] 2.1.3.4): texts and bytes by their numbers, numbers left out.
private struct MAPIProperties {
    enum Property: Int {
        case body = 0x1000
        case htmlBody = 0x1013
        case displayName = 0x3001
        case attachmentData = 0x3701
        case longFilename = 0x3707
        case mimeTag = 0x370E
        case contentID = 0x3712
    }

    private var texts: [Int: String] = [:]
    private var blocks: [Int: ArraySlice<UInt8>] = [:]

    private static let propertiesMax = 2_000

    init(_ data: ArraySlice<UInt8>, charset: String) {
        var reader = ByteReader(data)
        guard let count = reader.uint32() else { return }
        for _ in 0..<min(count, Self.propertiesMax) {
            guard let type = reader.uint16(), let id = reader.uint16() else { return }
            if id >= 0x8000, !Self.skipName(&reader) { return }
            let isMultiple = type & 0x1000 != 0
            let kind = type & 0x0FFF
            if let size = Self.size(of: kind) {
                guard let values = isMultiple ? reader.uint32() : 1, values <= data.count,
                    reader.bytes(values * size) != nil
                else { return }
                continue
            }
            guard [0x0D, 0x1E, 0x1F, 0x102].contains(kind), let values = reader.uint32(), values <= data.count else {
                return
            }
            for place in 0..<values {
                guard let length = reader.uint32(), let block = reader.bytes(length) else { return }
                _ = reader.bytes(-length & 3)
                if place == 0 { keep(block, kind, id, charset) }
            }
        }
    }

    func text(_ property: Property) -> String? { texts[property.rawValue].flatMap { $0.isEmpty ? nil : $0 } }

    func bytes(_ property: Property) -> ArraySlice<UInt8>? { blocks[property.rawValue] }

    private mutating func keep(_ block: ArraySlice<UInt8>, _ kind: Int, _ id: Int, _ charset: String) {
        guard Property(rawValue: id) != nil else { return }
        switch kind {
        case 0x1E: texts[id] = WinmailFile.text(block, charset)
        case 0x1F:
            let bytes = Array(block.prefix(MailLimits.textBytesMax))
            texts[id] = TextCharset.decode(bytes, declared: "utf-16le").replacing("\0", with: "")
        default: blocks[id] = block
        }
    }

    /// A property with a name has a set, a kind and a number or a text before its value.
    private static func skipName(_ reader: inout ByteReader) -> Bool {
        guard reader.bytes(16) != nil, let kind = reader.uint32(), let value = reader.uint32() else { return false }
        guard kind == 1 else { return true }
        return reader.bytes(value) != nil && reader.bytes(-value & 3) != nil
    }

    /// Bytes of a value of fixed size, padding included.
    private static func size(of kind: Int) -> Int? {
        switch kind {
        case 0x02, 0x03, 0x04, 0x0A, 0x0B: 4
        case 0x05, 0x06, 0x07, 0x14, 0x40: 8
        case 0x48: 16
        default: nil
        }
    }
}
