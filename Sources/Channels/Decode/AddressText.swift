/// The parts of a web address that say where a visitor came from. Reads anything; what has no such part gives nil.
struct AddressText {
    private let text: String

    init(_ text: String) { self.text = text.trimmed }

    /// `https://shop.example:8443`, lower case; nil unless it is a web address with a host.
    var origin: String? {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let authority = text[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
        // An address with a user part or odd characters pretends to be somebody else's.
        let isPlain = authority.utf8.allSatisfy { byte in
            byte &- 48 < 11 || (byte | 32) &- 97 < 26 || byte == 45 || byte == 46 || byte == 91 || byte == 93
        }
        guard !authority.isEmpty, isPlain else { return nil }
        var host = authority.lowercased()
        let port = scheme == "https" ? ":443" : ":80"
        if host.hasSuffix(port) { host.removeLast(port.count) }
        return host.isEmpty ? nil : "\(scheme)://\(host)"
    }

    /// `shop.example`, without the port.
    var host: String? {
        guard let origin, let mark = origin.firstRange(of: "://") else { return nil }
        let authority = origin[mark.upperBound...]
        if authority.hasPrefix("[") { return String(authority) }
        return String(authority.prefix { $0 != ":" }).presence
    }

    /// What follows the `?`, without a fragment.
    private var query: Substring {
        let whole = text.prefix { $0 != "#" }
        guard let mark = whole.firstIndex(of: "?") else { return "" }
        return whole[whole.index(after: mark)...]
    }

    /// The value of a parameter; nil where it is absent or empty.
    func parameter(_ name: String) -> String? { QueryText.value(of: name, in: query)?.presence }

    /// A text as a part of an address: everything but letters, digits and `-._~` as `%41`.
    static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy({ isPlain($0) }) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 45 || byte == 46 || byte == 95 || byte == 126
    }

    /// All parameters, decoded, in order.
    func parameters() -> [(name: String, value: String)] {
        URLEncoding.pairs(of: Array(query.utf8)[...]).map { pair in
            (String(decoding: pair.name, as: UTF8.self), String(decoding: pair.value, as: UTF8.self))
        }
    }
}

/// A mail address as people type it.
enum MailAddressText {
    /// Trimmed and lower case; nil where it does not have the shape of an address with a domain.
    static func canonical(_ text: String) -> String? {
        let address = text.trimmed.lowercased()
        guard address.utf8.count <= 254 else { return nil }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
            !parts[1].hasSuffix("."), !parts[1].contains("..")
        else { return nil }
        let isClean = address.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.value >= 0x20 && !"<>()[],;:\"\\".unicodeScalars.contains(scalar)
        }
        return isClean ? address : nil
    }
}
