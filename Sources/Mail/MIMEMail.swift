import CGMime

/// A mail taken apart, nothing yet interpreted. Values only: what the parser owned is freed.
struct MIMEMail {
    struct Header {
        /// Lower case.
        let name: String
        /// As written: folded, encoded, of unknown charset, without a NUL.
        let value: [UInt8]
    }

    enum Shape { case leaf, multipart, message }

    struct Part {
        let parent: Int?
        /// Where it stands, as IMAP counts: `1.2` is the second part of the first; a mail without parts has `1`, and the
        /// outermost multipart has the empty path.
        let path: String
        let shape: Shape
        /// Lower case, `text/plain` where the mail says nothing.
        let mime: String
        let charset: String?
        let reportType: String?
        /// Lines ending in a space go on in the next one (RFC 3676).
        let isFlowed: Bool
        /// That space is no part of the text.
        let deletesSpaces: Bool
        /// Lower case.
        let disposition: String?
        let filename: String?
        let contentID: String?
        /// Decoded; the whole mail for an enclosed one, empty for a multipart.
        let bytes: [UInt8]
        /// Content-Transfer-Encoding, lower case.
        let encoding: String?
        /// What `bytes` was decoded from, in the bytes that were parsed.
        let encoded: Range<Int>
    }

    let headers: [Header]
    let parts: [Part]

    /// Takes the bytes of a mail apart; nil when they hold nothing a parser could begin with.
    ///
    /// - Complexity: linear; decoded parts are held once.
    init?(_ bytes: ArraySlice<UInt8>) {
        corong_mail_start()
        guard let parsed = ParsedMail(bytes) else { return nil }
        headers = parsed.headers()
        parts = parsed.parts()
    }
}

/// Owner of a mail inside the C library.
private struct ParsedMail: ~Copyable {
    private let handle: OpaquePointer

    init?(_ bytes: ArraySlice<UInt8>) {
        let limits = corong_mail_limits(
            parts_max: MailLimits.partsMax, depth_max: MailLimits.depthMax, headers_max: MailLimits.headersMax,
            header_bytes_max: MailLimits.headerBytesMax)
        let handle = bytes.withUnsafeBufferPointer { corong_mail_parse($0.baseAddress, $0.count, limits) }
        guard let handle else { return nil }
        self.handle = handle
    }

    deinit { corong_mail_free(handle) }

    borrowing func headers() -> [MIMEMail.Header] {
        (0..<corong_mail_header_count(handle)).map { index in
            let header = corong_mail_header_at(handle, index)
            return MIMEMail.Header(name: (text(header.name) ?? "").lowercased(), value: bytes(header.value) ?? [])
        }
    }

    borrowing func parts() -> [MIMEMail.Part] {
        var paths: [String] = []
        var children: [Int] = []
        return (0..<corong_mail_part_count(handle)).map { index in
            let part = corong_mail_part_at(handle, index)
            let parent = part.parent < 0 ? nil : Int(part.parent)
            var path = UInt32(bitPattern: part.shape) == CORONG_MAIL_MULTIPART.rawValue ? "" : "1"
            if let parent {
                children[parent] += 1
                path = (paths[parent].isEmpty ? "" : paths[parent] + ".") + String(children[parent])
            }
            paths.append(path)
            children.append(0)
            let shape: MIMEMail.Shape =
                switch UInt32(bitPattern: part.shape) {
                case CORONG_MAIL_MULTIPART.rawValue: .multipart
                case CORONG_MAIL_MESSAGE.rawValue: .message
                default: .leaf
                }
            let type = ContentHeader(bytes(part.content_type))
            let disposition = ContentHeader(bytes(part.content_disposition))
            let parsed = (text(part.type) ?? "text") + "/" + (text(part.subtype) ?? "plain")
            let encoding = text(part.transfer_encoding)?.lowercased()
            let bytes = part.bytes.map { Array(UnsafeBufferPointer(start: $0, count: part.length)) } ?? []
            let isUuencoded = encoding.map { $0.hasPrefix("uue") || $0.hasPrefix("x-uue") } ?? false
            return MIMEMail.Part(
                parent: parent, path: path, shape: shape,
                mime: shape == .leaf ? type.mediaType ?? parsed.lowercased() : parsed.lowercased(),
                charset: type["charset"], reportType: type["report-type"]?.lowercased(),
                isFlowed: type["format"]?.lowercased() == "flowed",
                deletesSpaces: type["delsp"]?.lowercased() == "yes", disposition: disposition.word,
                filename: disposition["filename"] ?? (shape == .message ? nil : type["name"]),
                contentID: text(part.content_id),
                bytes: isUuencoded ? UuencodedFile.first(in: bytes)?.bytes ?? bytes : bytes, encoding: encoding,
                encoded: part.encoded_start..<(part.encoded_start + part.encoded_length))
        }
    }

    private borrowing func bytes(_ pointer: UnsafePointer<CChar>?) -> [UInt8]? {
        // A copy, because the pointer dies with the handle.
        pointer.map { UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(bitPattern: $0) } }
    }

    private borrowing func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        // A copy, because the pointer dies with the handle.
        pointer.map { String(cString: $0) }
    }
}

private func strlen(_ pointer: UnsafePointer<CChar>) -> Int {
    var length = 0
    // Every string of the library ends with a NUL, because it was copied with one.
    while pointer[length] != 0 { length += 1 }
    return length
}
