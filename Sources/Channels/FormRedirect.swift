import Domain

/// Where a browser goes after it has sent a form.
public enum FormRedirect {
    /// The address that the form asks for, if it may be gone to.
    ///
    /// - Parameters:
    ///   - delivery: With the kept headers `origin` and `referer`.
    ///   - field: The field that names the address: absolute, or a path on the site of the form.
    ///   - origins: Configured origins that are ours besides that of the page, such as `https://shop.example`.
    /// - Returns: An absolute address of the form's own origin or of a configured one; nil otherwise, because a redirect to anywhere would
    ///   lend our name to phishing.
    public static func location(for delivery: DeliveryInput, field: String, origins: [String]) -> String? {
        guard let wanted = FormBody(delivery).text(of: field)?.trimmed.presence, wanted.utf8.count <= 2048,
            wanted.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        let own = ["origin", "referer"].compactMap { name in
            HeaderText.value(of: name, in: delivery.headers).flatMap { AddressText($0).origin }
        }
        if wanted.hasPrefix("/"), !wanted.hasPrefix("//") { return own.first.map { $0 + wanted } }
        guard let origin = AddressText(wanted).origin else { return nil }
        let allowed = own + origins.compactMap { AddressText($0).origin }
        return allowed.contains(origin) ? wanted : nil
    }
}
