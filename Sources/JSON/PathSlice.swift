/// A slice selector applied to an array of known length (RFC 9535, 2.3.4.2.2).
struct PathSlice {
    private let lower: Int
    private let upper: Int
    private let step: Int

    init(start: Int?, end: Int?, step: Int, count: Int) {
        // Bounds are within 53 bits and counts far below, so the sums cannot overflow.
        func normal(_ index: Int) -> Int { index >= 0 ? index : count + index }
        self.step = step
        if step >= 0 {
            lower = min(max(normal(start ?? 0), 0), count)
            upper = min(max(normal(end ?? count), 0), count)
        } else {
            upper = min(max(normal(start ?? count - 1), -1), count - 1)
            lower = min(max(end.map(normal) ?? -1, -1), count - 1)
        }
    }

    /// Gives the selected elements to `body` in the direction of the step, until it answers false. Values other than
    /// arrays have none. One walk over the array; going backwards allocates a list of places, because a tape can be
    /// walked only forwards.
    func visit(_ array: JSONValue, _ body: (JSONValue) -> Bool) -> Bool {
        guard step != 0, lower < upper else { return true }
        return step > 0 ? visitForwards(array, body) : visitBackwards(array, body)
    }

    private func visitForwards(_ array: JSONValue, _ body: (JSONValue) -> Bool) -> Bool {
        var elements = array.elements
        var place = 0
        var wanted = lower
        while place < upper, let element = elements.next() {
            if place == wanted {
                if !body(element) { return false }
                wanted &+= step
            }
            place &+= 1
        }
        return true
    }

    private func visitBackwards(_ array: JSONValue, _ body: (JSONValue) -> Bool) -> Bool {
        var elements = array.elements
        var places: [Int] = []
        while places.count <= upper, let element = elements.next() { places.append(element.index) }
        guard upper < places.count else { return true }
        var place = upper
        while place > lower {
            if !body(array.at(places[place])) { return false }
            place &+= step
        }
        return true
    }
}
