import Domain
import JSON
import Mail
import Phone

/// Turns deliveries into events. Pure: the same delivery under the same channel and context gives the same events, whatever came before.
///
/// Holds the memory of a parser and a cache of telephone numbers; use one per thread.
public final class ChannelEngine {
    private let parser: JSONParser
    private let phones: PhoneReader

    /// An engine with empty memory.
    public init() {
        parser = JSONParser()
        phones = PhoneReader()
    }

    /// The events of a delivery.
    ///
    /// - Parameters:
    ///   - delivery: As received; the body is not validated yet.
    ///   - channel: The channel that it came in on, in the version that is in force.
    ///   - context: Region and own addresses of the workspace.
    ///   - detail: Whether views or the fold want the events.
    /// - Returns: An event or a reason for every item; an item that matches nothing becomes an event of kind `unknown`.
    /// - Throws: ``NormaliseError``: always a dead letter.
    /// - Complexity: One pass over the body and one for each level of the channel's tree; for the fold the only allocations are the texts
    ///   that end in events.
    public func normalise(
        _ delivery: DeliveryInput, by channel: CompiledChannel, context: NormaliseContext, detail: EventDetail
    ) throws(NormaliseError) -> Normalised {
        if !channel.fetches.isEmpty, let name = HeaderText.value(of: AnswerHeaders.name, in: delivery.headers) {
            return try normalise(delivery, answering: name, by: channel, context: context, detail: detail)
        }
        let rules = channel.rules
        let reading = Reading(rules: rules, program: channel.program, context: context, detail: detail)
        switch rules.decode {
        case .json where rules.shape.wantsQuery:
            let document = try QueryDocument.make(delivery, parser)
            return try document.withRoot { root throws(NormaliseError) in try events(of: root, delivery, reading) }
        case .json:
            return try parser.withDocument(delivery.body, lifting: NormaliseError.notJSON) {
                root throws(NormaliseError) in try events(of: root, delivery, reading)
            }
        case .form:
            return try FormBody(delivery, rules.shape).document(parser).withRoot { root throws(NormaliseError) in
                try events(of: root, delivery, reading)
            }
        case .mime:
            return try document(ofMail: delivery, context).withRoot { root throws(NormaliseError) in
                try events(of: root, delivery, reading)
            }
        }
    }

    /// What one delivery is read by.
    private struct Reading {
        let rules: EventRules
        let program: EventProgram
        let context: NormaliseContext
        let detail: EventDetail
        var isAnswer = false
    }

    private func normalise(
        _ delivery: DeliveryInput, answering name: String, by channel: CompiledChannel, context: NormaliseContext,
        detail: EventDetail
    ) throws(NormaliseError) -> Normalised {
        guard let fetch = channel.fetches[name] else { throw .noSuchFetch(name) }
        let reading = Reading(
            rules: channel.rules, program: fetch.answer, context: context, detail: detail, isAnswer: true)
        return try parser.withDocument(delivery.body, lifting: NormaliseError.notJSON) { root throws(NormaliseError) in
            try events(of: root, delivery, reading)
        }
    }

    private func events(
        of root: JSONValue, _ delivery: DeliveryInput, _ reading: Reading
    ) throws(NormaliseError) -> Normalised {
        var evaluation = Evaluation(
            bindings: JSONBindings(root: root), form: nil, headers: delivery.headers, region: reading.context.region,
            phones: phones)
        evaluation.isAnswer = reading.isAnswer
        guard !reading.program.parse.isEmpty else { return try walk(evaluation, reading) }
        let run = ParseRun(
            program: reading.program, receivedAt: delivery.receivedAt, ownAddresses: reading.context.ownAddresses
        ) { evaluation throws(NormaliseError) in try self.walk(evaluation, reading) }
        return try run.run(evaluation)
    }

    private func walk(_ evaluation: consuming Evaluation, _ reading: Reading) throws(NormaliseError) -> Normalised {
        let parsed = reading.program.fieldsPlace.flatMap { evaluation.bindings[$0] }
        if let tree = parsed ?? formTree(evaluation.bindings.root, reading) {
            let form = FormFields(tree, wrappers: reading.rules.shape.wrappers)
            if form.isCut { throw .notForm("it has more than \(FormBody.fieldsMax) fields") }
            evaluation.form = form
        }
        var walk = FanOutWalk(
            channel: reading.rules, program: reading.program, detail: reading.detail, evaluation: evaluation)
        try walk.run()
        return walk.result
    }

    private func formTree(_ root: JSONValue, _ reading: Reading) -> JSONValue? {
        reading.rules.decode == .form && !reading.isAnswer ? root["fields"] : nil
    }

    private func document(
        ofMail delivery: DeliveryInput, _ context: NormaliseContext
    ) throws(NormaliseError) -> JSONDocument {
        guard delivery.body.contains(where: { $0 > 0x20 }) else { throw .notMail }
        return MailReader(ownAddresses: context.ownAddresses).read(delivery.body, notAfter: delivery.receivedAt)
            .document()
    }
}

/// A parser's memory serves one thread.
@available(*, unavailable)
extension ChannelEngine: Sendable {}
