/// The headers of one mail, found by their lower-case names.
struct HeaderSet {
    private let headers: [MIMEMail.Header]
    private let places: [String: [Int]]

    init(_ headers: [MIMEMail.Header]) {
        self.headers = headers
        places = Dictionary(grouping: headers.indices) { headers[$0].name }
    }

    /// Whether there is any header at all.
    var isEmpty: Bool { headers.isEmpty }

    func has(_ name: String) -> Bool { places[name] != nil }

    /// Raw values in the order of the mail.
    func raw(_ name: String) -> [[UInt8]] { (places[name] ?? []).map { headers[$0].value } }

    /// The first value, decoded.
    func text(_ name: String) -> String? { places[name]?.first.map { HeaderText.decode(headers[$0].value) } }

    /// The first value, decoded and lower-cased, up to a semicolon or a comment: `auto-replied`.
    func keyword(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        let word = text.prefix { $0 != ";" && $0 != "(" }
        return HeaderText.cleaned(String(word)).lowercased()
    }

    /// All addresses of all headers of that name.
    func addresses(_ name: String) -> [MailAddress] {
        Array(raw(name).flatMap { HeaderText.addresses($0) }.prefix(MailLimits.addressesMax))
    }

    /// All message ids of all headers of that name.
    func messageIDs(_ name: String) -> [String] { raw(name).flatMap { HeaderText.messageIDs($0) } }

    /// The headers that channels and people may want to see later, decoded.
    func kept() -> [MailHeader] {
        Self.keptNames.compactMap { name in
            let values = raw(name).prefix(MailLimits.headerValuesMax).map { value in
                HeaderText.decode(Array(value.prefix(MailLimits.headerValueBytesMax)))
            }
            return values.isEmpty ? nil : MailHeader(name: name, values: values)
        }
    }

    private static let keptNames = [
        "auto-submitted", "content-language", "delivered-to", "feedback-id", "list-id", "list-unsubscribe",
        "organization", "precedence", "return-path", "thread-index", "thread-topic", "user-agent", "x-autoreply",
        "x-auto-response-suppress", "x-failed-recipients", "x-forwarded-to", "x-loop", "x-mailer", "x-original-to",
        "x-priority", "x-spam-flag", "x-spam-status", "x-wpcf7-content-type",
    ]
}
