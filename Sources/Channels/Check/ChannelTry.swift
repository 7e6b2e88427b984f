import Domain
import JSON

/// Runs requests through a channel without storing anything: `corong channels try`.
public enum ChannelTry {
    /// Answers one line with one line.
    ///
    /// - Parameters:
    ///   - line: `{"id", "channel", "method", "url", "headers", "body", "secret", "public_key", "verify_token", "now"}`: the body in
    ///     base64; secret, key and token stand in for the configured ones, and without a secret or key nothing is verified, which suits
    ///     mail from a mailbox; without `now` the signed time is the present.
    ///   - engine: Reused from line to line.
    /// - Returns: `{"id", "status", "response", "events", "ignored"}`, with `location` for a redirect, `confirm` for an address that the
    ///   server would call, and `dead_letter` where the body could not be normalised; `{"id", "error"}` for a line or a channel that is unknown.
    public static func answer(
        line: String, catalog: ChannelCatalog, context: NormaliseContext, engine: ChannelEngine
    ) -> String {
        let document: JSONDocument
        do { document = try JSONDocument(parsing: Array(line.utf8)) } catch {
            return TryAnswer(id: "").failing(with: error.problem)
        }
        return document.withRoot { root in
            let id = root["id"]?.scalarText ?? ""
            guard let name = root["channel"]?.string else {
                return TryAnswer(id: id).failing(with: "The line names no channel")
            }
            guard let channel = catalog[name] else {
                return TryAnswer(id: id).failing(with: "There is no channel \(name)")
            }
            guard let request = TryRequest(root) else {
                return TryAnswer(id: id).failing(with: "The body is not base64")
            }
            return answer(request, channel, context, engine, TryAnswer(id: id))
        }
    }

    /// As above with an engine of its own, for single lines.
    public static func answer(line: String, catalog: ChannelCatalog, context: NormaliseContext) -> String {
        answer(line: line, catalog: catalog, context: context, engine: ChannelEngine())
    }

    /// Runs one recorded request.
    ///
    /// - Parameters:
    ///   - secret: Stands in for the configured one; without it nothing is verified.
    /// - Returns: Indented JSON of `{"status", "response", "events", "ignored"}` as for ``answer(line:catalog:context:engine:)``, and whether
    ///   a sender would have got an answer of success and no dead letter would be kept.
    public static func answer(
        to recorded: CapturedRequest, by channel: CompiledChannel, secret: String?, context: NormaliseContext
    ) -> (text: String, isAccepted: Bool) {
        let request = TryRequest(
            gate: recorded.gate, secrets: [secret].compactMap { $0?.presence }, verifyToken: secret, now: nil)
        let line = answer(request, channel, context, ChannelEngine(), TryAnswer(id: nil))
        // What was just written is JSON.
        guard let document = try? JSONDocument(parsing: Array(line.utf8)) else { return (line, false) }
        return document.withRoot { root in
            let isAccepted = (200..<400).contains(root["status"]?.int64 ?? 0) && root["dead_letter"] == nil
            return (IndentedJSON.text(of: root).trimmed, isAccepted)
        }
    }

    private static func answer(
        _ request: TryRequest, _ channel: CompiledChannel, _ context: NormaliseContext, _ engine: ChannelEngine,
        _ answer: TryAnswer
    ) -> String {
        let usual = GateAnswer(
            status: channel.receive.answer.status, contentType: channel.receive.answer.contentType,
            body: channel.receive.answer.body)
        var given = usual
        switch decision(request, channel) {
        case .answer(let handshake):
            return answer.written(status: handshake.status, response: handshake.body, confirm: handshake.confirm)
        case .refuse(let refusal): return answer.written(status: refusal.status, response: refusal.rawValue)
        case .missingCertificate:
            return answer.written(status: GateRefusal.keyPending.status, response: GateRefusal.keyPending.rawValue)
        case .acceptAnswering(let own): given = own
        case .accept: break
        }
        let received = request.now ?? Timestamp(microseconds: 253_402_300_799_000_000)
        let delivery = DeliveryInput(
            channel: channel.id, headers: request.keptHeaders(of: channel), target: request.gate.address.target,
            body: request.gate.body, receivedAt: received)
        do throws(NormaliseError) {
            let result = try engine.normalise(delivery, by: channel, context: context, detail: .full)
            let location =
                given != usual
                ? nil
                : channel.receive.redirectField.flatMap {
                    FormRedirect.location(for: delivery, field: $0, origins: [])
                }
            if let location { return answer.written(status: 303, response: "", location: location, result: result) }
            return answer.written(
                status: given.status, response: given.body, confirm: given.confirm, result: result)
        } catch {
            return answer.written(
                status: given.status, response: given.body, confirm: given.confirm, deadLetter: error.description)
        }
    }

    private static func decision(_ request: TryRequest, _ channel: CompiledChannel) -> GateDecision {
        let verifier = request.secrets.isEmpty ? Verifier.none(because: "the line has no secret") : channel.verifier
        let secrets = ChannelSecrets(secrets: request.secrets, verifyToken: request.verifyToken)
        let gate = Gate(rules: channel.receive, verifier: verifier, secrets: secrets)
        let now = request.now?.seconds ?? gate.signedSeconds(of: request.gate) ?? 0
        return gate.check(request.gate, nowSeconds: now)
    }
}
