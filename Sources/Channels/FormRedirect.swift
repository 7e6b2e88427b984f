import Domain

/// Where a browser goes after it has sent a form.
public enum FormRedirect {
    /// Bytes of a body in which the field is looked for. The search runs where requests are received and must not hold up others; a form
    /// that carries more than text is answered without a redirect.
    static let bodyBytesMax = 64 << 10

    /// The address that the form asks for, if it may be gone to.
    ///
    /// - Parameters:
    ///   - delivery: With the kept headers `origin` and `referer`.
    ///   - field: The field that names the address: absolute, or a path on the site of the form.
    ///   - origins: Configured origins that are ours besides that of the page, such as `https://shop.example`.
    /// - Returns: An absolute address of the form's own origin or of a configured one; nil otherwise, because a redirect to anywhere would
    ///   lend our name to phishing. Also nil for a body of more than 64 KiB.
    /// - Complexity: One pass over the body up to the field; fields before it are not decoded.
    public static func location(for delivery: DeliveryInput, field: String, origins: [String]) -> String? {
        guard delivery.body.count <= bodyBytesMax, let wanted = FormBody(delivery).text(of: field)?.trimmed.presence,
            wanted.utf8.count <= 2048,
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
