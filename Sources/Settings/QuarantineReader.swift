import Domain

/// Reads the part `quarantine`. Everything in it may be left out, and it, too.
struct QuarantineReader {
    /// So many of anything are no limit any more.
    private static let mostMax: Int64 = 1_000_000
    /// Longest window: what it keeps has to be swept one day.
    private static let secondsMax: Int64 = 30 * 86_400
    private static let listMax = 10_000

    /// The list of throw-away domains that lies beside the configuration.
    static let throwawayList = "disposable-mail"

    let findings: Findings
    let shelf: ListShelf

    /// The rules; those that hold by themselves where nothing is said.
    func quarantine(from root: inout Fields) -> QuarantineRules {
        var rules = QuarantineRules()
        let list = shelf.lines(Self.throwawayList)?.map(\.text)
        rules.disposableDomains = list ?? []
        guard var fields = root.fields("quarantine", of: "the quarantine") else { return rules }
        rules.senderRate = rate("sender_rate", from: &fields, default: rules.senderRate)
        form(from: &fields, &rules)
        rules.linkOnly = fields.oneOf(
            "link_only", QuarantineRules.Reach.self, default: rules.linkOnly)
        rules.knownLinks += domains("known_links", from: &fields)
        rules.disposableMail = fields.bool("disposable_mail", default: rules.disposableMail)
        rules.disposableDomains += domains("disposable_domains", from: &fields)
        rules.allowedMailDomains = domains("allowed_mail_domains", from: &fields)
        if rules.disposableMail, rules.disposableDomains.isEmpty, fields.node("disposable_mail") != nil {
            fields.warning(
                at: "disposable_mail",
                "there is no list `\(Self.throwawayList)` and there are no `disposable_domains`, so no mail address is a throw-away one"
            )
        }
        text(from: &fields, &rules)
        fields.finish()
        return rules
    }

    private func form(from fields: inout Fields, _ rules: inout QuarantineRules) {
        guard let node = fields.node("form_rate"), node.text != "off" else {
            if fields.node("form_rate") != nil { rules.formRate = nil }
            return
        }
        guard var inner = Fields(node, of: "`form_rate`", in: findings) else { return }
        let known = rules.formRate ?? QuarantineRules.Rate(most: Self.mostMax, withinSeconds: 600)
        let rate = self.rate(from: &inner, default: known)
        rules.busyForm = inner.int("busy", in: 1...Self.mostMax, default: min(rules.busyForm, rate.most))
        inner.finish()
        rules.formRate = rate
    }

    private func text(from fields: inout Fields, _ rules: inout QuarantineRules) {
        guard var inner = fields.fields("repeated_text", of: "`repeated_text`") else { return }
        rules.repeatedText = inner.oneOf("from", QuarantineRules.Reach.self, default: rules.repeatedText)
        rules.repeatedBytesMin = inner.int("characters", in: 10...10_000, default: rules.repeatedBytesMin)
        rules.repeatedPlain = rate("plain", from: &inner, default: rules.repeatedPlain)
        rules.repeatedWithLink = rate("with_link", from: &inner, default: rules.repeatedWithLink)
        inner.finish()
    }

    /// `{most: 100, within: 10m}`, or `off`.
    private func rate(
        _ name: String, from fields: inout Fields, default known: QuarantineRules.Rate?
    ) -> QuarantineRules.Rate? {
        guard let node = fields.node(name) else { return known }
        if node.text == "off" { return nil }
        guard var inner = Fields(node, of: "`\(name)`", in: findings) else { return known }
        let rate = rate(
            from: &inner, default: known ?? QuarantineRules.Rate(most: Self.mostMax, withinSeconds: 600))
        inner.finish()
        return rate
    }

    private func rate(from fields: inout Fields, default known: QuarantineRules.Rate) -> QuarantineRules.Rate {
        QuarantineRules.Rate(
            most: fields.int("most", in: 1...Self.mostMax, default: known.most),
            withinSeconds: fields.duration("within", in: 1...Self.secondsMax, default: known.withinSeconds))
    }

    private func domains(_ name: String, from fields: inout Fields) -> [String] {
        let texts = fields.texts(name)
        if texts.count > Self.listMax {
            fields.error(at: name, "`\(name)`: at most \(Self.listMax) domains, got \(texts.count)")
        }
        return texts.prefix(Self.listMax).compactMap { text, place in
            let domain = text.lowercased()
            let isDomain =
                domain.contains(".") && domain.utf8.count <= 253
                && domain.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
                        || $0 == UInt8(ascii: ".")
                }
            guard isDomain else {
                findings.error(at: place, "`\(name)`: expected a domain like example.com, got \"\(shortened(text))\"")
                return nil
            }
            return domain
        }
    }
}
