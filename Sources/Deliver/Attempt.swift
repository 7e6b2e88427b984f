/// What came of sending a row once.
public enum Attempt: Sendable, Hashable {
    /// The other side has it.
    ///
    /// - Parameter reference: What it calls the message; later statuses may name it.
    case delivered(reference: String?)
    /// Not now. `problem` is one line for people, without secrets.
    case failed(problem: String, retryAfterSeconds: Int64?)
    /// Never, unless somebody changes something.
    case refused(problem: String)
}
