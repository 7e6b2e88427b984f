/// Somebody a mail is from or for.
public struct MailAddress: Sendable, Hashable {
    /// As shown; empty: none.
    public var name: String
    /// `name@host`, printable ASCII.
    public let address: String

    /// An address; nil when it is none that could stand in a header and an envelope: one `@`, printable ASCII, no blanks and none of the marks that
    /// structure headers.
    public init?(_ address: some StringProtocol, name: String = "") {
        let bytes = Array(address.utf8)
        let parts = bytes.split(separator: 64, omittingEmptySubsequences: false)
        guard bytes.count <= 254, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), parts[0].count <= 64,
            bytes.allSatisfy({ (33...126).contains($0) && !Self.marks.contains($0) })
        else { return nil }
        self.address = String(address)
        self.name = name
    }

    /// Reads `Toko Rumah <halo@shop.example>` and the bare address.
    public init?(written text: some StringProtocol) {
        guard let open = text.lastIndex(of: "<"), text.last == ">" else {
            self.init(text)
            return
        }
        var name = text[..<open].split(separator: " ").joined(separator: " ")
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = String(name.dropFirst().dropLast()) }
        self.init(text[text.index(after: open)...].dropLast(), name: name)
    }

    /// What stands behind the `@`, in lower case.
    public var domain: String { address.split(separator: "@").last.map { $0.lowercased() } ?? "" }

    private static let marks = Set("<>()[]\\,;:\"".utf8)
}
