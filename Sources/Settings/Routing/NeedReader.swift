import Domain

/// Something that a rep has or has to have, with its place.
struct ReadNeed {
    var need: RepNeed
    var place: YAMLNode.Place
}

extension RepNeed {
    /// The kinds of what a rep can have.
    static let kinds: [LeadSignal.Kind] = [.skill, .language, .product, .area]

    /// Whether a rep has it. Who names no languages, products or areas is not bound to any; a skill has to be named.
    func isMet(by rep: Rep) -> Bool {
        switch kind {
        case .skill: rep.skills[value] != nil
        case .language: rep.languages.isEmpty || rep.languages.contains(value)
        case .product: rep.products.isEmpty || rep.products.contains(value)
        case .area: rep.areas.isEmpty || rep.areas.contains(value)
        case .pool, .priority: true
        }
    }
}

extension Fields {
    /// One or several things of a kind; each counts once.
    mutating func needs(_ kind: LeadSignal.Kind, under name: String) -> [ReadNeed] {
        var seen: Set<String> = []
        return texts(name).compactMap { text, place in
            guard findings.isNeed(text, of: kind, at: place), seen.insert(text).inserted else { return nil }
            return ReadNeed(need: RepNeed(kind, text), place: place)
        }
    }

    /// `skill`, `language`, `product` and `area`, each with one value or several.
    mutating func needs() -> [ReadNeed] {
        RepNeed.kinds.flatMap { needs($0, under: $0.word) }
    }
}

extension Findings {
    /// Whether a text can be a need of the kind: a language's code, or a name; a finding when it cannot.
    func isNeed(_ text: String, of kind: LeadSignal.Kind, at place: YAMLNode.Place) -> Bool {
        guard kind == .language else { return isName(text, at: place, "the \(kind.word)'s name") }
        if (2...3).contains(text.utf8.count), text.utf8.allSatisfy({ (97...122).contains($0) }) { return true }
        error(at: place, "the language: expected an ISO 639 code like id or en, got \"\(shortened(text))\"")
        return false
    }
}
