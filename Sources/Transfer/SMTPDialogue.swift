/// What a mail server replies, one call a line.
struct SMTPDialogue {
    /// The last reply, without the farewell.
    private(set) var reply = SMTPReply(code: 0, text: "")
    /// Whether the reply after the mail itself has come: what follows is a farewell.
    private(set) var isOver = false
    private var hasGivenLeave = false
    private var byteCount = 0

    /// Takes a line with its line break; false when all lines together are longer than any server's.
    mutating func add(_ line: UnsafeBufferPointer<UInt8>, bytesMax: Int) -> Bool {
        guard line.count <= bytesMax - byteCount else { return false }
        byteCount += line.count
        let text = line.prefix { $0 != 13 && $0 != 10 }
        let digits = text.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { return true }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        // 221 answers our own farewell, when everything is said.
        guard code != 221 else { return true }
        isOver = hasGivenLeave
        hasGivenLeave = code == 354
        reply = SMTPReply(code: code, text: String(decoding: text.dropFirst(4), as: UTF8.self))
        return true
    }

    /// Whether the login was refused rather than the mail (RFC 4954 6).
    var isLoginRefused: Bool { [530, 534, 535, 538].contains(reply.code) }
}
