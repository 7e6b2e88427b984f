import Domain

/// A level of the fan-out tree: which values it takes, and what becomes of a value in which no deeper level finds anything.
///
/// Classes here and below, because the walk would copy values member by member.
final class FanOutNode: Sendable {
    /// As the file calls it.
    let name: String
    /// The first path that finds anything is used.
    let each: [ValuePath]
    /// Where the value is bound, among the names of a path.
    let place: Int
    let joins: [Join]
    let children: [FanOutNode]
    let settlement: Settlement

    init(
        name: String, each: [ValuePath], place: Int, joins: [Join], children: [FanOutNode], settlement: Settlement
    ) {
        self.name = name
        self.each = each
        self.place = place
        self.joins = joins
        self.children = children
        self.settlement = settlement
    }
}

/// A value that is looked up elsewhere in the document and bound to a name.
final class Join: Sendable {
    /// As the file calls it.
    let name: String
    let place: Int
    let find: ValuePath
    /// nil: the first value.
    let condition: ValueFilter?

    init(name: String, place: Int, find: ValuePath, condition: ValueFilter?) {
        self.name = name
        self.place = place
        self.find = find
        self.condition = condition
    }
}

/// How one item is decided: the first case that fits, else an event of kind `unknown`.
final class Settlement: Sendable {
    let cases: [ItemCase]
    let unknown: EventPlan

    init(cases: [ItemCase], unknown: EventPlan) {
        self.cases = cases
        self.unknown = unknown
    }
}

/// One shape of an item.
final class ItemCase: Sendable {
    /// nil: always.
    let condition: ValueFilter?
    let outcome: Outcome

    init(condition: ValueFilter?, outcome: Outcome) {
        self.condition = condition
        self.outcome = outcome
    }

    enum Outcome: Sendable {
        case event(EventPlan)
        case ignore(reason: String)
    }
}

/// How an event is made of an item.
final class EventPlan: Sendable {
    let kind: KindRule
    let map: EventMap
    let key: EventKeyRule
    /// What has to be asked from the provider; nil: the delivery says it all.
    let fetch: FetchPlan?
    /// When the provider only tries the connection; nil: never.
    let test: ValueFilter?

    init(
        kind: KindRule, map: EventMap, key: EventKeyRule, fetch: FetchPlan? = nil, test: ValueFilter? = nil
    ) {
        self.kind = kind
        self.map = map
        self.key = key
        self.fetch = fetch
        self.test = test
    }
}

/// Where the kind of an event comes from.
enum KindRule: Sendable {
    case fixed(EventKind)
    /// The word at a path, as the mail reader writes it; any other word: `unknown`.
    case at(ValuePath)
}
