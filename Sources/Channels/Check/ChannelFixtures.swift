public import Domain
import JSON

/// A recorded request of a channel with what it has to become: `Fixtures/channels/<id>/<case>/request.http` and `expected.json`.
public struct ChannelFixture: Sendable {
    /// The folder of the case.
    public var name: String
    /// A request line, headers, an empty line, the body. One line feed at the very end is not part of the body, because editors add one.
    public var request: [UInt8]
    /// The text of `expected.json`; nil where it does not exist yet.
    public var expected: String?

    /// A fixture from its parts.
    public init(name: String, request: [UInt8], expected: String?) {
        self.name = name
        self.request = request
        self.expected = expected
    }
}

/// Runs the fixtures of channels: `corong channels test`, and the tests of this module.
public enum ChannelFixtures {
    /// What all fixtures are normalised in: an Indonesian shop.
    public static let context = NormaliseContext(region: "ID", ownAddresses: ["cs@toko.example"])

    /// When all fixtures were received: 2025-07-01.
    public static let receivedAt = Timestamp(microseconds: 1_751_328_000_000_000)

    /// What became of a fixture.
    public enum Outcome: Sendable, Hashable {
        /// The expected events.
        case passed
        /// Something else; the whole text as it is now, in the form of `expected.json`, and the first line that differs.
        case failed(actual: String, line: Int)
        /// There is no expectation yet; the text as it is now.
        case new(actual: String)
        /// The file is no request.
        case unreadable
    }

    /// Compares what a fixture becomes with what it has to become.
    public static func run(_ fixture: ChannelFixture, channel: CompiledChannel, engine: ChannelEngine) -> Outcome {
        guard let delivery = delivery(of: fixture.request, channel: channel) else { return .unreadable }
        let actual = text(of: delivery, channel: channel, engine: engine)
        guard let expected = fixture.expected else { return .new(actual: actual) }
        let left = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let right = expected.split(separator: "\n", omittingEmptySubsequences: false)
        if left == right { return .passed }
        let same = zip(left, right).prefix { $0 == $1 }.count
        return .failed(actual: actual, line: same + 1)
    }

    /// The delivery that a recorded request would be; nil where it is none.
    public static func delivery(of request: [UInt8], channel: CompiledChannel) -> DeliveryInput? {
        var rest = request[...]
        var lines: [String] = []
        while let end = rest.firstIndex(of: 10) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            if line.isEmpty || line.elementsEqual([13]) { break }
            lines.append(String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self))
        }
        let head = (lines.first ?? "").split(separator: " ")
        guard head.count >= 2 else { return nil }
        if rest.last == 10 { rest = rest.dropLast() }
        var headers = ""
        for line in lines.dropFirst() {
            // A name that begins with a colon is ours: `:answer: lead` is what the provider's API said to a question.
            guard let colon = line.dropFirst().firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            HeaderText.append(line[..<colon].lowercased(), value, to: &headers)
        }
        return DeliveryInput(
            channel: channel.id, headers: headers, target: String(head[1]), body: Array(rest), receivedAt: receivedAt)
    }

    /// The text of `expected.json` for a delivery: events with keys and identifiers, or why it is a dead letter.
    public static func text(of delivery: DeliveryInput, channel: CompiledChannel, engine: ChannelEngine) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        do throws(NormaliseError) {
            let result = try engine.normalise(delivery, by: channel, context: context, detail: .full)
            result.writeMembers(identity: .shown, to: &writer)
        } catch {
            writer.key("dead_letter")
            writer.string(error.description)
        }
        writer.endObject()
        // What was just written is JSON.
        guard let document = try? JSONDocument(parsing: writer.bytes) else { return writer.text }
        return document.withRoot { IndentedJSON.text(of: $0) }
    }
}
