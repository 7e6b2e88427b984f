/// Whose certificates are believed.
public enum ServerTrust: Sendable, Hashable {
    /// The authorities that this machine trusts.
    case system
    /// Only those of a PEM file, for servers with a certificate of their own.
    case file(String)
}
