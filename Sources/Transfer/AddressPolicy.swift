/// Which addresses may be connected to. It judges the address itself and not the name, so a name that points into the own network is refused
/// however it was resolved, also after a redirect and over a connection that stood already.
public struct AddressPolicy: Sendable, Hashable {
    private let isOpen: Bool
    private let named: Set<String>

    /// Any address: for addresses that the operator wrote down.
    public static let any = AddressPolicy(isOpen: true, named: [])

    /// Public addresses only: for addresses that came in from outside.
    public static let publicOnly = AddressPolicy(isOpen: false, named: [])

    /// Public addresses, and whatever some hosts resolve to that the operator named.
    ///
    /// - Parameter hosts: Names or addresses as they stand in URLs, without port and brackets.
    public static func publicOr(hosts: some Sequence<String>) -> AddressPolicy {
        AddressPolicy(isOpen: false, named: Set(hosts.map { $0.lowercased() }))
    }

    /// Whether a connection for a host may go to an address.
    ///
    /// - Parameter host: Lower case, without brackets; nil after a redirect, because an exception is for the address that was asked for.
    public func allows(_ address: NetworkAddress, host: String?) -> Bool {
        isOpen || address.isPublic || host.map(named.contains) ?? false
    }
}
