import ArgumentParser
import Channels
import Domain

/// `corong reply`.
struct ReplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "Answers the customer of a lead where he wrote.",
        discussion: """
            The text leaves by the channel on which the customer last wrote and can be answered, or by the one that --via names. The server sends it; \
            `corong outbox list` shows how far it is.
            """)

    @OptionGroup var target: LeadActionOptions
    @Option(help: "What is said; with a template what stands in its place.") var text = ""
    @Option(help: "The channel (default: where the customer last wrote and can be answered).") var via: String?
    @Option(help: "A template that the provider has approved: name, or name/language.") var template: String?

    func validate() throws {
        guard text.utf8.count <= Limits.noteBytesMax else {
            throw ValidationError("--text takes at most \(Limits.noteBytesMax) bytes.")
        }
        if text.allSatisfy(\.isWhitespace), template == nil { throw ValidationError("Say something with --text.") }
        if let template, ReplyTemplate(template) == nil {
            throw ValidationError("--template takes a name, or a name and a language: order_ready/id.")
        }
    }

    func run() async throws {
        try await target.perform(.reply(Reply(text: text, channel: via, template: template)))
    }
}
