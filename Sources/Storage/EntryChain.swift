import Crypto
public import Domain

/// The hash chain over a ledger's entries.
///
/// `hash(n) = SHA-256(hash(n-1) ‖ n ‖ kind ‖ receivedAt ‖ content)` with
/// `content = SHA-256(bytes of channel ‖ bytes of headers ‖ channel ‖ headers ‖ body)`; numbers and byte counts are eight bytes, little endian.
/// The counts stand first, so that no byte can move from one part to the next. The content goes in as a digest, so that content which must be
/// erased can later be replaced by its digest without breaking the chain.
public enum EntryChain {
    /// What the first entry chains to: 32 zero bytes.
    public static let start = [UInt8](repeating: 0, count: 32)

    /// The hash of an entry that follows `previous`. Cost: two SHA-256, one over the content.
    public static func hash(of draft: EntryDraft, at position: Position, after previous: [UInt8]) -> [UInt8] {
        var content = SHA256()
        var channel = draft.channel
        var headers = draft.headers
        channel.withUTF8 { channel in
            headers.withUTF8 { headers in
                let counts = (UInt64(channel.count).littleEndian, UInt64(headers.count).littleEndian)
                withUnsafeBytes(of: counts) { content.update(bufferPointer: $0) }
                content.update(bufferPointer: UnsafeRawBufferPointer(channel))
                content.update(bufferPointer: UnsafeRawBufferPointer(headers))
            }
        }
        draft.body.withUnsafeBytes { content.update(bufferPointer: $0) }

        var chain = SHA256()
        previous.withUnsafeBytes { chain.update(bufferPointer: $0) }
        let numbers = (position.littleEndian, draft.kind.code.littleEndian, draft.receivedAt.microseconds.littleEndian)
        withUnsafeBytes(of: numbers) { chain.update(bufferPointer: $0) }
        content.finalize().withUnsafeBytes { chain.update(bufferPointer: $0) }
        return chain.finalize().withUnsafeBytes { [UInt8]($0) }
    }
}
