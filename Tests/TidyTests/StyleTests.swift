import Foundation
import Testing

@Suite("The style of the sources")
struct StyleTests {
    /// The module table of docs/architecture.md. Outside modules are listed where they may be used at all.
    static let allowed: [String: Set<String>] = [
        "Domain": [],
        "JSON": ["CSimdjson", "CRE2", "Synchronization"],
        "Phone": ["Domain", "CPhoneNumber", "Synchronization"],
        "Mail": ["Domain", "JSON", "CGMime", "Synchronization"],
        "Settings": ["Domain", "Yams", "Foundation"],
        "Channels": ["Domain", "JSON", "Phone", "Mail", "Settings", "Crypto", "CryptoExtras", "Synchronization"],
        "Stages": ["Domain", "JSON", "Phone", "Channels", "Settings"],
        "Storage": ["Domain", "Crypto", "Synchronization"],
        "StorageSQLite": [
            "Domain", "Storage", "GRDB", "GRDBSQLite", "Crypto", "Synchronization", "Glibc",
        ],
        "Pipeline": [
            "Domain", "Settings", "Channels", "Stages", "Storage", "ServiceLifecycle", "Logging", "Metrics", "Dispatch",
            "Synchronization",
        ],
        "Transfer": ["Domain", "CCurl", "Synchronization", "Glibc"],
        "Receive": [
            "Domain", "Channels", "Storage", "Transfer", "NIOCore", "NIOPosix", "NIOHTTP1", "ServiceLifecycle",
            "Logging",
            "Metrics",
            "Synchronization", "Dispatch", "Glibc",
        ],
        "Deliver": [
            "Domain", "JSON", "Settings", "Channels", "Storage", "Transfer", "ServiceLifecycle", "Logging", "Metrics",
            "Crypto", "Synchronization",
        ],
        "Dashboard": [
            "Domain", "JSON", "Storage", "Hummingbird", "HummingbirdCore", "FoundationEssentials", "ServiceLifecycle",
            "Logging", "Metrics", "CoreMetrics",
            "Crypto", "Synchronization", "NIOCore", "NIOPosix", "HTTPTypes", "Glibc", "AsyncAlgorithms",
        ],
    ]

    @Test("a module imports only what stands above it", arguments: SourceFile.sources)
    func imports(_ file: SourceFile) {
        guard let allowed = StyleTests.allowed[file.module] else {
            #expect(
                ["corong", "CSimdjson", "CRE2", "CPhoneNumber", "CGMime", "CCurl"].contains(file.module),
                "no row for \(file.module)")
            return
        }
        let illegal = file.importedModules.subtracting(allowed)
        #expect(illegal.isEmpty, "\(file.path) imports \(illegal.sorted()); see docs/architecture.md")
    }

    /// What is banned and what to use instead; a line that says why, with the word because, may use it.
    static let banned: [(pattern: String, instead: String)] = [
        ("try!", "a typed error"), ("as! ", "a conditional cast"), ("fatalError(", "a typed error"),
        ("@unchecked Sendable", "a Mutex or a value"), ("nonisolated(unsafe)", "a Mutex or a value"),
        ("JSONDecoder", "the module JSON"), ("JSONSerialization", "the module JSON"),
        ("NSRegularExpression", "a scanner"),
        ("Date()", "the injected clock"), ("UUID()", "an id from the position"), ("TODO", "an issue"),
        ("FIXME", "an issue"),
    ]

    @Test("nothing that is banned is used without a reason", arguments: SourceFile.sources)
    func banned(_ file: SourceFile) {
        let lines = file.lines
        for (number, line) in lines.enumerated() {
            for (pattern, instead) in StyleTests.banned where line.contains(pattern) {
                let nearby = lines[max(0, number - 3)...min(lines.count - 1, number + 1)]
                let isExplained =
                    nearby.contains { $0.contains("because") } || file.module == "corong" && pattern == "UUID()"
                #expect(isExplained, "\(file.path):\(number + 1): `\(pattern)` is banned, use \(instead)")
            }
        }
    }

    @Test("files stay short", arguments: SourceFile.sources + SourceFile.tests)
    func length(_ file: SourceFile) {
        #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines; split it")
    }

    @Test("names say what a thing is", arguments: SourceFile.sources)
    func names(_ file: SourceFile) {
        let words = ["Manager", "Helper", "Util", "Common", "Misc", "Base"]
        let declared = file.text.matches(of: /(?:struct|class|enum|actor|protocol)\s+(\w+)/).map { String($0.1) }
        for name in declared {
            #expect(
                !words.contains { name.hasSuffix($0) || name.hasPrefix($0) && $0 != "Base" }, "\(file.path): \(name)")
        }
    }

    @Test(
        "the project speaks of itself alone",
        arguments: ["README.md", "docs", "Sources", "Scripts", "channels", "Benchmarks", "deploy"])
    func foreignWords(_ place: String) {
        let words = ["/wo" + "rk/", "/op" + "t/swift", "deb.debian" + ".org", "pypi" + ".org", "sub" + "agent"]
        for file in SourceFile.files(in: place, ending: "") + SourceFile.files(in: ".", ending: place) {
            for word in words { #expect(!file.text.contains(word), "\(file.path) names \(word)") }
        }
    }

    @Test("every channel has a guide and fixtures")
    func channels() throws {
        let channels = try FileManager.default.contentsOfDirectory(
            atPath: SourceFile.root.appendingPathComponent("channels").path)
        #expect(channels.count >= 5)
        for channel in channels {
            for path in [
                "channels/\(channel)/channel.yaml", "channels/\(channel)/README.md", "Fixtures/channels/\(channel)",
            ] {
                #expect(
                    FileManager.default.fileExists(atPath: SourceFile.root.appendingPathComponent(path).path),
                    "\(path) is missing")
            }
        }
    }
}
