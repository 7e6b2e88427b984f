/// An https address that somebody sent and that we may call, taken apart without any leniency: what could be read in two ways is none.
struct SecureAddress {
    /// Lower case.
    let host: Substring
    /// Path and query, at least `/`.
    let target: Substring

    /// Bytes of an address.
    static let bytesMax = 2048

    /// nil for other schemes, user names, ports, fragments, backslashes, blanks and bytes outside ASCII.
    init?(_ text: String) {
        guard text.utf8.count <= Self.bytesMax, text.hasPrefix("https://"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x5c && $0 != 0x23 })
        else { return nil }
        let rest = text.dropFirst(8)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        host = rest[..<end]
        target = rest[end...].hasPrefix("/") ? rest[end...] : ""
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, !target.isEmpty || end == rest.endIndex, labels.allSatisfy({ Self.isLabel($0) }) else {
            return nil
        }
    }

    /// Whether the host is one of these; `*` in a pattern stands for one whole label.
    func fits(_ patterns: [String]) -> Bool {
        let labels = host.split(separator: ".")
        return patterns.contains { pattern in
            let wanted = pattern.split(separator: ".")
            return wanted.count == labels.count && zip(wanted, labels).allSatisfy { $0 == "*" || $0 == $1 }
        }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == 45 }
    }
}
