import Glibc
import Synchronization

/// Tells threads that wait for the network, or just wait, that the end has come. Once given it stays.
public final class StopSignal: Sendable {
    private let reading: CInt
    private let writing: CInt
    private let isGiven = Atomic<Bool>(false)

    /// A signal that is not given yet.
    public init() {
        var ends: [CInt] = [-1, -1]
        // Without a pipe, waiting threads look at the flag in short turns.
        let isOpen = pipe(&ends) == 0
        for end in ends where isOpen { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = isOpen ? (ends[0], ends[1]) : (-1, -1)
    }

    deinit {
        if reading >= 0 {
            close(reading)
            close(writing)
        }
    }

    /// Gives the signal: everyone who waits goes on at once. Any thread may call it, any number of times.
    public func stop() {
        guard !isGiven.exchange(true, ordering: .sequentiallyConsistent), writing >= 0 else { return }
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Whether it was given.
    public var isStopped: Bool { isGiven.load(ordering: .sequentiallyConsistent) }

    /// Blocks for that long, or until the signal is given.
    public func pause(milliseconds: Int) { _ = wait(for: nil, milliseconds: milliseconds) }

    /// What ended a wait.
    enum Event: Hashable {
        case ready, timeUp, stopped
    }

    /// Blocks until there is something to read.
    func waitForBytes(from descriptor: CInt, milliseconds: Int) -> Event {
        wait(for: pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), milliseconds: milliseconds)
    }

    /// Blocks until something can be written.
    func waitForRoom(in descriptor: CInt, milliseconds: Int) -> Event {
        wait(for: pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0), milliseconds: milliseconds)
    }

    private func wait(for entry: pollfd?, milliseconds: Int) -> Event {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while !isStopped {
            let left = Int((end - clock.now) / .milliseconds(1))
            guard left > 0 else { return .timeUp }
            var entries = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
            if let entry { entries.append(entry) }
            let turn = reading < 0 ? min(left, 250) : left
            guard poll(&entries, nfds_t(entries.count), CInt(clamping: turn)) > 0 else { continue }
            if entry != nil, entries.last?.revents != 0 { return .ready }
        }
        return .stopped
    }
}
