import Foundation
import Testing
import Transfer

@Suite("Encryption", .timeLimit(.minutes(1)))
struct TLSTests {
    @Test("a server is believed by the authorities that are named, for its own name, and not otherwise")
    func trust() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("corong-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificate = folder.appendingPathComponent("cert.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        try Self.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
            certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2",
        ]).waitUntilExit()
        let output = Pipe()
        let server = try Self.openssl(
            ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"], output: output)
        defer { server.terminate() }
        var announced = ""
        while !announced.contains(/ACCEPT .*\n/) {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "openssl s_server ended")
            announced += String(decoding: data, as: UTF8.self)
        }
        // `ACCEPT 127.0.0.1:40123`
        let port = try #require(announced.firstMatch(of: /ACCEPT \S*:(\d+)/)?.1)

        let trusting = HTTPTransfer(TransferOptions(trust: .file(certificate)))
        let answer = try await trusting.send(TransferRequest(.get, "https://localhost:\(port)/", addresses: .any))
        #expect(answer.status == 200)
        for (transfer, host) in [(trusting, "127.0.0.1"), (HTTPTransfer(), "localhost")] {
            do throws(TransferError) {
                _ = try await transfer.send(TransferRequest(.get, "https://\(host):\(port)/", addresses: .any))
                Issue.record("\(host) was believed")
            } catch {
                guard case .tls = error.reason else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(error.host == host)
            }
            await transfer.stop()
        }
        let missing = HTTPTransfer(TransferOptions(trust: .file(folder.path + "/none.pem")))
        await #expect(throws: TransferError.self) {
            try await missing.send(TransferRequest(.get, "https://localhost:\(port)/", addresses: .any))
        }
        await missing.stop()
    }

    @discardableResult
    static func openssl(_ arguments: [String], output: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
