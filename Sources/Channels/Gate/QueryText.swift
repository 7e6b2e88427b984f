/// Parameters of an address or of a form in the same notation.
public enum QueryText {
    /// The value of the first parameter of that name, with `%41` and `+` decoded; nil where it is absent. Malformed `%` stay as they are.
    public static func value(of name: String, in query: some StringProtocol) -> String? {
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard decoded(pair[..<end]) == name else { continue }
            return end == pair.endIndex ? "" : decoded(pair[pair.index(after: end)...])
        }
        return nil
    }

    /// The query without the parameters of that name, otherwise as it came: for storing an address whose parameter is a secret.
    public static func removing(_ name: String, from query: String) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false)
            .filter { pair in decoded((pair.split(separator: "=", maxSplits: 1).first ?? "").utf8) != name }
            .joined(separator: "&")
    }

    private static func decoded(_ text: some Sequence<UInt8>) -> String {
        let source = Array(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: "%"), index + 1 < source.count {
                let high = hexDigitValue(source[index])
                let low = hexDigitValue(source[index + 1])
                if high | low < 16 {
                    bytes.append(high << 4 | low)
                    index += 2
                    continue
                }
            }
            bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
