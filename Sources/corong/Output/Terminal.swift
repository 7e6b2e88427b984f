import Domain
import Pipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is known of the terminal, and what may be sent to it.
enum Terminal {
    /// Whether standard output is looked at by a person.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// How wide the terminal is that standard output goes to; nil where it goes elsewhere, or nobody knows.
    static var columns: Int? {
        var size = winsize()
        guard isInteractive, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Shows on standard error how far folding has come, where a person looks at it.
    static func progress(_ what: String = "folded", through end: Position) -> (FoldStep) -> Void {
        guard isatty(STDERR_FILENO) == 1 else { return { _ in } }
        return { step in Printing.status("\(what) \(step.through) of \(end)") }
    }

    /// Clears what was shown of the progress.
    static func endProgress() {
        if isatty(STDERR_FILENO) == 1 { Printing.status("") }
    }

    /// Text of others without control characters: a message must not be able to move the cursor or set the window's title.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isControl(scalar) ? " " : scalar) }
        return String(result)
    }

    /// Columns that a text takes: wide letters and most emoji take two, combining marks none.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// The text cut to so many columns, with an ellipsis where something is missing.
    static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        var result = ""
        var used = 0
        for character in text {
            used += width(of: character)
            if used >= columns { break }
            result.append(character)
        }
        return result + "…"
    }

    private static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6,
            0x1f300...0x1faff, 0x20000...0x3fffd:
            return 2
        default: return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: scalar.value != 0x200d
        default: false
        }
    }
}

extension Timestamp {
    /// As tables show it: nobody reads microseconds.
    var inSeconds: String { (Timestamp(seconds: seconds) ?? self).description }
}
