/// What a statement is about, as far as scoring asks for it.
struct Intents: OptionSet, Sendable {
    let rawValue: UInt16

    static let price = Intents(rawValue: 1 << 0)
    static let project = Intents(rawValue: 1 << 1)
    static let visit = Intents(rawValue: 1 << 2)
    static let urgency = Intents(rawValue: 1 << 3)
    static let buying = Intents(rawValue: 1 << 4)
    static let jobSeeker = Intents(rawValue: 1 << 5)
    static let pitch = Intents(rawValue: 1 << 6)
    static let leaving = Intents(rawValue: 1 << 7)
    static let form = Intents(rawValue: 1 << 8)
    static let budget = Intents(rawValue: 1 << 9)
    static let advertisement = Intents(rawValue: 1 << 10)
    static let phone = Intents(rawValue: 1 << 11)
    static let name = Intents(rawValue: 1 << 12)

    /// Points of each intent in the order of the bits, as ``JournalConfiguration`` gives them.
    private static let weights = [25, 10, 25, 25, 30, -60, -60, -40, 25, 35, 10, 10, 5]

    /// What the built-in configuration gives for all of them; short of what it gives for the history.
    var points: Int {
        var sum = 0
        for (bit, weight) in Intents.weights.enumerated() where rawValue & 1 << bit != 0 { sum += weight }
        return sum
    }

    /// What somebody says first.
    static func opening(_ chance: inout Chance) -> Intents {
        var intents: Intents = []
        if chance.happens(380) { intents.insert(.price) }
        if chance.happens(450) { intents.insert(.project) }
        if chance.happens(70) { intents.insert(.urgency) }
        if chance.happens(60) { intents.insert(.visit) }
        return intents
    }

    /// What somebody says who has said something already.
    static func continuation(_ chance: inout Chance) -> Intents {
        switch chance.below(24) {
        case 0: [.visit]
        case 1: [.urgency]
        case 2: [.price]
        case 3: [.buying]
        case 4: [.project]
        case 5: [.visit, .urgency]
        default: []
        }
    }

    /// What somebody says who wants no furniture.
    static func besides(_ chance: inout Chance) -> Intents { chance.pick([.jobSeeker, .jobSeeker, .pitch, .leaving]) }
}
