import Crypto
public import Domain

/// The hash chain over a ledger's entries.
///
/// `hash(n) = SHA-256(hash(n-1) ‖ position ‖ kind ‖ receivedAt ‖ SHA-256(channel ‖ 0 ‖ headers ‖ 0 ‖ body))`, numbers as eight bytes, little
/// endian. The content goes in as a digest, so that content which must be erased can later be replaced by its digest without breaking the chain.
public enum EntryChain {
    /// What the first entry chains to: 32 zero bytes.
    public static let start = [UInt8](repeating: 0, count: 32)

    /// The hash of an entry that follows `previous`. Cost: two SHA-256, one over the content.
    public static func hash(of draft: EntryDraft, at position: Position, after previous: [UInt8]) -> [UInt8] {
        var content = SHA256()
        var channel = draft.channel
        channel.withUTF8 { content.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(0)) { content.update(bufferPointer: $0) }
        var headers = draft.headers
        headers.withUTF8 { content.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(0)) { content.update(bufferPointer: $0) }
        draft.body.withUnsafeBytes { content.update(bufferPointer: $0) }

        var chain = SHA256()
        previous.withUnsafeBytes { chain.update(bufferPointer: $0) }
        let numbers = (position.littleEndian, draft.kind.code.littleEndian, draft.receivedAt.microseconds.littleEndian)
        withUnsafeBytes(of: numbers) { chain.update(bufferPointer: $0) }
        content.finalize().withUnsafeBytes { chain.update(bufferPointer: $0) }
        return Array(chain.finalize())
    }
}
