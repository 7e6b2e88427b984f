import JSON
import TestSupport

/// Documents from a seed: every kind, nasty strings, extreme numbers.
enum RandomTree {
    static func document(seed: UInt64) -> JSONDocument {
        var random = SplitMix64(seed: seed)
        var builder = JSONBuilder()
        append(to: &builder, depth: 0, using: &random)
        return builder.finish()
    }

    private static func append(to builder: inout JSONBuilder, depth: Int, using random: inout SplitMix64) {
        switch Int.random(in: 0..<(depth < 5 ? 12 : 8), using: &random) {
        case 0: builder.null()
        case 1: builder.bool(Bool.random(using: &random))
        case 2: builder.int(Int64(bitPattern: random.next()))
        case 3: builder.uint(random.next())
        case 4: builder.double(Double(bitPattern: random.next()))
        case 5: builder.double(Double(Int.random(in: -1000...1000, using: &random)))
        case 6, 7: builder.string(text(using: &random))
        case 8, 9:
            builder.beginArray()
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                append(to: &builder, depth: depth + 1, using: &random)
            }
            builder.endArray()
        default:
            builder.beginObject()
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                builder.key(text(using: &random))
                append(to: &builder, depth: depth + 1, using: &random)
            }
            builder.endObject()
        }
    }

    private static func text(using random: inout SplitMix64) -> String {
        let alphabet: [Character] = [
            "a", "b", "\"", "\\", "\n", "\0", "é", "€", "\u{1F600}", "<", "\u{2028}", "/", " ",
        ]
        return String(
            (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
    }
}
