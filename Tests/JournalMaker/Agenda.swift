/// What is to happen later, soonest first; what is due together comes in the order in which it was put down.
struct Agenda<Item: Sendable>: Sendable {
    private struct Line: Sendable {
        var due: Int
        var number: Int
        var item: Item

        func isBefore(_ other: Line) -> Bool { (due, number) < (other.due, other.number) }
    }

    private var heap: [Line] = []
    private var count = 0

    /// The soonest item, where it is due by then.
    func first(dueBy step: Int) -> Item? {
        guard let first = heap.first, first.due <= step else { return nil }
        return first.item
    }

    /// Puts an item down.
    mutating func add(_ item: Item, due: Int) {
        count += 1
        heap.append(Line(due: due, number: count, item: item))
        var index = heap.count - 1
        while index > 0, heap[index].isBefore(heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes away the soonest item, where there is one.
    mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
                if heap[child].isBefore(heap[least]) { least = child }
            }
            guard least != index else { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
