/// The header lines of an answer as they come in, one call a line.
struct ResponseHead {
    private(set) var headers: [TransferRequest.Header] = []
    private var byteCount = 0
    private var isOver = false

    /// Takes a line with its line break. A status line begins anew: what stood before was an interim answer or a redirect. What follows the
    /// body is left out.
    ///
    /// - Returns: false when all lines together are longer than allowed; nothing more should be given then.
    mutating func add(_ line: UnsafeBufferPointer<UInt8>, bytesMax: Int) -> Bool {
        guard line.count <= bytesMax - byteCount else { return false }
        byteCount += line.count
        if line.starts(with: "HTTP/".utf8) {
            headers = []
            isOver = false
            return true
        }
        let text = line.prefix { $0 != 13 && $0 != 10 }
        if text.isEmpty { isOver = true }
        guard !isOver, let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
        var value = text[(colon + 1)...].drop(while: isBlank)
        while let last = value.last, isBlank(last) { value = value.dropLast() }
        headers.append(
            TransferRequest.Header(
                String(decoding: text[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
        return true
    }
}
