extension Fields {
    /// Scheme and host of a server, without a path: `https://hooks.example.com`. Unencrypted only on this machine.
    ///
    /// - Returns: The address without a slash at its end; nil where it is absent or after a finding.
    mutating func address(_ name: String) -> String? {
        guard let text = optionalString(name) else { return nil }
        var address = text.lowercased()
        if address.hasSuffix("/") { address.removeLast() }
        let scheme = ["https://", "http://"].first { address.hasPrefix($0) }
        let host = address.dropFirst(scheme?.count ?? 0)
        let isPlain = host.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || [45, 46, 58, 91, 93].contains($0)
        }
        guard let scheme, !host.isEmpty, isPlain else {
            error(
                at: name,
                "`\(name)`: expected scheme and host like https://hooks.example.com without a path, got \"\(shortened(text))\""
            )
            return nil
        }
        let isLocal = ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
        if scheme == "http://", !isLocal {
            error(at: name, "`\(name)`: \(shortened(text)) is not encrypted; use https://")
            return nil
        }
        return address
    }
}
