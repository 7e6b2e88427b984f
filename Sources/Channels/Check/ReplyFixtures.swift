import Domain
import JSON

/// A recorded reply of a channel: `Fixtures/channels/<id>/replies/<case>.json`.
///
/// The file says what is `given`, which `request` (or why none) that has to make, and of some `answers` of the provider what they mean. What
/// is expected stands beside what it is expected of, so one file is one case.
public struct ReplyFixture: Sendable {
    /// The file's name without its ending.
    public var name: String
    /// The whole file.
    public var text: String

    /// A case from its parts.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// Runs the recorded replies of channels: `corong channels test`, and the tests of this module.
public enum ReplyFixtures {
    /// What stands for the access token.
    static let token = "TOKEN"

    /// The text of the case as it is now; nil where the file is no case.
    ///
    /// `given` holds `account`, `address`, `chat`, `text`, `template`, `parameters`, `key`, `silence` (seconds since the customer last wrote,
    /// 60 if absent), `subject`, `message_id` and `references`. The reply is sent when all fixtures are received.
    public static func text(of fixture: ReplyFixture, channel: CompiledChannel) -> String? {
        guard let reply = channel.reply, let document = try? JSONDocument(parsing: Array(fixture.text.utf8)) else {
            return nil
        }
        return document.withRoot { root -> String? in
            guard let given = root["given"], given.kind == .object else { return nil }
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("given")
            given.append(to: &writer)
            do throws(ReplyRefusal) {
                let request = try reply.request(for: context(given))
                writer.key("request")
                write(request, to: &writer)
            } catch {
                writer.key("refused")
                writer.string(error.description)
            }
            if let answers = root["answers"] {
                writer.key("answers")
                writer.beginArray()
                for answer in answers.elements { write(answer, reply, to: &writer) }
                writer.endArray()
            }
            writer.endObject()
            guard let actual = try? JSONDocument(parsing: writer.bytes) else { return nil }
            return actual.withRoot { IndentedJSON.text(of: $0) }
        }
    }

    private static func context(_ given: JSONValue) -> ReplyContext {
        func text(_ name: String) -> String? { given[name]?.scalarText }
        var parameters: [String: String] = [:]
        given["parameters"]?.forEachMember { key, value in
            if let name = key.string, let text = value.scalarText { parameters[name] = text }
        }
        let now = ChannelFixtures.receivedAt
        let silence = given["silence"]?.int64 ?? 60
        let references = given["references"]?.elements.compactMap { $0.string } ?? []
        return ReplyContext(
            account: text("account"), address: text("address"), chat: text("chat"), text: text("text") ?? "",
            template: text("template").flatMap { ReplyTemplate($0) }, parameters: parameters, token: token,
            key: text("key") ?? "toko:41.2/0", lastAt: silence < 0 ? nil : now.adding(seconds: -silence), now: now,
            answered: .init(subject: text("subject"), id: text("message_id"), references: references))
    }

    private static func write(_ request: ReplyRequest, to writer: inout JSONWriter) {
        writer.beginObject()
        switch request {
        case .http(let call):
            for (name, text) in [("method", call.method), ("url", call.url)] {
                writer.key(name)
                writer.string(text)
            }
            writer.key("headers")
            writer.beginObject()
            for header in call.headers {
                writer.key(header.name)
                writer.string(header.value)
            }
            writer.endObject()
            writer.key("body")
            if call.body.first == UInt8(ascii: "{") {
                writer.raw(call.body)
            } else {
                writer.string(String(decoding: call.body, as: UTF8.self))
            }
        case .mail(let mail):
            let members = [
                ("to", mail.to), ("subject", mail.subject), ("in_reply_to", mail.inReplyTo), ("text", mail.text),
            ]
            for (name, text) in members {
                guard let text else { continue }
                writer.key(name)
                writer.string(text)
            }
            writer.key("references")
            writer.beginArray()
            for id in mail.references { writer.string(id) }
            writer.endArray()
        }
        writer.endObject()
    }

    /// An answer `{status, body}` with what it means behind it.
    private static func write(_ answer: JSONValue, _ reply: CompiledReply, to writer: inout JSONWriter) {
        let status = Int(answer["status"]?.int64 ?? 0)
        var body = JSONWriter()
        if let value = answer["body"], value.kind != .string { value.append(to: &body) }
        let bytes = answer["body"]?.string.map { Array($0.utf8) } ?? body.bytes
        writer.beginObject()
        writer.key("status")
        writer.int(Int64(status))
        if let value = answer["body"] {
            writer.key("body")
            value.append(to: &writer)
        }
        let (word, detail) =
            switch reply.outcome(status: status, body: bytes, hiding: token) {
            case .delivered(let id): ("delivered", id)
            case .failed(let problem, let wait): ("failed", problem + (wait.map { "; again after \($0) s" } ?? ""))
            case .refused(let problem): ("refused", problem)
            }
        writer.key(word)
        if let detail { writer.string(detail) } else { writer.null() }
        writer.endObject()
    }
}
