import Domain
import Glibc
import NIOPosix
import TestSupport
import Testing

@testable import Dashboard

@Suite("Tokens")
struct TokenTests {
    @Test("a token is 32 bytes in base64url, and the file keeps only its digest, for the owner's eyes")
    func creates() throws {
        let place = try TemporaryFile()
        let file = TokenFile(path: place.path)
        var random = SplitMix64(seed: 7)
        let token = try file.create(name: "ana", now: Samples.now, using: &random)
        #expect(token.hasPrefix("corong_"))
        #expect(token.count == 7 + 43)
        #expect(token.dropFirst(7).allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        let records = try file.list()
        #expect(records == [TokenRecord(name: "ana", created: Samples.now, digest: TokenText.digest(of: token))])
        var status = stat()
        #expect(stat(place.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(access(place.path + ".new", F_OK) != 0)
    }

    @Test("SHA-256 is written as everybody writes it")
    func digest() {
        #expect(
            TokenText.digest(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "digests are equal only when all of them is",
        arguments: [("ab", "ab", true), ("ab", "aa", false), ("ab", "abc", false), ("bb", "ab", false)])
    func compares(left: String, right: String, isEqual: Bool) { #expect(TokenText.isEqual(left, right) == isEqual) }

    @Test("names are checked", arguments: ["", "a b", "a\tb", "a\nb", "\u{e9}", String(repeating: "a", count: 65)])
    func refusesNames(name: String) throws {
        let file = TokenFile(path: try TemporaryFile().path)
        var random = SplitMix64(seed: 1)
        #expect(throws: TokenError.badName(name)) { try file.create(name: name, now: .epoch, using: &random) }
    }

    @Test("a name is used once, and a revoked one is gone")
    func revokes() throws {
        let place = try TemporaryFile()
        let file = TokenFile(path: place.path)
        var random = SplitMix64(seed: 1)
        _ = try file.create(name: "a", now: .epoch, using: &random)
        _ = try file.create(name: "b", now: .epoch, using: &random)
        #expect(throws: TokenError.nameTaken("a")) { try file.create(name: "a", now: .epoch, using: &random) }
        try file.revoke(name: "a")
        #expect(try file.list().map(\.name) == ["b"])
        #expect(throws: TokenError.unknownName("a", known: ["b"])) { try file.revoke(name: "a") }
    }

    @Test("a damaged line is named")
    func damaged() throws {
        let place = try TemporaryFile()
        let file = TokenFile(path: place.path)
        var random = SplitMix64(seed: 1)
        _ = try file.create(name: "a", now: .epoch, using: &random)
        let descriptor = open(place.path, O_WRONLY | O_APPEND)
        #expect(write(descriptor, "what\n", 5) == 5)
        close(descriptor)
        #expect(throws: TokenError.badLine(path: place.path, line: 2)) { try file.list() }
    }

    @Test("the check follows the file within a second, and no sooner")
    func follows() async throws {
        let place = try TemporaryFile()
        let file = TokenFile(path: place.path)
        let time = ManualTime(Samples.now)
        let check = TokenCheck(file: file, threads: .singleton, now: { time.now })
        var random = SplitMix64(seed: 3)
        #expect(await check("corong_x") == .noneConfigured)
        let token = try file.create(name: "ana", now: time.now, using: &random)
        #expect(await check(token) == .noneConfigured)
        time.advance(seconds: 1)
        #expect(await check(token) == .known(name: "ana"))
        #expect(await check(token + "x") == .unknown)
        #expect(await check("") == .unknown)
        try file.revoke(name: "ana")
        #expect(await check(token) == .known(name: "ana"))
        time.advance(seconds: 1)
        #expect(await check(token) == .noneConfigured)
    }

    @Test(
        "the token is found in the header",
        arguments: [
            ("Bearer corong_a", "corong_a"), ("bearer  corong_a", "corong_a"), ("Basic YW5hOmNvcm9uZ19h", "corong_a"),
            ("Basic YW5hOmE6Yg==", "a:b"), ("Basic ?", nil), ("Basic YW5h", nil), ("Digest x", nil), ("corong_a", nil),
            ("", nil), (nil, nil), ("Bearer " + String(repeating: "a", count: 2000), nil),
        ] as [(String?, String?)])
    func credentials(header: String?, token: String?) {
        #expect(Credentials.token(inAuthorization: header) == token)
    }
}
