import Crypto
import Testing

@testable import Channels

@Suite("A JSON Web Token")
struct JWTTests {
    private static let verify = "jwt: {algorithm: HS256, body_hash_claim: h, tolerance: 5m}"

    private func check(_ head: String, _ claims: String, now: Int64 = 1000) throws -> GateRefusal? {
        let verifier = try #require(SchemeVectorTests.verifier(Self.verify))
        let gate = Gate(
            rules: ReceiveRules(bodyBytesMax: 100), verifier: verifier, secrets: ChannelSecrets(secrets: ["k"]))
        let hash = hex(Array(SHA256.hash(data: Array("{}".utf8))))
        let text = [head, claims.replacing("HASH", with: hash)].map { base64(Array($0.utf8), isURL: true) }
            .joined(separator: ".")
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array("k".utf8)))
        let token = "Bearer \(text).\(base64(Array(code), isURL: true))"
        let headers = ListedHeaders([(name: "Authorization", value: token)])
        let address = CalledAddress(method: "POST", target: "/")
        return gate.check(GateRequest(address: address, headers: headers, body: Array("{}".utf8)), nowSeconds: now)
            .refusal
    }

    @Test("counts only whole: algorithm, hash of the body, times")
    func claims() throws {
        let head = #"{"alg":"HS256","typ":"JWT"}"#
        let expected: [(String, String, GateRefusal?)] = [
            (head, #"{"iat":1000,"h":"HASH"}"#, nil), (head, #"{"iat":1000.5,"h":"HASH"}"#, nil),
            (#"{"alg":"none"}"#, #"{"iat":1000,"h":"HASH"}"#, .badSignature),
            (#"{"alg":"HS256","crit":["b64"]}"#, #"{"iat":1000,"h":"HASH"}"#, .badSignature),
            ("[]", #"{"iat":1000,"h":"HASH"}"#, .badSignature), (head, "[]", .badSignature), (head, "", .badSignature),
            (head, #"{"iat":1000}"#, .badSignature), (head, #"{"iat":1000,"h":"00"}"#, .badSignature),
            (head, #"{"iat":1000,"h":7}"#, .badSignature), (head, #"{"h":"HASH"}"#, .expired),
            (head, #"{"iat":"1000","h":"HASH"}"#, .expired), (head, #"{"iat":1e300,"h":"HASH"}"#, .expired),
            (head, #"{"iat":1300,"h":"HASH"}"#, nil), (head, #"{"iat":699,"h":"HASH"}"#, .expired),
            (head, #"{"iat":1000,"exp":700,"h":"HASH"}"#, nil), (head, #"{"iat":1000,"exp":699,"h":"HASH"}"#, .expired),
            (head, #"{"iat":1000,"exp":null,"h":"HASH"}"#, .expired),
            (head, #"{"iat":1000,"nbf":1300,"h":"HASH"}"#, nil),
            (head, #"{"iat":1000,"nbf":1301,"h":"HASH"}"#, .expired),
            (head, #"{"iat":1000,"nbf":"x","h":"HASH"}"#, .expired),
        ]
        for (head, claims, refusal) in expected {
            #expect(try check(head, claims) == refusal, "\(head) \(claims)")
        }
    }
}
