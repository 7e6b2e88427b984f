import TestSupport
import Testing

@testable import Channels

@Suite("Every scheme")
struct SchemePropertyTests {
    private static func decision(
        _ signed: SignedRequest, secrets: [String], now: Int64? = nil, _ change: (inout GateRequest) -> Void = { _ in }
    ) throws -> GateDecision {
        let verifier = try #require(SchemeVectorTests.verifier(signed.verify))
        let gate = Gate(
            rules: ReceiveRules(bodyBytesMax: 10_000), verifier: verifier, secrets: ChannelSecrets(secrets: secrets))
        var request = signed.request
        change(&request)
        return gate.check(request, nowSeconds: now ?? signed.sent)
    }

    @Test("accepts what is signed with any live secret, and nothing else", arguments: SignedRequest.Scheme.allCases)
    func rotation(_ scheme: SignedRequest.Scheme) throws {
        let signed = try SignedRequest(scheme, seed: 1)
        let (secret, other) = (signed.secret, signed.other)
        for secrets in [[secret], [other, secret], [secret, other], [other, "x", "y", secret]] {
            #expect(try Self.decision(signed, secrets: secrets) == .accept)
        }
        let wrong = try Self.decision(signed, secrets: [other])
        #expect(wrong == .refuse(.badSignature) || wrong == .refuse(.wrongToken))
    }

    @Test(
        "refuses a request of which one bit is another", arguments: SignedRequest.Scheme.allCases,
        1...12 as ClosedRange<UInt64>)
    func changed(_ scheme: SignedRequest.Scheme, seed: UInt64) throws {
        let signed = try SignedRequest(scheme, seed: seed)
        #expect(try Self.decision(signed, secrets: [signed.secret]) == .accept)
        var random = SplitMix64(seed: seed)
        // Not the bit that tells upper from lower case, in which digits and prefixes do not differ.
        func bit() -> UInt8 { [1, 2, 4, 8, 16].randomElement(using: &random) ?? 1 }
        let places = signed.coversBody ? Array(signed.request.body.indices) : signed.covered.flatMap { Array($0) }
        for place in places.shuffled(using: &random).prefix(40) {
            let mask = bit()
            let decision = try Self.decision(signed, secrets: [signed.secret]) { $0.body[place] ^= mask }
            #expect(decision.refusal != nil, "byte \(place) of the body, bit \(mask)")
        }
        for name in signed.headers {
            let index = try #require(signed.request.headers.pairs.firstIndex { $0.name == name })
            let value = Array(signed.request.headers.pairs[index].value.utf8)
            for place in value.indices.shuffled(using: &random).prefix(20) {
                var other = value
                other[place] ^= bit()
                let decision = try Self.decision(signed, secrets: [signed.secret]) {
                    $0.headers.pairs[index].value = String(decoding: other, as: UTF8.self)
                }
                #expect(decision.refusal != nil, "byte \(place) of \(name): \(other)")
            }
            let without = try Self.decision(signed, secrets: [signed.secret]) { $0.headers.pairs.remove(at: index) }
            #expect(without.refusal != nil, "without \(name)")
        }
        guard signed.coversBody else { return }
        for body in [signed.request.body + [0x20], Array(signed.request.body.dropLast())] {
            #expect(try Self.decision(signed, secrets: [signed.secret]) { $0.body = body }.refusal != nil)
        }
    }

    @Test("with a time counts up to its tolerance, either way", arguments: SignedRequest.Scheme.allCases)
    func window(_ scheme: SignedRequest.Scheme) throws {
        let signed = try SignedRequest(scheme, seed: 7)
        let tolerance = signed.tolerance ?? 1000
        for (offset, isCurrent) in [
            (0, true), (tolerance, true), (-tolerance, true), (tolerance + 1, false), (-tolerance - 1, false),
        ] {
            let decision = try Self.decision(signed, secrets: [signed.secret], now: signed.sent + offset)
            #expect(decision == (isCurrent || signed.tolerance == nil ? .accept : .refuse(.expired)))
        }
        let end = try Self.decision(signed, secrets: [signed.secret], now: .max)
        #expect(end == (signed.tolerance == nil ? .accept : .refuse(.expired)))
    }

    @Test("says when a request was sent", arguments: SignedRequest.Scheme.allCases)
    func sent(_ scheme: SignedRequest.Scheme) throws {
        let signed = try SignedRequest(scheme, seed: 3)
        let verifier = try #require(SchemeVectorTests.verifier(signed.verify))
        let gate = Gate(rules: ReceiveRules(bodyBytesMax: 1), verifier: verifier, secrets: ChannelSecrets())
        #expect(gate.signedSeconds(of: signed.request) == (signed.tolerance == nil ? nil : signed.sent))
    }

    @Test("never traps on anything", arguments: SignedRequest.Scheme.allCases, 1...40 as ClosedRange<UInt64>)
    func anything(_ scheme: SignedRequest.Scheme, seed: UInt64) throws {
        let signed = try SignedRequest(scheme, seed: seed)
        var random = SplitMix64(seed: seed)
        func bytes(_ most: Int) -> [UInt8] {
            (0..<Int.random(in: 0...most, using: &random)).map { _ in
                Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : UInt8(ascii: ".")
            }
        }
        let secret = String(decoding: bytes(80), as: UTF8.self)
        _ = try Self.decision(
            signed, secrets: [secret, signed.secret], now: Int64.random(in: .min ... .max, using: &random)
        ) { request in
            for index in request.headers.pairs.indices {
                request.headers.pairs[index].value = String(decoding: bytes(200), as: UTF8.self)
            }
            request.address.target = String(decoding: bytes(60), as: UTF8.self)
            request.body = bytes(300)
        }
    }
}
