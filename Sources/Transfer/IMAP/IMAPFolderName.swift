/// Names of folders on the wire: quoted, and what is not ASCII in the UTF-7 of RFC 3501 section 5.1.3.
enum IMAPFolderName {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    /// The quoted form. Control characters, which no folder has, become question marks: they could end the line.
    static func quoted(_ name: String) -> String {
        var encoded: [UInt8] = [UInt8(ascii: "\"")]
        var wide: [UInt16] = []
        for unit in name.utf16 {
            guard unit < 127 else {
                wide.append(unit)
                continue
            }
            flush(&wide, into: &encoded)
            let byte = UInt8(unit)
            switch byte {
            case UInt8(ascii: "&"): encoded += "&-".utf8
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): encoded += [UInt8(ascii: "\\"), byte]
            case ..<32: encoded.append(UInt8(ascii: "?"))
            default: encoded.append(byte)
            }
        }
        flush(&wide, into: &encoded)
        encoded.append(UInt8(ascii: "\""))
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func flush(_ units: inout [UInt16], into encoded: inout [UInt8]) {
        guard !units.isEmpty else { return }
        encoded.append(UInt8(ascii: "&"))
        var bits: UInt32 = 0
        var count = 0
        for unit in units {
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                encoded.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { encoded.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        encoded.append(UInt8(ascii: "-"))
        units = []
    }
}
