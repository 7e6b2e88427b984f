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
        switch channel.decode {
        case .json:
            try parser.withDocument(delivery.body, lifting: NormaliseError.notJSON) { root throws(NormaliseError) in
                try events(of: root, nil, delivery, channel, context, detail)
            }
        case .form:
            try FormBody(delivery).document(parser).withRoot { root throws(NormaliseError) in
                let form = FormFields(root, wrappers: channel.formWrappers)
                if form.isCut { throw .notForm("it has more than \(FormBody.fieldsMax) fields") }
                return try events(of: root, form, delivery, channel, context, detail)
            }
        case .mime:
            try document(ofMail: delivery, context).withRoot { root throws(NormaliseError) in
                try events(of: root, nil, delivery, channel, context, detail)
            }
        }
    }

    private func events(
        of root: JSONValue, _ form: FormFields?, _ delivery: DeliveryInput, _ channel: CompiledChannel,
        _ context: NormaliseContext, _ detail: EventDetail
    ) throws(NormaliseError) -> Normalised {
        let evaluation = Evaluation(
            bindings: JSONBindings(root: root), form: form, headers: delivery.headers, region: context.region,
            phones: phones)
        var walk = FanOutWalk(channel: channel, detail: detail, evaluation: evaluation)
        try walk.run()
        return walk.result
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
