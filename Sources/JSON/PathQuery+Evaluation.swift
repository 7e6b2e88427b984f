extension PathQuery {
    /// Where the query starts; nil where a name stands for nothing.
    func start(current: JSONValue, _ bindings: JSONBindings) -> JSONValue? {
        switch origin {
        case .root: bindings.root
        case .current: current
        case .named(let name): bindings[name]
        }
    }

    /// The first node found.
    func first(current: JSONValue, _ bindings: JSONBindings) -> JSONValue? {
        guard let start = start(current: current, bindings) else { return nil }
        switch (segments.count, segments.first) {
        case (0, _): return start
        case (1, .steps(let steps)): return steps.node(from: start)
        default:
            var found: JSONValue?
            _ = walk(start, 0, bindings) { node in
                found = node
                return false
            }
            return found
        }
    }

    /// Gives every node found to `body`, in the order of RFC 9535, until it answers false. Answers false then too.
    func visit(current: JSONValue, _ bindings: JSONBindings, _ body: (JSONValue) -> Bool) -> Bool {
        guard let start = start(current: current, bindings) else { return true }
        return walk(start, 0, bindings, body)
    }

    /// Carries one node through the segments from `place` on. Going deep first gives the same order as going segment by
    /// segment, and needs no list of nodes in between.
    private func walk(
        _ node: JSONValue, _ place: Int, _ bindings: JSONBindings, _ body: (JSONValue) -> Bool
    ) -> Bool {
        guard place < segments.count else { return body(node) }
        switch segments[place] {
        case .steps(let steps):
            guard let next = steps.node(from: node) else { return true }
            return walk(next, place &+ 1, bindings, body)
        case .children:
            var children = JSONValue.Children(of: node)
            while let child = children.next() {
                if !walk(child, place &+ 1, bindings, body) { return false }
            }
            return true
        case .select(let selectors):
            return select(selectors, node, place, bindings, body)
        case .descend(let selectors):
            // The tape is in document order, each container before what is in it: just the order that is asked for.
            // Scalars have no children, so only containers are selected from.
            let end = Tape.next(node.tape, after: node.index)
            var index = node.index
            while index < end {
                let inner = node.at(index)
                switch inner.type {
                case Tape.object, Tape.array:
                    if !select(selectors, inner, place, bindings, body) { return false }
                case Tape.int, Tape.uint, Tape.double: index &+= 1
                default: break
                }
                index &+= 1
            }
            return true
        }
    }

    private func select(
        _ selectors: [PathSelector], _ node: JSONValue, _ place: Int, _ bindings: JSONBindings,
        _ body: (JSONValue) -> Bool
    ) -> Bool {
        for selector in selectors {
            switch selector {
            case .name(let key):
                if let child = node[key], !walk(child, place &+ 1, bindings, body) { return false }
            case .index(let index):
                if let child = node.element(at: index), !walk(child, place &+ 1, bindings, body) { return false }
            case .wildcard:
                var children = JSONValue.Children(of: node)
                while let child = children.next() {
                    if !walk(child, place &+ 1, bindings, body) { return false }
                }
            case .slice(let start, let end, let step):
                let slice = PathSlice(start: start, end: end, step: step, count: node.count)
                if !slice.visit(node, { walk($0, place &+ 1, bindings, body) }) { return false }
            case .filter(let condition):
                var children = JSONValue.Children(of: node)
                while let child = children.next() {
                    guard condition.holds(child, bindings) else { continue }
                    if !walk(child, place &+ 1, bindings, body) { return false }
                }
            }
        }
        return true
    }
}
