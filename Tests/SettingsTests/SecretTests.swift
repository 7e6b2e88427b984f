import Domain
import Settings
import Testing

@Suite("Secrets come from the environment and from files, and never show")
struct SecretTests {
    private static func channel(_ id: String, _ secrets: [SecretSource], token: SecretSource? = nil)
        -> ChannelSetting
    {
        ChannelSetting(
            id: id, secrets: secrets, verifyToken: token, origins: [], insecure: false, place: .start)
    }

    private static func resolver(_ environment: [String: String], _ files: [String: String] = [:])
        -> SecretResolver
    {
        SecretResolver(
            environment: environment, readFile: { path in files[path].map { Array($0.utf8) } })
    }

    @Test("two live secrets and a verify token are found where they stand")
    func found() throws {
        let channels = [
            Self.channel(
                "whatsapp", [.environment("NEW"), .file("old.txt")], token: .environment("TOKEN")),
            Self.channel("form", []),
        ]
        let resolver = Self.resolver(["NEW": "n3w", "TOKEN": "t0ken"], ["old.txt": "0ld\r\n"])
        let secrets = try resolver.secrets(of: channels)
        #expect(secrets["whatsapp"]?.live.map(\.bytes) == [Array("n3w".utf8), Array("0ld".utf8)])
        #expect(secrets["whatsapp"]?.verifyToken?.bytes == Array("t0ken".utf8))
        #expect(secrets["form"] == ResolvedSecrets(live: [], verifyToken: nil))
    }

    @Test("all missing secrets are named at once, with what to do")
    func missing() throws {
        let channels = [
            Self.channel("whatsapp", [.environment("NEW")], token: .environment("TOKEN")),
            Self.channel("email", [.file("mail.txt"), .file("gone.txt"), .file("long.txt")]),
        ]
        let long = String(repeating: "x", count: SecretResolver.secretBytesMax + 1)
        let resolver = Self.resolver(["TOKEN": ""], ["mail.txt": "\n", "long.txt": long])
        let error = try #require(throws: MissingSecrets.self) { try resolver.secrets(of: channels) }
        #expect(
            error.errors.map(\.description) == [
                "channel whatsapp: the variable NEW with its secret is not set. "
                    + "Start with `export NEW=...`, the one that the provider shows for the webhook.",
                "channel whatsapp: the variable TOKEN with its verify token is empty. "
                    + "Start with `export TOKEN=...`, the one that you entered at the provider.",
                "channel email: the file mail.txt with its secret is empty. Write it into mail.txt, "
                    + "the one that the provider shows for the webhook, readable for the user that Corong runs as.",
                "channel email: the file gone.txt with its secret cannot be read. Write it into gone.txt, "
                    + "the one that the provider shows for the webhook, readable for the user that Corong runs as.",
                "channel email: the file long.txt with its secret is longer than 4096 bytes. Write it into long.txt, "
                    + "the one that the provider shows for the webhook, readable for the user that Corong runs as.",
            ])
        #expect(error.verdict == .stop)
        #expect(
            error.description.hasPrefix("5 secrets are missing:\n  channel whatsapp: the variable NEW"))
    }

    @Test("a secret shows neither in text nor in mirrors")
    func hidden() {
        let secrets = ResolvedSecrets(live: [Secret(bytes: Array("hunter2".utf8))], verifyToken: nil)
        var dumped = ""
        dump(secrets, to: &dumped)
        let shown = "\(secrets) \(String(reflecting: secrets)) \(dumped)"
        #expect(shown.contains("(secret)"))
        #expect(!shown.contains("hunter") && !shown.contains("104"))
    }

    @Test("this machine's environment and files can be asked")
    func system() throws {
        let resolver = SecretResolver.system
        let name = try #require(
            resolver.environment.first { !$0.value.isEmpty && $0.value.utf8.count < 4096 }?.key)
        let found = try resolver.secrets(of: [Self.channel("a", [.environment(name)])])
        #expect(found["a"]?.live.count == 1)
        #expect(resolver.readFile("there/is/no/such/file") == nil)
        #expect(resolver.readFile(#filePath)?.count == SecretResolver.secretBytesMax + 1)
    }
}
