import CRE2

/// A regular expression of RFC 9485 (I-Regexp), compiled once and asked any number of times, by any thread.
///
/// Runs on RE2, whose time is linear in the text whatever the pattern: a sender can buy no more than a reader of the text
/// would cost.
///
/// - SeeAlso: RFC 9485, "I-Regexp: An Interoperable Regular Expression Format", October 2023.
final class RegularExpression: @unchecked Sendable {  // because RE2 may be asked by any thread
    /// Who wrote the pattern decides how much it may need.
    enum Origin {
        /// The text of a path: written by whoever runs the program.
        case path
        /// A document: written by anyone.
        case document

        /// Longest pattern, in bytes of UTF-8.
        var bytesMax: Int { self == .path ? PathReader.bytesMax : 1024 }
        /// Bytes that the program and its automata may take. Bounds compiling too: about 30 ms and 12 ms at worst.
        var memoryMax: Int64 { self == .path ? 4 << 20 : 256 << 10 }
        /// Instructions times bytes of text: what one question may cost at worst.
        var stepsMax: Int { self == .path ? .max : 1 << 27 }
    }

    private let handle: OpaquePointer
    private let programSize: Int
    private let stepsMax: Int

    /// - Throws: Where and why the text is no I-Regexp, or one that needs more than its origin is given.
    init(_ text: UnsafeBufferPointer<UInt8>, from origin: Origin) throws(JSONPathError) {
        guard text.count <= origin.bytesMax else {
            throw JSONPathError(
                offset: origin.bytesMax, "expected at most \(origin.bytesMax) bytes, found \(text.count)")
        }
        var translated = try RegularExpressionReader.translated(String(decoding: text, as: UTF8.self))
        let handle = translated.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                corong_re2_create($0.baseAddress, $0.count, origin.memoryMax)
            }
        }
        guard let handle else {
            throw JSONPathError(
                offset: 0, "expected an expression that needs less memory; repeat less, or shorter parts")
        }
        self.handle = handle
        programSize = Int(corong_re2_program_size(handle))
        stepsMax = origin.stepsMax
    }

    deinit { corong_re2_free(handle) }

    /// Whether the expression fits the whole text or, if `whole` is false, any part of it. False for a text that is too
    /// long for a pattern from a document.
    func matches(_ text: UnsafeBufferPointer<UInt8>, whole: Bool) -> Bool {
        let (steps, isTooMany) = programSize.multipliedReportingOverflow(by: text.count)
        guard !isTooMany, steps <= stepsMax else { return false }
        return text.withMemoryRebound(to: CChar.self) {
            corong_re2_matches(handle, $0.baseAddress, $0.count, whole)
        }
    }
}
