import Domain
import Glibc
public import Storage
import Synchronization

/// Earlier states as files of a folder: `<position>-<mark>.sqlite`, each a state file that nobody writes to any more.
///
/// A state appears under its name only when it is whole, by renaming, so several processes may make the same one at once. Who has one open reads on
/// after it was removed.
public final class SQLiteArchive: Archive {
    private let folder: String
    private let draftsFolder: String
    private let live: String?
    private let bytesMax: Int64?
    private let drafts = Mutex(0)

    /// Bytes that all kept states together may always take.
    private static let bytesMin: Int64 = 256 << 20
    /// How often the kept states together may be as large as the live one.
    private static let sharesMax: Int64 = 4
    /// Seconds after which a draft that nobody writes to is what a killed process left behind.
    private static let staleSeconds = 3600

    /// An archive in a folder, which is made when something is first kept.
    ///
    /// - Parameters:
    ///   - folder: Where kept states lie.
    ///   - live: The file of the live state; nil for an archive without one.
    ///   - drafts: Where drafts lie; nil for the same folder. Only drafts on the same disk can be kept.
    ///   - bytesMax: Most bytes that all kept states together may take; nil for four times the live state.
    public init(folder: String, live: String? = nil, drafts: String? = nil, bytesMax: Int64? = nil) {
        self.folder = folder
        draftsFolder = drafts ?? folder
        self.live = live
        self.bytesMax = bytesMax
    }

    /// What is kept, in order of position.
    public func kept() throws(StorageError) -> [KeptState] { names().compactMap(KeptState.init(fileName:)).sorted() }

    /// Opens a kept state for reading.
    public func open(_ kept: KeptState) throws(StorageError) -> PastState? {
        do throws(StorageError) {
            return try past(at: path(kept), kept.position)
        } catch {
            try removeUnlessBusy(kept, error)
            return nil
        }
    }

    private func past(at path: String, _ position: Position) throws(StorageError) -> PastState {
        PastState(
            position: position, state: try SQLiteStateStore(path: path),
            views: try SQLiteViews(kept: path))
    }

    /// Removes a kept state.
    public func remove(_ kept: KeptState) { unlink(path(kept)) }

    /// A state that only the caller folds on.
    public func draft(from kept: KeptState?) throws(StorageError) -> (any StateDraft)? {
        guard let kept else { return try SQLiteDraft(path: draftPath(), copying: nil) }
        do throws(StorageError) {
            return try SQLiteDraft(path: draftPath(), copying: path(kept))
        } catch {
            try removeUnlessBusy(kept, error)
            return nil
        }
    }

    /// A state that only the caller folds on, starting from where the live one stands.
    public func draftFromLive() throws(StorageError) -> (any StateDraft)? {
        guard let live else { return nil }
        do throws(StorageError) {
            return try SQLiteDraft(path: draftPath(), copying: live)
        } catch .missing {
            return nil
        } catch .otherSchema {
            return nil
        }
    }

    /// What has gone, is of another version or damaged can be made again.
    private func removeUnlessBusy(_ kept: KeptState, _ error: StorageError) throws(StorageError) {
        switch error {
        case .missing: break
        case .otherSchema, .schemaTooNew, .corrupt, .cannotOpen: remove(kept)
        case .busy, .cannotWrite, .positionMoved: throw error
        }
    }

    /// Keeps a draft and removes others where there are too many.
    public func keep(_ draft: any StateDraft, mark: String) throws(StorageError) -> PastState {
        guard let draft = draft as? SQLiteDraft else { throw .cannotOpen(detail: "a draft of another archive") }
        let position = try draft.state.position()
        let path = path(KeptState(position: position, mark: mark))
        try draft.move(to: path)
        let opened = try past(at: path, position)
        thin()
        return opened
    }

    private func thin() {
        let names = names()
        let kept = names.compactMap(KeptState.init(fileName:)).sorted()
        let sizes = kept.map { (position: $0.position, bytes: FilePlace(path: path($0)).bytes ?? 0) }
        let live = live.flatMap { FilePlace(path: $0).bytes } ?? 0
        let bytesMax = bytesMax ?? max(Self.bytesMin, live * Self.sharesMax)
        for index in Thinning.surplus(of: sizes, bytesMax: bytesMax) { remove(kept[index]) }
        for name in names where name.hasPrefix(SQLiteDraft.prefix) {
            let path = folder + "/" + name
            if FilePlace(path: path).isUntouched(forSeconds: Self.staleSeconds) { unlink(path) }
        }
    }

    private func path(_ kept: KeptState) -> String { folder + "/" + kept.fileName }

    /// A name that no other draft of any process has.
    private func draftPath() throws(StorageError) -> String {
        if mkdir(draftsFolder, 0o700) != 0, errno != EEXIST {
            throw .cannotWrite(detail: String(cString: strerror(errno)))
        }
        let number = drafts.withLock { number in
            number += 1
            return number
        }
        return "\(draftsFolder)/\(SQLiteDraft.prefix)\(getpid())-\(number)-\(UInt64.random(in: 0 ... .max)).sqlite"
    }

    private func names() -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }
}

extension KeptState {
    fileprivate var fileName: String { "\(position)-\(mark).sqlite" }

    fileprivate init?(fileName: String) {
        guard fileName.hasSuffix(".sqlite") else { return nil }
        let parts = fileName.dropLast(7).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let position = Position(parts[0]), position >= 0 else { return nil }
        self.init(position: position, mark: String(parts[1]))
    }
}

extension FilePlace {
    /// How large the file is; nil where there is none.
    fileprivate var bytes: Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    fileprivate func isUntouched(forSeconds seconds: Int) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && time(nil) - status.st_mtim.tv_sec > seconds
    }
}
