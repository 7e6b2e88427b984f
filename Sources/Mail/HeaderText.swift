import CGMime

/// Headers as text.
enum HeaderText {
    /// Unfolds and undoes encoded words; raw 8-bit text is taken as UTF-8, else as windows-1252. Control characters
    /// become spaces.
    static func decode(_ raw: [UInt8]) -> String {
        // Nothing to decode in most headers.
        if raw.allSatisfy({ $0 < 0x7F && $0 > 0 }), !EncodedWords.areIn(raw) {
            return cleaned(String(decoding: raw, as: UTF8.self))
        }
        let text = withCString(EncodedWords.corrected(raw)) { pointer in
            guard let text = corong_mail_header_text(pointer) else { return "" }
            defer { corong_mail_release(text) }
            return String(cString: text)
        }
        return cleaned(text)
    }

    /// The addresses of one header, lower-cased; what has no address is left out, and what goes beyond the limits.
    static func addresses(_ raw: [UInt8]) -> [MailAddress] {
        withCString(boundedAddresses(EncodedWords.corrected(Array(raw.prefix(MailLimits.addressBytesMax))))) {
            pointer in
            var list: UnsafeMutablePointer<corong_mail_address>?
            let count = corong_mail_addresses(pointer, MailLimits.addressesMax, &list)
            guard let list else { return [] }
            defer { corong_mail_addresses_free(list, count) }
            return UnsafeBufferPointer(start: list, count: count).compactMap { entry in
                // Both strings are copied here, because the list is freed on leaving.
                guard let address = entry.address.map({ String(cString: $0) }) else { return nil }
                let trimmed = cleaned(address).lowercased().filter { $0 != " " && $0 != "<" && $0 != ">" }
                guard trimmed.holds("@"), !trimmed.hasPrefix("@"), !trimmed.hasSuffix("@") else { return nil }
                let name = entry.name.map { cleaned(String(cString: $0)) } ?? ""
                return MailAddress(address: trimmed, name: name.isEmpty ? nil : name)
            }
        }
    }

    /// Not longer and not deeper than the parser can bear: it recurses at each colon that might begin a group, so where
    /// there are more than in any real header the groups lose their names, and only their members are left.
    private static func boundedAddresses(_ raw: [UInt8]) -> [UInt8] {
        let comma = UInt8(ascii: ",")
        var bounded = raw
        if raw.count >= MailLimits.addressBytesMax {
            let start = raw.prefix(MailLimits.addressBytesMax)
            // The last address is probably cut off.
            bounded = Array(start[..<(start.lastIndex(of: comma) ?? start.endIndex)])
        }
        let colons = bounded.count { $0 == UInt8(ascii: ":") }
        return colons > MailLimits.groupsMax ? withoutGroupNames(bounded) : bounded
    }

    /// Leaves no colon behind, in one pass.
    private static func withoutGroupNames(_ raw: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(raw.count)
        var entry = 0
        var isQuoted = false
        var isEscaped = false
        for byte in raw {
            if byte == UInt8(ascii: ":") {
                if isQuoted { kept.append(0x20) } else { kept.removeLast(kept.count - entry) }
            } else {
                kept.append(byte)
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            if !isQuoted, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") { entry = kept.count }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return kept
    }

    /// The ids of Message-ID, In-Reply-To or References, without angle brackets.
    ///
    /// An id with a space inside, or one never closed, identifies nothing and is left out. Where there are no brackets
    /// at all, words with an `@` are taken.
    static func messageIDs(_ raw: [UInt8]) -> [String] {
        let pieces = raw.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false)
        if pieces.count == 1 {
            let words = String(decoding: raw, as: UTF8.self).split { $0.isWhitespace || $0 == "," }
            return words.filter { $0.holds("@") }.map(String.init)
        }
        return pieces.dropFirst().compactMap { piece in
            guard let end = piece.firstIndex(of: UInt8(ascii: ">")) else { return nil }
            let words = piece[..<end].split { $0 <= 0x20 }
            guard words.count == 1 else { return nil }
            return String(decoding: words[0], as: UTF8.self)
        }
    }

    /// Drops white space and control characters at the ends, makes one space of them inside.
    static func cleaned(_ text: String) -> String {
        if isClean(text) { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var wantsSpace = false
        var index = 0
        while index < bytes.count {
            let gap = gapLength(bytes, at: index)
            if gap > 0 {
                wantsSpace = !result.isEmpty
                index += gap
                continue
            }
            if wantsSpace { result.append(0x20) }
            wantsSpace = false
            result.append(bytes[index])
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Nothing to do: printable ASCII without double or outer spaces.
    private static func isClean(_ text: String) -> Bool {
        var previous: UInt8 = 0x20
        for byte in text.utf8 {
            guard (0x21...0x7E).contains(byte) || (byte == 0x20 && previous != 0x20) else { return false }
            previous = byte
        }
        return previous != 0x20
    }

    /// Bytes of the white space or control character that begins there; 0 when another character does.
    private static func gapLength(_ bytes: [UInt8], at index: Int) -> Int {
        let byte = bytes[index]
        if byte <= 0x20 || byte == 0x7F { return 1 }
        guard byte == 0xC2 || byte == 0xE2 || byte == 0xE3, index + 1 < bytes.count else { return 0 }
        let second = bytes[index + 1]
        // U+0080...U+00A0.
        if byte == 0xC2 { return (0x80...0xA0).contains(second) ? 2 : 0 }
        guard index + 2 < bytes.count else { return 0 }
        switch (byte, second, bytes[index + 2]) {
        // U+2000...U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
            (0xE3, 0x80, 0x80):
            return 3
        default: return 0
        }
    }

    private static func withCString<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
        return terminated.withUnsafeBufferPointer { buffer in
            // Never empty, because the NUL was just appended; `withUnsafeBufferPointer` only cannot say so.
            var nul: CChar = 0
            return buffer.baseAddress.map(body) ?? withUnsafePointer(to: &nul, body)
        }
    }
}
