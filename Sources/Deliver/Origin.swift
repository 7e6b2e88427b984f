import Crypto
public import Domain

/// Which workspace a message comes from.
public struct Origin: Sendable, Hashable {
    /// Its name, as in addresses.
    public var workspace: String
    /// What tells it from every other workspace of that name, wherever it runs.
    public var identity: String

    /// An origin from its parts.
    public init(workspace: String, identity: String) {
        self.workspace = workspace
        self.identity = identity
    }

    /// The origin of a ledger's rows, by its first entry: that holds a random seed, so no two ledgers begin alike.
    public init(workspace: String, firstEntry: EntryDraft?) {
        let digest = SHA256.hash(data: firstEntry?.body ?? [])
        self.init(workspace: workspace, identity: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// The idempotency key of a row: the same whenever it is sent, another for every other row of any workspace. Letters, digits and `_`, because
    /// Standard Webhooks joins it to other parts with dots.
    public func key(of id: OutboxID) -> String {
        let digest = SHA256.hash(data: Array("\(identity)\u{0}\(workspace)\u{0}\(id)".utf8))
        return "msg_" + digest.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// What CloudEvents calls the source.
    var source: String { "/corong/\(workspace)" }
}
