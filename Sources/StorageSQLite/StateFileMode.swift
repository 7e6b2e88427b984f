/// What opening may do to a state file.
public enum StateFileMode: Sendable, Hashable {
    /// Nothing: for those who read. An absent file, or one of another schema, is an error. Waits for nobody, and works on a disk that cannot be
    /// written to.
    case keeping
    /// An absent file is created, and a state of another schema is emptied, to be folded again from the ledger: for those who fold.
    case maintaining
    /// As ``maintaining``, for a file that is thrown away after a power cut: the disk is never waited for.
    case scratch
}
