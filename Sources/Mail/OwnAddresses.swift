/// The addresses and domains that are ours.
struct OwnAddresses: Sendable {
    private let addresses: Set<String>
    /// Given as such: every address there is ours.
    private let domains: Set<String>
    /// Those of the addresses, unless everybody can have an address there.
    private let impliedDomains: Set<String>

    /// - Parameter entries: Addresses, and domains as `toko.example` or `@toko.example`.
    init(_ entries: [String]) {
        let entries = entries.map { HeaderText.cleaned($0).lowercased() }.filter { !$0.isEmpty }
        addresses = Set(entries.filter { $0.utf8.first != UInt8(ascii: "@") && $0.holds("@") })
        domains = Set(
            entries.compactMap { entry in
                if entry.hasPrefix("@") { return String(entry.dropFirst()) }
                return entry.holds("@") ? nil : entry
            })
        impliedDomains = Set(addresses.compactMap { Self.domain(of: $0) }).subtracting(PublicMailDomains.all)
    }

    /// Whether mail from there is ours.
    func contains(_ address: String) -> Bool {
        if addresses.contains(address) { return true }
        return !domains.isEmpty && (Self.domain(of: address).map { Self.matches($0, domains) } ?? false)
    }

    /// Whether somebody of us has this address, though it may not be one that the business answers from.
    func isColleague(_ address: String) -> Bool {
        contains(address) || (Self.domain(of: address).map { isDomain($0) } ?? false)
    }

    func isDomain(_ domain: String) -> Bool {
        Self.matches(domain, domains) || Self.matches(domain, impliedDomains)
    }

    /// The domain itself or one below it.
    private static func matches(_ domain: String, _ domains: Set<String>) -> Bool {
        domains.contains { own in
            domain == own || (domain.utf8.count > own.utf8.count && domain.hasSuffix("." + own))
        }
    }

    static func domain(of address: String) -> String? {
        address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) }
    }
}

/// Domains where everybody can have an address, so that a common domain says nothing.
enum PublicMailDomains {
    static let all: Set<String> = [
        "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.id", "yahoo.co.uk", "yahoo.co.jp", "yahoo.com.sg",
        "yahoo.com.my", "ymail.com", "rocketmail.com", "outlook.com", "outlook.co.id", "hotmail.com", "hotmail.co.id",
        "hotmail.co.uk", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me",
        "protonmail.com", "pm.me", "gmx.com", "gmx.de", "gmx.net", "web.de", "mail.com", "mail.ru", "yandex.ru",
        "yandex.com", "zoho.com", "zohomail.com", "qq.com", "163.com", "126.com", "naver.com", "tutanota.com",
        "fastmail.com", "hey.com", "plasa.com", "telkom.net",
    ]
}
