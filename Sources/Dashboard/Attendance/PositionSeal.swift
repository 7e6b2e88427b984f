import Crypto
public import Domain
import FoundationEssentials

/// Seals where a rep was into the report that says so, with the key of a day (AES-GCM).
///
/// What else the report says is bound to the place: sealed text that is moved to another report, or stands beside changed facts, does not open.
public struct PositionSeal: Sendable {
    private let file: PositionKeyFile

    /// Seals with the keys of a file.
    public init(_ file: PositionKeyFile) { self.file = file }

    /// Puts a sealed place into a report, with the key of a day. Blocks on the disk.
    public func seal(_ place: Place, into report: inout PresenceReport, on day: CivilDate) throws(PositionKeyError) {
        guard report.mark != nil else { return }
        let key = SymmetricKey(data: try file.key(of: day))
        let facts = PositionSeal.facts(of: report, day)
        // because: this only fails for keys and nonces of the wrong size, which these are not
        guard
            let box = try? AES.GCM.seal(Array(place.description.utf8), using: key, authenticating: facts),
            let sealed = box.combined
        else { return }
        report.mark?.sealed = "\(day):\(Base64URL.encode(Array(sealed)))"
    }

    /// Reads sealed places with the keys there are now. Blocks on the disk.
    public func opener() throws(PositionKeyError) -> PositionOpener { PositionOpener(keys: try file.keys()) }

    /// All that a report says besides the place, as the ledger writes it.
    fileprivate static func facts(of report: PresenceReport, _ day: CivilDate) -> [UInt8] {
        var report = report
        report.mark?.sealed = nil
        let draft = Action(.presence(report)).draft(at: .epoch)
        return Array("\(day)\n\(draft.channel)\n\(draft.headers)".utf8)
    }
}

/// Reads sealed places.
public struct PositionOpener: Sendable {
    let keys: [CivilDate: [UInt8]]

    /// Where the rep was; nil where no place was told, its key is gone, or the report is not the one it was sealed into.
    public func place(of report: PresenceReport) -> Place? {
        guard let sealed = report.mark?.sealed else { return nil }
        let parts = sealed.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CivilDate(parts[0]), let key = keys[day],
            let bytes = Base64URL.decode(parts[1])
        else { return nil }
        // because: whatever is wrong with it, there is no place to be read
        guard let box = try? AES.GCM.SealedBox(combined: bytes),
            let text = try? AES.GCM.open(
                box, using: SymmetricKey(data: key), authenticating: PositionSeal.facts(of: report, day))
        else { return nil }
        return Place(String(decoding: text, as: UTF8.self))
    }
}
