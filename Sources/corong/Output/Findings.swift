import ArgumentParser
import Domain
import Foundation

/// What is wrong with files, printed for people.
enum Findings {
    /// Prints findings to standard error, one a line.
    static func show(_ findings: [Diagnostic]) {
        for finding in findings { Printing.error("\(finding)") }
    }

    /// Prints findings; what to throw so that the program ends with 1.
    static func report(_ findings: [Diagnostic]) -> ExitCode {
        show(findings)
        return ExitCode.failure
    }
}

/// The two ways out.
enum Printing {
    static func error(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    /// Puts a line in the place of the last one on standard error.
    static func status(_ text: String) { FileHandle.standardError.write(Data("\u{1B}[2K\r\(text)".utf8)) }

    /// Prints a line at once, also into a pipe, because scripts wait for it.
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
