import Foundation
import Synchronization
import Testing

/// A mail server of this machine, played on one thread for each connection: greets, answers commands, and keeps what it got.
final class SMTPSink: Sendable {
    /// One session as the server saw it.
    struct Session: Sendable, Hashable {
        var commands: [String] = []
        /// Lines of the mail as sent, without the last dot.
        var mail: [String]?
    }

    /// What is answered to a command that begins so, instead of yes.
    typealias Answers = [String: String]

    let server: LoopbackServer
    private let seen: Sessions

    var sessions: [Session] { seen.value.withLock { $0 } }

    init(_ answers: Answers = [:]) throws {
        let seen = Sessions()
        self.seen = seen
        server = try LoopbackServer { connection in
            var session = Session()
            defer { seen.value.withLock { $0.append(session) } }
            connection.send(answers["GREETING"] ?? "220 sink\r\n")
            while let line = connection.line() {
                session.commands.append(line)
                let word = String(line.prefix { $0 != " " && $0 != ":" })
                if let answer = answers[word] {
                    guard !answer.isEmpty else { return }
                    if answer == "stall" { return connection.drain() }
                    connection.send(answer)
                } else if word == "EHLO" {
                    connection.send("250-sink\r\n250 AUTH PLAIN\r\n")
                } else if word == "AUTH" {
                    connection.send("334 \r\n")
                    _ = connection.line()
                    connection.send("235 welcome\r\n")
                } else if word == "DATA" {
                    connection.send("354 go on\r\n")
                    var lines: [String] = []
                    while let text = connection.line(), text != "." { lines.append(text) }
                    session.mail = lines
                    let answer = answers["."] ?? "250 2.0.0 Ok: queued as 4F2A\r\n"
                    if answer == "stall" { return connection.drain() }
                    connection.send(answer)
                } else {
                    connection.send(word == "QUIT" ? "221 bye\r\n" : "250 ok\r\n")
                    if word == "QUIT" { return }
                }
            }
        }
    }

    private final class Sessions: Sendable {
        let value = Mutex<[Session]>([])
    }
}

/// A mail server that encrypts: Python's, with a certificate that it signed itself.
final class EncryptedSMTPSink {
    let port: UInt16
    /// PEM file that has to be believed.
    let certificate: String
    private let folder: URL
    private let process = Process()
    private let output = Pipe()

    /// - Parameter isImmediate: Encrypts from the first byte; otherwise after STARTTLS, and refuses mail before.
    init(isImmediate: Bool, offersEncryption: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("corong-smtp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appendingPathComponent("cert.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        try TLSTests.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
            certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2",
        ]).waitUntilExit()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-u", "-c", Self.program, certificate, key, isImmediate ? "immediate" : "upgraded",
            offersEncryption ? "offers" : "silent",
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var first = Data()
        while first.last != 10 {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "python3 ended")
            first += more
        }
        port = try #require(UInt16(String(decoding: first, as: UTF8.self).dropLast()))
    }

    deinit {
        process.terminate()
        // because: a temporary folder that stays does no harm
        try? FileManager.default.removeItem(at: folder)
    }

    /// What the server noted, up to the end of the first session.
    func notes() -> [String] {
        var text = ""
        while !text.hasSuffix("end\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
        }
        return text.split(separator: "\n").map(String.init)
    }

    private static let program = """
        import socket, ssl, sys
        cert, key, mode, offer = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1])
        while True:
            link, _ = listener.accept()
            try:
                secure = mode == "immediate"
                if secure:
                    link = context.wrap_socket(link, server_side=True)
                stream = link.makefile("rwb")
                def say(text):
                    stream.write(text.encode() + b"\\r\\n")
                    stream.flush()
                say("220 sink")
                while line := stream.readline().decode().rstrip():
                    word = line.split(" ")[0].split(":")[0]
                    print(("secure " if secure else "plain ") + line)
                    if word == "EHLO":
                        say("250-sink")
                        if not secure and offer == "offers":
                            say("250-STARTTLS")
                        say("250 AUTH PLAIN")
                    elif word == "STARTTLS":
                        say("220 go on")
                        link = context.wrap_socket(link, server_side=True)
                        stream, secure = link.makefile("rwb"), True
                    elif word == "AUTH":
                        if line == "AUTH PLAIN":
                            say("334 ")
                            stream.readline()
                        say("235 welcome")
                    elif word == "DATA":
                        say("354 go on")
                        while (part := stream.readline()) not in (b".\\r\\n", b""):
                            print("mail " + part.decode().rstrip())
                        say("250 queued as 7")
                    elif word == "QUIT":
                        say("221 bye")
                        break
                    else:
                        say("250 ok")
            except OSError as error:
                print("failed", type(error).__name__)
            print("end")
        """
}
