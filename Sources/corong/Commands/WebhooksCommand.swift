import ArgumentParser
import Crypto
import Deliver
import Domain
import Foundation
import Settings

/// `corong webhooks`.
struct WebhooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks", abstract: "For who receives webhooks of Corong: makes secrets and checks signatures.",
        subcommands: [Verify.self, MakeSecret.self])

    /// `corong webhooks secret`.
    struct MakeSecret: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "secret", abstract: "Prints a new secret for a destination.")

        func run() { Printing.line(WebhookSecret.text(of: SymmetricKey(size: .bits256))) }
    }

    /// `corong webhooks verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks the signature of a webhook as a receiver does, and says what is wrong with it.",
            discussion: """
                The body has to be byte for byte what came in: not parsed, not formatted anew. Signatures are those of Standard \
                Webhooks: HMAC-SHA256 over `id.timestamp.body`.
                """)

        @Option(help: "Variable of the environment that holds the secret (whsec_...).") var secretEnv: String?
        @Option(help: "File that holds the secret.") var secretFile: String?
        @Option(help: "The header webhook-id.") var id: String
        @Option(help: "The header webhook-timestamp.") var timestamp: String
        @Option(help: "The header webhook-signature.") var signature: String
        @Flag(help: "Does not mind when it was sent.") var anyTime = false
        @Argument(help: "File with the body; standard input where there is none.") var body: String?

        func validate() throws {
            guard (secretEnv == nil) != (secretFile == nil) else {
                throw ValidationError("Give --secret-env or --secret-file.")
            }
        }

        func run() throws {
            let bytes =
                try body.map { try Files.bytes(at: $0) } ?? Array(FileHandle.standardInput.readDataToEndOfFile())
            let finding = WebhookSignature.check(
                id: id, timestamp: timestamp, signatures: signature, body: bytes, secrets: [try secret()],
                now: anyTime ? nil : SystemClock.now())
            guard case .valid = finding else {
                Printing.error("error: \(Self.explanation(of: finding))")
                throw ExitCode.failure
            }
            Printing.line("The signature is right: \(bytes.count) bytes, sent at \(sentAt).")
        }

        private var sentAt: String {
            Int64(timestamp).flatMap { Timestamp(seconds: $0) }?.description ?? timestamp
        }

        private func secret() throws -> WebhookSecret {
            var text = ""
            if let secretEnv {
                guard let value = ProcessInfo.processInfo.environment[secretEnv] else {
                    throw CommandError(
                        problem: "The variable \(secretEnv) is not set",
                        advice: "Start with `export \(secretEnv)=whsec_...`")
                }
                text = value
            } else if let secretFile {
                text = try Files.text(at: secretFile)
            }
            guard let secret = WebhookSecret(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                throw CommandError(
                    problem: "The secret is not of the form whsec_ and base64 of 24 to 64 bytes",
                    advice: "Take the one that `corong webhooks secret` printed, whole")
            }
            return secret
        }

        private static func explanation(of finding: WebhookSignature.Finding) -> String {
            switch finding {
            case .valid: "Nothing is wrong."
            case .timeUnreadable: "webhook-timestamp is no number of seconds since 1970."
            case .timeOff(let seconds) where seconds < 0:
                "The signature is right, but \(-seconds) seconds old: a repetition, or a clock is wrong. --any-time does not mind."
            case .timeOff(let seconds):
                "The signature is right, but from \(seconds) seconds in the future: a clock is wrong. --any-time does not mind."
            case .noSignature: "webhook-signature holds no signature `v1,...` in base64."
            case .mismatch:
                "The signature is not that of this secret, id, time and body. Check that the body is byte for byte what came in, and "
                    + "that the secret is that of the destination."
            }
        }
    }
}
