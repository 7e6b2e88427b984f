import Domain

extension Evaluation {
    /// The names that a system message of a provider replaces: telephone numbers and WhatsApp's user ids.
    mutating func renames(_ members: [DetailMember]) -> [Event.Rename] {
        let names = ["new_phone_e164", "old_phone_e164", "new_user_id", "old_user_id"]
        guard members.contains(where: { names.contains($0.name) }) else { return [] }
        let found = details(members.filter { names.contains($0.name) })
        func text(_ name: String) -> String? {
            // A phone number or an id: a JSON string without escapes.
            found.first { $0.name == name }.flatMap { detail in
                let json = detail.json
                guard json.count > 2, json.first == "\"", json.last == "\"", !json.contains("\\") else { return nil }
                return String(json.dropFirst().dropLast())
            }
        }
        func rename(_ kind: IdentifierKind, _ current: String?, _ former: String?) -> Event.Rename? {
            guard let current, kind.fits(current), current != former else { return nil }
            let before = former.flatMap { kind.fits($0) ? Identifier(matching: kind, $0) : nil }
            return Event.Rename(former: before, current: Identifier(matching: kind, current), sentAs: current)
        }
        return [
            rename(.phone, text("new_phone_e164"), text("old_phone_e164")),
            rename(.bsuid, text("new_user_id"), text("old_user_id")),
        ].compactMap { $0 }
    }
}
