/// Where a field of an event seems to stand.
struct FieldGuess: Sendable {
    let leaf: PayloadLeaf
    let score: Int
    /// Others that it might be, the best first.
    let alternatives: [PayloadLeaf]

    /// From here on a guess is written as a rule, below as a comment.
    static let sureScore = 7
    /// Below, it is nothing.
    static let floor = 4

    var isSure: Bool { score >= Self.sureScore }
}

/// Fields that are looked for one by one.
enum GuessedField: CaseIterable, Sendable {
    case text, senderID, senderName, firstName, lastName, username, phone, email, time, messageID, conversationID,
        accountID
    case subject, formID, replyTo, target, status, emoji

    var words: [String: Int] {
        switch self {
        case .text: DraftWords.text
        case .senderID: DraftWords.senderID
        case .senderName: DraftWords.senderName
        case .firstName: DraftWords.firstName
        case .lastName: DraftWords.lastName
        case .username: DraftWords.username
        case .phone: DraftWords.phone
        case .email: DraftWords.email
        case .time: DraftWords.time
        case .messageID: DraftWords.messageID
        case .conversationID: DraftWords.conversationID
        case .accountID: DraftWords.accountID
        case .subject: DraftWords.subject
        case .formID: DraftWords.formID
        case .replyTo: DraftWords.replyTo
        case .target: DraftWords.target
        case .status: DraftWords.status
        case .emoji: DraftWords.emoji
        }
    }

    /// Whether it says who wrote.
    var isPersonal: Bool {
        switch self {
        case .senderID, .senderName, .firstName, .lastName, .username, .phone, .email: true
        default: false
        }
    }

    /// Whether it says something about our side.
    var isOurs: Bool { self == .accountID || self == .formID }
}

/// Weighs every scalar of a payload for every field.
struct FieldGuesser {
    private let leaves: [PayloadLeaf]
    private let names: [Names]

    /// What a leaf is called, alone and with the object around it.
    private struct Names {
        let own: String
        let joined: String
        let parents: [String]
    }

    /// - Parameter itemName: What the list's elements are called; stands for the object around members that have none.
    init(_ leaves: [PayloadLeaf], itemName: String) {
        self.leaves = leaves
        names = leaves.map { leaf in
            var parents = leaf.parents.map(DraftWords.plain)
            var own = DraftWords.plain(leaf.name)
            // `{email: {value: …}}` says as much as `{email: …}`.
            if own == "value", let last = parents.popLast() { own = last }
            while let last = parents.last, DraftWords.wrappers.contains(last) { parents.removeLast() }
            let outer = parents.last ?? (leaf.level == 0 ? DraftWords.plain(itemName) : "")
            return Names(own: own, joined: outer + own, parents: parents)
        }
    }

    /// The best place of a field; nil where nothing comes near.
    func best(_ field: GuessedField) -> FieldGuess? {
        var ranked: [(score: Int, index: Int)] = []
        for index in leaves.indices {
            guard let score = score(leaves[index], names[index], field), score >= FieldGuess.floor else { continue }
            ranked.append((score, index))
        }
        // A stable order: the better one, then the one that comes first.
        ranked.sort { ($1.score, $0.index) < ($0.score, $1.index) }
        guard let first = ranked.first else { return nil }
        let others = ranked.dropFirst().prefix(3).filter { leaves[$0.index].text != leaves[first.index].text }
        return FieldGuess(
            leaf: leaves[first.index], score: first.score, alternatives: others.map { leaves[$0.index] })
    }

    private func score(_ leaf: PayloadLeaf, _ names: Names, _ field: GuessedField) -> Int? {
        let shape = ValueShape(leaf.scalar)
        if leaf.isInList, ![.text, .email, .phone].contains(field) { return nil }
        guard !shape.isEmpty, let weight = nameWeight(names, leaf, field), let fit = Self.fit(shape, field, names)
        else {
            return nil
        }
        return weight + fit + roleWeight(names, field) + placeWeight(leaf, field)
    }

    private func nameWeight(_ names: Names, _ leaf: PayloadLeaf, _ field: GuessedField) -> Int? {
        let words = field.words
        let joined = words[names.joined]
        // An `id` inside of an object is the id of that.
        let isGeneric = ["id", "key", "uuid", "name", "sid"].contains(names.own) && !names.parents.isEmpty
        if isGeneric, joined == nil {
            let isSender = names.parents.last.map(DraftWords.senderRoles.contains) ?? false
            if field == .senderID, names.own != "name", isSender { return 8 }
            if field == .senderName, names.own == "name" { return isSender ? 9 : 4 }
            if field == .accountID, names.own != "name",
                names.parents.last.map(DraftWords.ownRoles.contains) ?? false
            {
                return 8
            }
            if field == .messageID { return 3 }
            return nil
        }
        let own = words[names.own].map { isGeneric ? $0 - 3 : $0 }
        guard let weight = [own, joined].compactMap({ $0 }).max() else {
            // A form's own names are often longer: `your-email-2`.
            return fallbackWeight(names, leaf, field)
        }
        return weight
    }

    /// Names that only contain the word, where the value speaks for itself.
    private func fallbackWeight(_ names: Names, _ leaf: PayloadLeaf, _ field: GuessedField) -> Int? {
        let shape = ValueShape(leaf.scalar)
        let parts = DraftWords.parts(leaf.name)
        switch field {
        case .email: return shape.isMail ? 6 : nil
        case .phone:
            return shape.telephone != nil && parts.contains { (DraftWords.phone[$0] ?? 0) >= 9 } ? 8 : nil
        case .text:
            return shape.hasBlank && parts.contains { (DraftWords.text[$0] ?? 0) >= 9 } ? 5 : nil
        case .senderName:
            return parts.contains { $0 == "name" || $0 == "nama" || $0 == "nombre" || $0 == "nome" } ? 4 : nil
        case .time: return shape.time != nil && parts.contains { (DraftWords.time[$0] ?? 0) >= 8 } ? 5 : nil
        default: return nil
        }
    }

    /// nil where the value cannot be that.
    private static func fit(_ shape: ValueShape, _ field: GuessedField, _ names: Names) -> Int? {
        switch field {
        case .text:
            guard shape.kind == .text, !shape.isMail else { return nil }
            if shape.isURL || shape.isToken { return -3 }
            return shape.hasBlank ? 1 : 0
        case .senderID, .accountID, .conversationID, .messageID, .target, .formID, .replyTo:
            guard shape.isID else { return nil }
            // Where there is no id yet, some send a zero.
            return shape.text == "0" ? -5 : 0
        case .senderName, .firstName, .lastName:
            guard shape.kind == .text, !shape.isURL, shape.text.utf8.count <= 120 else { return nil }
            return shape.isToken || shape.isDigits ? -4 : 0
        case .username:
            guard shape.kind == .text, !shape.hasBlank, !shape.isURL, !shape.isMail else { return nil }
            return 0
        case .phone:
            guard let telephone = shape.telephone else { return nil }
            // A bare id of digits is rarely a number, unless its name says so.
            if (DraftWords.phone[names.own] ?? 0) >= 8 || telephone == .prefixed || telephone == .chatAddress {
                return 0
            }
            return shape.text.hasPrefix("+") ? 0 : telephone == .international ? -1 : -4
        case .email: return shape.isMail ? 2 : nil
        case .time: return shape.time == nil ? nil : 0
        case .subject, .status: return shape.kind == .flag ? nil : 0
        case .emoji: return shape.kind == .text && shape.text.utf8.count <= 40 ? 0 : nil
        }
    }

    private func roleWeight(_ names: Names, _ field: GuessedField) -> Int {
        var weight = 0
        let isSender = names.parents.contains(where: DraftWords.senderRoles.contains)
        let isOurs = names.parents.contains(where: DraftWords.ownRoles.contains)
        if names.parents.contains(where: DraftWords.quotedRoles.contains), field != .replyTo { weight -= 8 }
        if field.isPersonal {
            if isSender { weight += 2 }
            if isOurs { weight -= 6 }
        } else if field.isOurs {
            if isSender { weight -= 6 }
        } else if isSender, field != .status, field != .conversationID {
            weight -= 5
        }
        if !field.isPersonal, !field.isOurs, names.parents.contains(where: DraftWords.asideRoles.contains) {
            weight -= 4
        }
        return weight
    }

    private func placeWeight(_ leaf: PayloadLeaf, _ field: GuessedField) -> Int {
        let depth = max(0, leaf.path.depth - 2) + (leaf.isInList ? 1 : 0)
        switch leaf.level {
        case 0: return field.isOurs ? -depth : -depth + 1
        case 1: return field.isPersonal ? 1 : -6
        default: return field.isOurs ? 2 - depth : -3 - depth
        }
    }
}
