/// A file that stands inside a text, from a line `begin 644 name` to a line `end`, as mails carried files before MIME.
struct UuencodedFile {
    let name: String
    let bytes: [UInt8]
    /// The lines, in the bytes that were searched.
    let place: Range<Int>

    /// Files of one text.
    private static let filesMax = 20

    static func first(in bytes: [UInt8]) -> UuencodedFile? { all(in: bytes, filesMax: 1).first }

    /// The files in order. What begins like one but is not encoded, such as a sentence, is none.
    ///
    /// - Complexity: one pass.
    static func all(in bytes: [UInt8], filesMax: Int = filesMax) -> [UuencodedFile] {
        var files: [UuencodedFile] = []
        var start = 0
        while start < bytes.count, files.count < filesMax {
            if bytes[start] == UInt8(ascii: "b"), let file = UuencodedFile(bytes, at: start) {
                files.append(file)
                start = file.place.upperBound
            } else {
                start = lineEnd(bytes, from: start) + 1
            }
        }
        return files
    }

    private init?(_ bytes: [UInt8], at start: Int) {
        let head = Self.line(bytes, from: start)
        guard head.starts(with: "begin ".utf8) else { return nil }
        let words = String(decoding: head.dropFirst(6).prefix(512), as: UTF8.self).split(
            separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard words.count == 2, (3...4).contains(words[0].utf8.count),
            words[0].utf8.allSatisfy({ (0x30...0x37).contains($0) })
        else { return nil }
        var decoded: [UInt8] = []
        var next = Self.lineEnd(bytes, from: start) + 1
        while next < bytes.count {
            let line = Self.line(bytes, from: next)
            next = Self.lineEnd(bytes, from: next) + 1
            if line.elementsEqual("end".utf8) {
                name = HeaderText.decode(Array(words[1].utf8))
                self.bytes = decoded
                place = start..<min(next, bytes.count)
                return
            }
            guard Self.decode(line, into: &decoded) else { return nil }
        }
        return nil
    }

    /// False when the line cannot be of such a file.
    private static func decode(_ line: ArraySlice<UInt8>, into decoded: inout [UInt8]) -> Bool {
        guard let first = line.first else { return true }
        guard (0x20...0x60).contains(first), line.allSatisfy({ (0x20...0x60).contains($0) }) else { return false }
        var left = Int((first - 0x20) & 63)
        var place = line.startIndex + 1
        // Programs that strip spaces shorten lines, but not by half.
        guard line.count - 1 >= left / 2 else { return false }
        while left > 0 {
            var bits: UInt32 = 0
            for _ in 0..<4 {
                bits = bits << 6 | (place < line.endIndex ? UInt32((line[place] - 0x20) & 63) : 0)
                place += 1
            }
            for shift in [16, 8, 0] as [UInt32] where left > 0 {
                decoded.append(UInt8(truncatingIfNeeded: bits >> shift))
                left -= 1
            }
        }
        return true
    }

    private static func line(_ bytes: [UInt8], from start: Int) -> ArraySlice<UInt8> {
        let line = bytes[start..<lineEnd(bytes, from: start)]
        return line.last == 0x0D ? line.dropLast() : line
    }

    private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    }
}
