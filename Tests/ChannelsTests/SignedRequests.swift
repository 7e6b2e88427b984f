import Crypto
import CryptoExtras
import Domain
import TestSupport

@testable import Channels

/// A request that is right under a scheme, made with the keys that a sender has, and what its signature covers.
struct SignedRequest {
    /// The `verify` block.
    var verify: String
    /// The configured secret or public key, and one of the same kind that did not sign.
    var secret: String
    var other: String
    var request: GateRequest
    /// Headers of which every byte counts.
    var headers: [String]
    /// Whether every byte of the body counts; otherwise those of ``covered`` do.
    var coversBody = true
    /// Places of the body that count.
    var covered: [Range<Int>] = []
    /// When it was sent, and for how long it counts.
    var sent: Int64 = 0
    var tolerance: Int64?

    enum Scheme: String, CaseIterable, Sendable {
        case hmac, hmacWithTime, hmacBase64Key, hmacList, standardWebhooks, address, sortedForm, field
        case ed25519, ecdsa, rsa, jwt, sns, token, tokenInAddress, tokenInBody, tokenInField, basic
    }

    private static let rsaKeys = try? (
        _RSA.Signing.PrivateKey(keySize: .bits2048), _RSA.Signing.PrivateKey(keySize: .bits2048)
    )
    private static let ascii = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    // MARK: Making one

    init(_ scheme: Scheme, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func word(_ count: Int) -> String {
            String(decoding: (0..<count).map { _ in Self.ascii.randomElement(using: &random) ?? 0 }, as: UTF8.self)
        }
        let secret = word(20)
        let other = word(20)
        let sent = Int64.random(in: 1_600_000_000...1_900_000_000, using: &random)
        let bytes = (0..<Int.random(in: 1...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        switch scheme {
        case .hmac:
            self.init("hmac: {algorithm: sha256, header: S, prefix: 'x='}", secret, other, bytes, ["s"])
            set("s", "x=" + hex(Self.code(SHA256.self, secret, bytes)))
        case .hmacWithTime:
            self.init(
                """
                hmac: {algorithm: sha512, header: S, encoding: base64url, signed: "v:{timestamp}/{header:I}/{body}",
                       timestamp_header: T, timestamp_unit: rfc3339, tolerance: 2m}
                """, secret, other, bytes, ["s", "t", "i"])
            let time = Timestamp(microseconds: sent * 1_000_000).description
            set("t", time)
            set("i", word(9))
            set(
                "s",
                base64(Self.code(SHA512.self, secret, Array("v:\(time)/\(header("i"))/".utf8) + bytes), isURL: true))
            (self.sent, tolerance) = (sent, 120)
        case .hmacBase64Key:
            self.init(
                "hmac: {algorithm: sha1, header: S, key: base64}", base64(Array(secret.utf8)),
                base64(Array(other.utf8)), bytes, ["s"])
            set("s", hex(Self.code(Insecure.SHA1.self, secret, bytes)))
        case .hmacList:
            self.init(
                """
                hmac: {algorithm: sha256, header: S, parameters: {signature: v1, timestamp: t},
                       signed: "{timestamp}.{body}", tolerance: 5m}
                """, secret, other, bytes, [])
            let code = hex(Self.code(SHA256.self, secret, Array("\(sent).".utf8) + bytes))
            set("s", "t=\(sent),v1=\(hex([UInt8](repeating: 7, count: 32))), v0=aa,v1=\(code)")
            (self.sent, tolerance) = (sent, 300)
        case .standardWebhooks:
            self.init(
                "standard_webhooks: {prefix: webhook, tolerance: 1h}", "whsec_" + base64(Array(secret.utf8)),
                "whsec_" + base64(Array(other.utf8)), bytes, ["webhook-id", "webhook-timestamp", "webhook-signature"])
            set("webhook-id", "msg_" + word(10))
            set("webhook-timestamp", "\(sent)")
            let code = Self.code(SHA256.self, secret, Array("\(header("webhook-id")).\(sent).".utf8) + bytes)
            set("webhook-signature", "v1,\(base64(code))")
            (self.sent, tolerance) = (sent, 3600)
        case .address:
            self.init(
                """
                hmac: {algorithm: sha256, header: S, encoding: base64, signed: "{method}{url}{body}{timestamp}",
                       timestamp_header: T, timestamp_unit: ms, tolerance: 5m}
                """, secret, other, bytes, ["s", "t"])
            let whole = Array("POSThttps://a.example/in/x?q=%20z".utf8) + bytes + Array("\(sent)000".utf8)
            set("t", "\(sent)000")
            set("s", base64(Self.code(SHA256.self, secret, whole)))
            (self.sent, tolerance) = (sent, 300)
        case .sortedForm:
            let form = "To=%2B62&Body=a+%26%0D%0A&Tag=2&Tag=1&Tag=2&A=\(word(8))"
            self.init(
                """
                hmac: {algorithm: sha1, header: S, encoding: base64, signed: "{url}{sorted_form}", body_hash_query: h}
                """, secret, other, Array(form.utf8), ["s"])
            request.headers.pairs.append(("Content-Type", "application/x-www-form-urlencoded"))
            let sorted = "https://a.example/in/x?q=%20zA\(form.suffix(8))Bodya &\r\nTag1Tag2To+62"
            set("s", base64(Self.code(Insecure.SHA1.self, secret, Array(sorted.utf8))))
        case .field:
            let token = word(16)
            let code = hex(Self.code(SHA256.self, secret, Array("\(sent)\(token)".utf8)))
            let form = "text=\(word(20))&timestamp=\(sent)&token=\(token)&signature=\(code)"
            self.init(
                """
                hmac: {algorithm: sha256, field: signature, signed: "{timestamp}{field:token}", timestamp_field: timestamp,
                       body_unsigned: only these are signed, tolerance: 15m}
                """, secret, other, Array(form.utf8), [])
            request.headers.pairs.append(("Content-Type", "application/x-www-form-urlencoded"))
            cover(["timestamp=\(sent)", "token=\(token)", "signature=\(code)"])
            (self.sent, tolerance) = (sent, 900)
        case .ed25519:
            let key = Curve25519.Signing.PrivateKey()
            self.init(
                "ed25519: {header: S, encoding: hex, signed: '{timestamp}{body}', timestamp_header: T, tolerance: 5m}",
                hex(Array(key.publicKey.rawRepresentation)),
                base64(Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)), bytes, ["s", "t"])
            set("t", "\(sent)")
            set("s", hex(Array(try key.signature(for: Array("\(sent)".utf8) + bytes))))
            (self.sent, tolerance) = (sent, 300)
        case .ecdsa:
            let key = P256.Signing.PrivateKey()
            self.init(
                "ecdsa: {header: S, signed: '{timestamp}{body}', timestamp_header: T, tolerance: 10m}",
                base64(Array(key.publicKey.derRepresentation)), P256.Signing.PrivateKey().publicKey.pemRepresentation,
                bytes, ["s", "t"])
            set("t", "\(sent)")
            set("s", base64(Array(try key.signature(for: Array("\(sent)".utf8) + bytes).derRepresentation)))
            (self.sent, tolerance) = (sent, 600)
        case .rsa:
            guard let keys = Self.rsaKeys else { throw NoKey() }
            self.init(
                "rsa: {header: S, algorithm: sha256}", keys.0.publicKey.pemRepresentation,
                base64(Array(keys.1.publicKey.derRepresentation)), bytes, ["s"])
            set("s", base64(try Self.signature(SHA256.hash(data: bytes), keys.0)))
        case .jwt:
            self.init(
                "jwt: {header: Authorization, prefix: 'Bearer ', algorithm: HS256, body_hash_claim: h, tolerance: 5m}",
                secret, other, bytes, ["authorization"])
            let hash = hex(Array(SHA256.hash(data: bytes)))
            let text = [#"{"alg":"HS256"}"#, #"{"iat":\#(sent),"h":"\#(hash)"}"#]
                .map { base64(Array($0.utf8), isURL: true) }.joined(separator: ".")
            set(
                "authorization",
                "Bearer \(text).\(base64(Self.code(SHA256.self, secret, Array(text.utf8)), isURL: true))")
            (self.sent, tolerance) = (sent, 300)
        case .sns:
            guard let keys = Self.rsaKeys else { throw NoKey() }
            let topic = "arn:aws:sns:x:1:T"
            let members = [
                ("Message", word(30)), ("MessageId", word(8)), ("Timestamp", "2025"), ("TopicArn", topic),
                ("Type", "Notification"),
            ]
            let lines = members.map { "\($0.0)\n\($0.1)\n" }.joined()
            let signature = base64(try Self.signature(SHA256.hash(data: Array(lines.utf8)), keys.0))
            let json = (members + [("SignatureVersion", "2"), ("Signature", signature)])
                .map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",")
            self.init(
                "sns: {}", Self.certificate(keys.0.publicKey) + "\n" + topic,
                Self.certificate(keys.1.publicKey) + "\n" + topic, Array("{\(json)}".utf8), [])
            cover(members.map { "\"\($0.0)\":\"\($0.1)\"" } + [signature])
        case .token:
            self.init("token: {header: T, prefix: 'Bearer '}", secret, other, bytes, ["t"])
            set("t", "Bearer " + secret)
            coversBody = false
        case .tokenInAddress:
            self.init("token: {query: key}", secret, other, bytes, [])
            request.address.target += "&key=" + secret
            coversBody = false
        case .tokenInBody:
            self.init("token: {body: $.a.key}", secret, other, Array(#"{"a":{"key":"\#(secret)"},"b":1}"#.utf8), [])
            cover([secret])
        case .tokenInField:
            self.init("token: {field: key}", secret, other, Array("a=1&key=\(secret)&b=2".utf8), [])
            request.headers.pairs.append(("Content-Type", "application/x-www-form-urlencoded"))
            cover(["key=" + secret])
        case .basic:
            self.init("basic: {}", "user:" + secret, other, bytes, ["authorization"])
            set("authorization", "Basic " + base64(Array(("user:" + secret).utf8)))
            coversBody = false
        }
    }

    private init(
        _ verify: String, _ secret: String, _ other: String, _ body: [UInt8], _ headers: [String]
    ) {
        self.verify = verify
        self.secret = secret
        self.other = other
        self.headers = headers
        request = GateRequest(
            address: CalledAddress(method: "POST", origin: "https://a.example", target: "/in/x?q=%20z"),
            headers: ListedHeaders([]), body: body)
    }

    private struct NoKey: Error {}

    private mutating func set(_ name: String, _ value: String) { request.headers.pairs.append((name, value)) }
    private func header(_ name: String) -> String { request.headers.first(name) ?? "" }

    private mutating func cover(_ texts: [String]) {
        coversBody = false
        let body = String(decoding: request.body, as: UTF8.self)
        covered = texts.compactMap { text in
            body.firstRange(of: text).map { range in
                let start = body.utf8.distance(from: body.startIndex, to: range.lowerBound)
                return start..<(start + text.utf8.count)
            }
        }
    }

    // MARK: Signing

    private static func code<Hash: HashFunction>(_ type: Hash.Type, _ key: String, _ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<Hash>.authenticationCode(for: bytes, using: SymmetricKey(data: Array(key.utf8))))
    }

    private static func signature(_ digest: some Digest, _ key: _RSA.Signing.PrivateKey) throws -> [UInt8] {
        Array(try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
    }

    /// A certificate in form only: it has a place for everything, and in that of the key the key.
    private static func certificate(_ key: _RSA.Signing.PublicKey) -> String {
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xff)] + content
        }
        let empty = element(0x30, [])
        let version = element(0xa0, element(0x02, [2]))
        let signed = version + element(0x02, [7]) + empty + empty + empty + empty + Array(key.derRepresentation)
        let whole = element(0x30, element(0x30, signed) + empty + element(0x03, [0]))
        return "-----BEGIN CERTIFICATE-----\n\(base64(whole))\n-----END CERTIFICATE-----\n"
    }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// Base64 with padding, or with the alphabet for addresses and without.
func base64(_ bytes: [UInt8], isURL: Bool = false) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(isURL ? "-_" : "+/")".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0...group.count { text.append(digits[bits >> (18 - 6 * place) & 63]) }
        if !isURL { text += [UInt8](repeating: UInt8(ascii: "="), count: 3 - group.count) }
    }
    return String(decoding: text, as: UTF8.self)
}
