import Domain
import JSON

/// A level of the fan-out tree: which values it takes, and what becomes of a value in which no deeper level finds anything.
struct FanOutNode: Sendable {
    /// As the file calls it.
    var name: String
    /// The first path that finds anything is used.
    var each: [JSONPath]
    /// Where the value is bound, among the names of a path.
    var place: Int
    var joins: [Join]
    var children: [FanOutNode]
    var settlement: Settlement
}

/// A value that is looked up elsewhere in the document and bound to a name.
struct Join: Sendable {
    var name: String
    var place: Int
    var find: JSONPath
    var condition: JSONFilter?
}

/// How one item is decided: the first case that fits, else an event of kind `unknown`.
struct Settlement: Sendable {
    var cases: [ItemCase]
    var unknown: EventPlan
}

/// One shape of an item.
struct ItemCase: Sendable {
    /// nil: always.
    var condition: JSONFilter?
    var outcome: Outcome

    enum Outcome: Sendable {
        case event(EventPlan)
        case ignore(reason: String)
    }
}

/// How an event is made of an item.
struct EventPlan: Sendable {
    var kind: EventKind
    var map: EventMap
    var key: EventKeyRule
}
