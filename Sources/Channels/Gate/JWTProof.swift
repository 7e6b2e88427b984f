import Crypto
import JSON

/// A JSON Web Token with the live keys: checks whether a request carries it.
struct JWTProof: Sendable {
    let scheme: JWTScheme
    private let keys: [KeyedHash<SHA256>]
    private let header: String

    init(_ scheme: JWTScheme, secrets: [String]) {
        self.scheme = scheme
        header = scheme.header.lowercased()
        keys = secrets.map { KeyedHash(key: Array($0.utf8)) }
    }

    var isEmpty: Bool { keys.isEmpty }

    /// Whether the header holds something behind the right prefix.
    func isPresent(in context: ProofContext) -> Bool { token(in: context) != nil }

    func verify(in context: ProofContext) -> GateRefusal? {
        guard let token = token(in: context) else { return .missingSignature }
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, isSigned(token[..<parts[1].endIndex], parts[2]) else { return .badSignature }
        // Only now, because what is not signed is not worth reading. A token that names another algorithm was not made for us.
        guard let head = Self.document(parts[0]), let claims = Self.document(parts[1]),
            head.withRoot({ $0["alg"]?.string == "HS256" && $0["crit"] == nil })
        else { return .badSignature }
        return claims.withRoot { claims in
            guard let stated = claims[scheme.bodyHashClaim]?.string, context.isBodyHash(stated) else {
                return .badSignature
            }
            return isCurrent(claims, context.nowSeconds) ? nil : .expired
        }
    }

    /// When the token says that it was made; not verified.
    func seconds(in context: ProofContext) -> Int64? {
        guard let token = token(in: context) else { return nil }
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return Self.document(parts[1])?.withRoot { Self.time("iat", of: $0) }
    }

    private func token(in context: ProofContext) -> [UInt8]? {
        guard var value = context.header(header) else { return nil }
        return value.withBytes { $0.dropping(prefix: scheme.prefix).map { Array($0) } }
    }

    private func isSigned(_ text: ArraySlice<UInt8>, _ signature: ArraySlice<UInt8>) -> Bool {
        let found = signature.withUnsafeBytes { signature in
            signature.withBase64Decoded(capacity: SHA256.byteCount, isURL: true) { given in
                keys.contains { key in
                    var code = key
                    text.withUnsafeBytes { code.update($0) }
                    return code.finish { $0.equalsInConstantTime(given) }
                }
            }
        }
        return found ?? false
    }

    private func isCurrent(_ claims: JSONValue, _ now: Int64) -> Bool {
        let leeway = scheme.toleranceSeconds
        guard let issued = Self.time("iat", of: claims), !isFar(issued, from: now, leeway) else { return false }
        // A claim that is there and is no time counts against the token.
        if claims["exp"] != nil {
            guard let end = Self.time("exp", of: claims), now < end || !isFar(end, from: now, leeway) else {
                return false
            }
        }
        if claims["nbf"] != nil {
            guard let start = Self.time("nbf", of: claims), now >= start || !isFar(start, from: now, leeway) else {
                return false
            }
        }
        return true
    }

    /// Seconds since the epoch; fractions are allowed and cut.
    private static func time(_ name: String, of claims: JSONValue) -> Int64? {
        guard let claim = claims[name] else { return nil }
        return claim.int64 ?? claim.double.flatMap { Int64(exactly: $0.rounded(.down)) }
    }

    private static func document(_ part: ArraySlice<UInt8>) -> JSONDocument? {
        let bytes = part.withUnsafeBytes { $0.withBase64Decoded(capacity: $0.count, isURL: true) { Array($0) } }
        return bytes.flatMap { try? JSONDocument(parsing: $0) }
    }
}
