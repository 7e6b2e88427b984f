import Crypto
import Testing

@testable import Channels

@Suite("Alternatives of schemes")
struct AlternativeTests {
    private static let verify = """
        any:
          - ed25519: {header: E, encoding: hex}
          - hmac: {algorithm: sha256, header: S, prefix: "sha256="}
          - token: {header: Authorization, prefix: "Bearer "}
          - basic: {}
        """
    private static let key = Curve25519.Signing.PrivateKey()
    private static let publicKey = hex(Array(key.publicKey.rawRepresentation))
    private static let body = Array("{}".utf8)

    private static func code(_ key: String) -> (String, String) {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(key.utf8)))
        return ("S", "sha256=" + hex(Array(code)))
    }

    private static func basic(_ password: String) -> (String, String) {
        ("Authorization", "Basic " + base64(Array("user:\(password)".utf8)))
    }

    private func check(_ headers: [(String, String)], secrets: [String]) throws -> GateDecision {
        let verifier = try #require(SchemeVectorTests.verifier(Self.verify))
        let gate = Gate(
            rules: ReceiveRules(bodyBytesMax: 100), verifier: verifier, secrets: ChannelSecrets(secrets: secrets))
        let listed = ListedHeaders(headers.map { (name: $0.0, value: $0.1) })
        let address = CalledAddress(method: "POST", target: "/")
        return gate.check(GateRequest(address: address, headers: listed, body: Self.body), nowSeconds: 0)
    }

    @Test("are each enough alone")
    func each() throws {
        let secrets = ["shared", Self.publicKey]
        let signature = ("E", hex(Array(try Self.key.signature(for: Self.body))))
        for headers in [
            [signature], [Self.code("shared")], [("Authorization", "Bearer shared")], [Self.basic("shared")],
        ] { #expect(try check(headers, secrets: secrets) == .accept) }
    }

    @Test("are decided by the first that the request shows")
    func first() throws {
        let secrets = ["shared", Self.publicKey]
        #expect(try check([("E", "00"), Self.code("shared")], secrets: secrets) == .refuse(.badSignature))
        #expect(try check([("S", "sha1=00"), ("Authorization", "Bearer shared")], secrets: secrets) == .accept)
        #expect(try check([Self.code("shared"), ("Authorization", "Bearer wrong")], secrets: secrets) == .accept)
        #expect(try check([("Authorization", "Bearer wrong")], secrets: secrets) == .refuse(.wrongToken))
        #expect(try check([], secrets: secrets) == .refuse(.missingSignature))
    }

    @Test("never take a public key for a secret")
    func confusion() throws {
        for headers in [
            [Self.code(Self.publicKey)], [("Authorization", "Bearer " + Self.publicKey)], [Self.basic(Self.publicKey)],
        ] {
            let refusal = try check(headers, secrets: ["shared", Self.publicKey]).refusal
            #expect(refusal == .badSignature || refusal == .wrongToken)
            #expect(try check(headers, secrets: [Self.publicKey]) == .refuse(.notConfigured))
        }
    }

    @Test("do not fall back to another one where the key of the one that shows is not configured")
    func unconfigured() throws {
        let signature = ("E", hex(Array(try Self.key.signature(for: Self.body))))
        #expect(try check([signature, Self.code("shared")], secrets: ["shared"]) == .refuse(.notConfigured))
        #expect(try check([signature], secrets: []) == .refuse(.notConfigured))
    }
}

@Suite("A body that is signed through its hash")
struct BodyHashTests {
    private static let verify = """
        hmac: {algorithm: sha256, header: S, signed: "{url}{sorted_form}", body_hash_query: h}
        """

    private func check(_ body: String, type: String, query: String) throws -> GateDecision {
        let verifier = try #require(SchemeVectorTests.verifier(Self.verify))
        let gate = Gate(
            rules: ReceiveRules(bodyBytesMax: 100), verifier: verifier, secrets: ChannelSecrets(secrets: ["k"]))
        // The sender signs the address; forms add their fields.
        let signed = "https://a.example/in/x?" + query + (type.hasSuffix("urlencoded") ? "a1" : "")
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8), using: SymmetricKey(data: Array("k".utf8)))
        let address = CalledAddress(method: "POST", origin: "https://a.example", target: "/in/x?" + query)
        let headers = ListedHeaders([(name: "S", value: hex(Array(code))), (name: "Content-Type", value: type)])
        return gate.check(GateRequest(address: address, headers: headers, body: Array(body.utf8)), nowSeconds: 0)
    }

    @Test("is that body and no other, and without a hash it is no body or a form")
    func hashes() throws {
        let hash = hex(Array(SHA256.hash(data: Array("{}".utf8))))
        let form = "application/x-www-form-urlencoded"
        #expect(try check("{}", type: "application/json", query: "h=\(hash)") == .accept)
        #expect(try check("{}", type: "application/json", query: "h=\(hash.uppercased())") == .accept)
        #expect(try check("{ }", type: "application/json", query: "h=\(hash)") == .refuse(.badSignature))
        #expect(try check("", type: "application/json", query: "h=\(hash)") == .refuse(.badSignature))
        #expect(try check("{}", type: "application/json", query: "h=") == .refuse(.badSignature))
        #expect(try check("{}", type: "application/json", query: "x=1") == .refuse(.badSignature))
        #expect(try check("{}", type: "multipart/form-data; boundary=b", query: "x=1") == .refuse(.badSignature))
        #expect(try check("", type: "", query: "x=1") == .accept)
        #expect(try check("a=1", type: form, query: "x=1") == .accept)
        #expect(try check("a=1", type: form, query: "h=\(hash)") == .refuse(.badSignature))
    }
}
