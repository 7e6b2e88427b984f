import Synchronization

/// Certificates that were fetched from where messages say that they are, by address. Shared by gates and whoever fetches.
public final class CertificateCache: Sendable {
    /// Addresses kept; a provider has a handful in a year.
    public static let countMax = 64

    private let known = Mutex<[String: [PublicKey]]>([:])

    /// Nothing is known yet.
    public init() {}

    /// Takes a certificate in.
    ///
    /// - Parameters:
    ///   - pem: What the address gave.
    ///   - url: The address, as ``GateDecision/missingCertificate(url:)`` said it.
    /// - Returns: Whether it can be used: it is a certificate with an RSA key, the address is one that the gate would ask for, and there is room.
    public func insert(pem: String, from url: String) -> Bool {
        let keys = PublicKey.keys(ofCertificates: pem)
        guard !keys.isEmpty, SNSProof.isCertificateAddress(url) else { return false }
        return known.withLock { known in
            guard known.count < Self.countMax || known[url] != nil else { return false }
            known[url] = keys
            return true
        }
    }

    /// nil while nothing is known from there.
    func keys(from url: String) -> [PublicKey]? { known.withLock { $0[url] } }
}
