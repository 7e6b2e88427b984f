/// A run of names and indices, each leading to one node at most.
///
/// The names stand behind each other in one array, so that walking them retains nothing.
struct PathSteps: Sendable {
    enum Step: Sendable {
        /// The next `count` bytes of the names.
        case name(count: Int)
        case index(Int)
    }

    private var steps: [Step] = []
    private var names: [UInt8] = []

    mutating func append(_ step: Step, name: [UInt8]) {
        steps.append(step)
        names += name
    }

    /// The node at the end of the run, nil where a step finds none.
    func node(from start: JSONValue) -> JSONValue? {
        names.withUnsafeBufferPointer { names in
            steps.withUnsafeBufferPointer { steps in
                var node = start
                var offset = 0
                for step in steps {
                    let next: JSONValue?
                    switch step {
                    case .name(let count):
                        next = node.member(UnsafeBufferPointer(rebasing: names[offset..<offset &+ count]))
                        offset &+= count
                    case .index(let index):
                        next = node.element(at: index)
                    }
                    guard let next else { return nil }
                    node = next
                }
                return node
            }
        }
    }
}
