/// The addresses that are ours, and what follows from seeing one of them in a mail.
struct OwnAddresses: Sendable {
    private let addresses: Set<String>
    private let domains: Set<String>

    init(_ addresses: [String]) {
        self.addresses = Set(addresses.map { HeaderText.cleaned($0).lowercased() })
        domains = Set(self.addresses.compactMap { Self.domain(of: $0) })
    }

    func contains(_ address: String) -> Bool { addresses.contains(address) }

    /// Whether the mail comes from our own website on behalf of somebody else, who is then the customer.
    ///
    /// That is so when Reply-To is not ours, and From is one of our addresses or an address of our domain under which
    /// websites send (`wordpress@`, `no-reply@`), or the mail carries the header of a form program.
    func isForm(from: MailAddress?, replyTo: MailAddress?, headers: HeaderSet) -> Bool {
        guard let from, let replyTo, replyTo.address != from.address, !contains(replyTo.address) else { return false }
        if contains(from.address) { return true }
        guard let domain = Self.domain(of: from.address), domains.contains(domain) else { return false }
        let local = String(from.address.prefix { $0 != "@" })
        return MachineMailPhrases.formSenders.contains(local)
            || MachineMailPhrases.formHeaders.contains { headers.has($0) }
    }

    private static func domain(of address: String) -> String? {
        address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) }
    }
}
