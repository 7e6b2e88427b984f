import Domain
import JSON

/// Walks the fan-out tree over one document. Every value that a level selects ends in at least one item, so nothing disappears.
struct FanOutWalk {
    /// Candidates that joins of one delivery may look at: they multiply with the items.
    static let candidatesMax = 2_000_000

    let channel: EventRules
    let program: EventProgram
    let detail: EventDetail
    var evaluation: Evaluation
    var result = Normalised()
    private var nodes = 0
    private var candidates = 0

    init(channel: EventRules, program: EventProgram, detail: EventDetail, evaluation: consuming Evaluation) {
        self.channel = channel
        self.program = program
        self.detail = detail
        self.evaluation = evaluation
    }

    mutating func run() throws(NormaliseError) {
        for node in program.items { try visit(node) }
        if result.itemCount == 0 { try settle(program.document) }
    }

    private mutating func visit(_ node: FanOutNode) throws(NormaliseError) {
        let bindings = evaluation.bindings
        for path in node.each {
            let before = nodes
            var failure: NormaliseError?
            path.forEach(in: bindings) { value in
                do throws(NormaliseError) { try enter(value, node) } catch { failure = error }
                return failure == nil
            }
            if let failure { throw failure }
            if nodes > before { return }
        }
    }

    private mutating func enter(_ value: JSONValue, _ node: FanOutNode) throws(NormaliseError) {
        nodes += 1
        guard nodes <= Limits.nodesPerDeliveryMax else { throw .tooManyNodes(nodesMax: Limits.nodesPerDeliveryMax) }
        let outer = evaluation.bindings.current
        evaluation.bindings.current = value
        evaluation.bindings[node.place] = value
        for join in node.joins { evaluation.bindings[join.place] = try found(join) }
        let before = result.itemCount
        for child in node.children { try visit(child) }
        if result.itemCount == before { try settle(node.settlement) }
        evaluation.bindings.current = outer
    }

    private mutating func found(_ join: Join) throws(NormaliseError) -> JSONValue? {
        guard let condition = join.condition else { return join.find.first(in: evaluation.bindings) }
        var inner = evaluation.bindings
        var match: JSONValue?
        var looked = 0
        let left = Self.candidatesMax - candidates
        join.find.forEach(in: evaluation.bindings) { candidate in
            looked += 1
            inner.current = candidate
            if condition.matches(inner) { match = candidate }
            return match == nil && looked <= left
        }
        candidates += looked
        guard candidates <= Self.candidatesMax else { throw .tooManyNodes(nodesMax: Self.candidatesMax) }
        return match
    }

    private mutating func settle(_ settlement: Settlement) throws(NormaliseError) {
        guard result.itemCount < Limits.itemsPerDeliveryMax else {
            throw .tooManyItems(itemsMax: Limits.itemsPerDeliveryMax)
        }
        for item in settlement.cases {
            if let condition = item.condition, !condition.matches(evaluation.bindings) { continue }
            switch item.outcome {
            case .event(let plan): try append(plan)
            case .ignore(let reason): result.ignored.append(.init(item: result.itemCount, reason: reason))
            }
            return
        }
        try append(settlement.unknown)
    }

    private mutating func append(_ plan: EventPlan) throws(NormaliseError) {
        result.events.append(evaluation.event(by: plan, of: channel, detail))
        guard evaluation.textBytes <= Evaluation.textBytesMax else {
            throw .tooMuchText(bytesMax: Evaluation.textBytesMax)
        }
    }
}
