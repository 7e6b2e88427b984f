import Domain
import Phone

extension EventRules {
    /// What the sender of an event goes by, in order of precedence. Values without the shape of their kind are none: providers put other
    /// ids into the same field.
    func identifiers(of event: Event) -> [Identifier] {
        // These senders are our own side or a machine; as contacts they would attract every conversation.
        if event.kind == .echo || event.kind == .bounce || event.kind == .account { return [] }
        var found: [Identifier] = []
        for rule in identifiers {
            for field in rule.fields {
                guard let value = event.value(of: field) else { continue }
                let text = rule.kind.isScoped ? scoped(value, event) : value
                guard rule.kind.fits(text) else { continue }
                found.append(Identifier(matching: rule.kind, text))
                break
            }
        }
        return found
    }

    /// What the one goes by who got a message of ours: the provider's id under the kinds that a sender's id has, digits alone as a telephone
    /// number where the channel knows its customers by theirs.
    func recipients(of event: Event) -> [Identifier] {
        guard let recipient = event.recipient?.presence else { return [] }
        var found: [Identifier] = []
        for rule in identifiers {
            let isByID = rule.fields.contains { $0 == .senderID || $0 == .userID }
            let text: String? =
                if rule.kind == .phone {
                    recipient.first == "+"
                        ? recipient
                        : (8...15).contains(recipient.utf8.count) && recipient.utf8.allSatisfy(isDigit)
                            ? "+" + recipient : nil
                } else if rule.kind.isScoped {
                    isByID ? scoped(recipient, event) : nil
                } else {
                    isByID ? recipient : nil
                }
            guard let text, rule.kind.fits(text) else { continue }
            found.append(Identifier(matching: rule.kind, text))
        }
        return found
    }

    /// Such ids are only unique on their channel and account; one too long to be kept stands for itself by its digest.
    private func scoped(_ value: String, _ event: Event) -> String {
        guard !value.isEmpty else { return "" }
        let text = "\(id)/\(event.account ?? "")/\(value)"
        guard text.utf8.count > Limits.identifierBytesMax else { return text }
        return "\(id)/sha256/\(TextDigest.hex(of: text.utf8))"
    }
}

extension Identifier {
    /// The identifier in the form in which it is compared.
    init(matching kind: IdentifierKind, _ value: String) {
        self.init(kind, kind == .phone || kind == .waID ? PhoneVariants.matchKey(value) : value)
    }
}

extension IdentifierKind {
    /// Whether a text can be an identifier of this kind.
    func fits(_ value: String) -> Bool {
        let bytes = value.utf8
        guard !bytes.isEmpty, bytes.count <= Limits.identifierBytesMax else { return false }
        switch self {
        case .bsuid:
            var rest = bytes.makeIterator()
            guard let first = rest.next(), let second = rest.next(), rest.next() == UInt8(ascii: ".") else {
                return false
            }
            return isCapital(first) && isCapital(second) && bytes.count > 3
        case .waID: return bytes.count <= 20 && bytes.allSatisfy(isDigit)
        case .telegram, .discord: return bytes.count <= 20 && bytes.allSatisfy(isDigit)
        case .psid, .igsid, .line, .viber, .slack, .chatUser: return true
        case .phone: return bytes.first == UInt8(ascii: "+")
        case .email: return bytes.contains(UInt8(ascii: "@"))
        }
    }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
private func isCapital(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
