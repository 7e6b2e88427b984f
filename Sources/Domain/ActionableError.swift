/// What the program does about an error.
public enum Verdict: Sendable, Equatable {
    /// Tries again after some seconds.
    case retry(afterSeconds: Int)
    /// Puts the delivery aside, to be run again after a fix.
    case deadLetter
    /// Stops, because going on would do harm.
    case stop
}

/// An error that says what happened, what to do, and what the program does by itself.
public protocol ActionableError: Error, CustomStringConvertible {
    /// One clause with concrete values; no message text, no secrets.
    var problem: String { get }
    /// What a person can do about it.
    var advice: String { get }
    /// What the program does.
    var verdict: Verdict { get }
}

extension ActionableError {
    /// Problem and advice in one line.
    public var description: String { "\(problem). \(advice)." }
}
