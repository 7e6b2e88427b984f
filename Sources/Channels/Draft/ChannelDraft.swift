import Domain
import JSON

/// A first channel file made from one captured delivery, for a person to correct.
///
/// The file has no findings, and makes at least one event of the capture that it was made from.
public struct ChannelDraft: Sendable {
    /// The channel's id.
    public let id: String
    /// `channel.yaml`. Comments quote values of the capture.
    public let yaml: String
    /// `README.md`.
    public let readme: String
    /// The capture as a fixture: with the headers that an entry would keep, and without tokens of headers and address.
    public let request: [UInt8]
    /// `expected.json` of the fixture.
    public let expected: String
    /// Whether a given secret fitted the capture.
    public let isVerified: Bool
    /// How the capture seems to prove who sent it, in a few words.
    public let verification: String
    /// Fields that are only proposed in comments.
    public let proposals: [String]

    /// Drafts a channel.
    ///
    /// - Parameters:
    ///   - name: For people; without it the id.
    ///   - secret: Tried on every signature and token of the capture, in every usual way. It is not written anywhere.
    /// - Complexity: One pass over the capture of at most 32 MiB; guessing looks at its first 6000 values. With a secret at most a few hundred
    ///   hashes of the body.
    public init(id: String, name: String? = nil, capture: CapturedRequest, secret: String? = nil) throws(DraftError) {
        guard ChannelReader.isIdentifier(id) else { throw .notAnID(id) }
        let name = name?.trimmed.presence ?? id
        let outline = try Self.outline(of: capture)
        guard !outline.isEmpty else { throw .nothingInIt }
        let proof = ProofGuess(capture, secret: secret, document: outline.root)
        let drafts = [Self.file(id, name, capture, outline, proof), Self.bareFile(id, name, capture, outline)]
        // The bare one maps nothing, so that no capture is left without a file that can be corrected.
        guard let (file, channel) = drafts.lazy.compactMap({ Self.checked($0) }).first else { throw .nothingInIt }
        self.id = id
        yaml = file.text
        request = Self.fixture(of: capture, for: channel)
        expected = Self.expected(of: request, channel)
        readme = DraftReadme(file: file, events: Self.summary(of: request, channel)).text
        isVerified = file.proof.certainty == .verified
        verification = file.proof.finding
        proposals = file.map.lines.filter(\.isProposal).map(\.name)
    }

    /// What the capture holds.
    private static func outline(of capture: CapturedRequest) throws(DraftError) -> PayloadOutline {
        let type = capture.mediaType
        let isForm = type == "application/x-www-form-urlencoded" || type == "multipart/form-data"
        let isEmpty = !capture.body.contains { $0 > 0x20 }
        do throws(NormaliseError) {
            let document: JSONDocument
            if isForm || isEmpty && !capture.address.query.isEmpty {
                var headers = ""
                HeaderText.append("content-type", capture.headers.first("content-type") ?? "", to: &headers)
                let delivery = DeliveryInput(
                    channel: "", headers: headers, target: capture.address.target, body: capture.body,
                    receivedAt: .epoch)
                document = try FormBody(delivery).document(JSONParser())
                return document.withRoot { PayloadOutline($0, format: .form) }
            }
            do { document = try JSONDocument(parsing: capture.body) } catch { throw .notJSON(error) }
            return document.withRoot { PayloadOutline($0, format: .json) }
        } catch {
            throw .unreadable(error)
        }
    }

    private static func file(
        _ id: String, _ name: String, _ capture: CapturedRequest, _ outline: PayloadOutline, _ proof: ProofGuess
    ) -> DraftFile {
        var outline = outline
        if let sender = guesses(in: outline)[.senderID], sender.isSure { outline.joinPerson(withID: sender.leaf) }
        let found = guesses(in: outline)
        let files = FileGuess(in: outline)
        let guess = KindGuess(outline, found, hasAttachments: files != nil)
        let map = DraftMap(outline, found, guess, files)
        return DraftFile(
            id: id, name: name, request: capture, outline: outline, guess: guess, map: map, proof: proof)
    }

    private static func bareFile(
        _ id: String, _ name: String, _ capture: CapturedRequest, _ outline: PayloadOutline
    ) -> DraftFile {
        let outline = PayloadOutline(undivided: outline)
        let guess = KindGuess(outline, [:], hasAttachments: false)
        return DraftFile(
            id: id, name: name, request: capture, outline: outline, guess: guess,
            map: DraftMap(outline, [:], guess, nil), proof: .none())
    }

    private static func guesses(in outline: PayloadOutline) -> [GuessedField: FieldGuess] {
        let guesser = FieldGuesser(outline.leaves, itemName: outline.itemName)
        var found: [GuessedField: FieldGuess] = [:]
        for field in GuessedField.allCases { found[field] = guesser.best(field) }
        return found
    }

    /// A file without findings that makes an event of its capture.
    private static func checked(_ file: DraftFile) -> (DraftFile, CompiledChannel)? {
        let compiled = CompiledChannel.compile(text: file.text, file: "channel.yaml")
        guard let channel = compiled.value, compiled.diagnostics.isEmpty,
            let delivery = ChannelFixtures.delivery(of: fixture(of: file.request, for: channel), channel: channel),
            let result = try? ChannelEngine().normalise(
                delivery, by: channel, context: ChannelFixtures.context, detail: .fold),
            !result.events.isEmpty
        else { return nil }
        return (file, channel)
    }

    /// A request with the headers that an entry would keep, and those that tell the address.
    private static func fixture(of capture: CapturedRequest, for channel: CompiledChannel) -> [UInt8] {
        let secrets = channel.verifier.secretParameters
        let parts = capture.address.target.split(separator: "?", maxSplits: 1).map(String.init)
        var query = parts.count > 1 ? parts[1] : ""
        for name in secrets { query = QueryText.removing(name, from: query) }
        var target = "/in/\(channel.id)" + (query.isEmpty ? "" : "?" + query)
        target = String(target.unicodeScalars.map { $0.value > 0x20 && $0.value < 0x7F ? Character($0) : "-" })
        let kept = Set(["content-type"] + channel.receive.keptHeaders + channel.verifier.keptHeaders)
        var text = "\(capture.address.method) \(target) HTTP/1.1\n"
        for (name, value) in capture.headers.pairs where kept.contains(name.lowercased()) {
            text += "\(name): \(value)\n"
        }
        return Array((text + "\n").utf8) + capture.body + [10]
    }

    private static func expected(of request: [UInt8], _ channel: CompiledChannel) -> String {
        guard let delivery = ChannelFixtures.delivery(of: request, channel: channel) else { return "" }
        return ChannelFixtures.text(of: delivery, channel: channel, engine: ChannelEngine())
    }

    /// Kinds of events with the names of their fields.
    private static func summary(of request: [UInt8], _ channel: CompiledChannel) -> [String] {
        guard let delivery = ChannelFixtures.delivery(of: request, channel: channel),
            let result = try? ChannelEngine().normalise(
                delivery, by: channel, context: ChannelFixtures.context, detail: .full)
        else { return [] }
        return result.events.prefix(20).map { event in
            var names = TextField.allCases.filter { event.value(of: $0) != nil }.map(\.rawValue)
            if event.sentAt != nil { names.append(EventVocabulary.timestamp) }
            names += event.details.map(\.name)
            return "`\(event.kind.rawValue)`"
                + (names.isEmpty ? "" : " with " + names.map { "`\($0)`" }.joined(separator: ", "))
        }
    }
}
