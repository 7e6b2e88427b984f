/// What the starting points of a path stand for while it is evaluated: `$`, `@`, and up to eight names.
///
/// A plain value of fixed size, so that binding costs no allocation. Valid as long as the values in it.
public struct JSONBindings {
    /// How many names a path may know.
    public static let namesMax = 8

    /// What `$` stands for.
    public var root: JSONValue
    /// What `@` stands for outside of filters; inside it is the node that the filter looks at.
    public var current: JSONValue

    private typealias Eight = (
        JSONValue?, JSONValue?, JSONValue?, JSONValue?, JSONValue?, JSONValue?, JSONValue?, JSONValue?
    )
    private var named: Eight = (nil, nil, nil, nil, nil, nil, nil, nil)

    /// `$` is the root, `@` is the current value (the root, if nothing else is said), no name stands for anything.
    public init(root: JSONValue, current: JSONValue? = nil) {
        self.root = root
        self.current = current ?? root
    }

    /// What the name at that place in the path's `names` stands for. Nil is an absent node: queries from it find
    /// nothing. Places from ``namesMax`` on are always nil.
    public subscript(name: Int) -> JSONValue? {
        get {
            switch name {
            case 0: named.0
            case 1: named.1
            case 2: named.2
            case 3: named.3
            case 4: named.4
            case 5: named.5
            case 6: named.6
            case 7: named.7
            default: nil
            }
        }
        set {
            switch name {
            case 0: named.0 = newValue
            case 1: named.1 = newValue
            case 2: named.2 = newValue
            case 3: named.3 = newValue
            case 4: named.4 = newValue
            case 5: named.5 = newValue
            case 6: named.6 = newValue
            case 7: named.7 = newValue
            default: break
            }
        }
    }
}
