/// What a reader of mail asks a server. None of these changes anything there.
enum IMAPCommand: Hashable {
    case capability
    case noop
    /// Opens a folder for reading only.
    case examine(folder: String)
    /// Size and arrival of the mails whose UID lies between; without an upper bound up to the last, which comes in any case.
    case list(from: UInt32, through: UInt32?)
    /// Size and arrival of the last mail.
    case last
    /// Whole mails, without marking them as seen; with a bound only so many bytes of each.
    case bodies([UInt32], bytesMax: Int?)
    case idle
    case logout

    /// The line without tag and line break.
    var line: String {
        switch self {
        case .capability: "CAPABILITY"
        case .noop: "NOOP"
        case .examine(let folder): "EXAMINE \(IMAPFolderName.quoted(folder))"
        case .list(let first, let last):
            "UID FETCH \(first):\(last.map(String.init) ?? "*") (UID RFC822.SIZE INTERNALDATE)"
        case .last: "UID FETCH * (UID RFC822.SIZE INTERNALDATE)"
        case .bodies(let uids, let bytesMax):
            "UID FETCH \(IMAPCommand.set(uids)) (UID BODY.PEEK[]\(bytesMax.map { "<0.\($0)>" } ?? ""))"
        case .idle: "IDLE"
        case .logout: "LOGOUT"
        }
    }

    /// For messages: the name without arguments.
    var name: String {
        switch self {
        case .examine: "EXAMINE"
        case .list, .last, .bodies: "FETCH"
        default: line
        }
    }

    /// `4:6,9` for 4, 5, 6, 9.
    static func set(_ uids: [UInt32]) -> String {
        var ranges: [ClosedRange<UInt32>] = []
        for uid in uids {
            if let last = ranges.last, last.upperBound &+ 1 == uid {
                ranges[ranges.count - 1] = last.lowerBound...uid
            } else {
                ranges.append(uid...uid)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }
            .joined(separator: ",")
    }
}
