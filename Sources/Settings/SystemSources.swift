import Domain
import Foundation

// The only file of the module that asks the machine: its zone database, its environment and its files.

extension ZoneSource {
    /// The zone database of this machine, with every change of offset from 2000 up to 2040.
    ///
    /// - Complexity: One question a day of the period: about 1 ms, 12 ms for a zone that changes four times a year.
    public static let system = ZoneSource(
        zone: { name in
            if name == "UTC" { return .utc }
            // Offsets such as `GMT+7` would be accepted too, but a business has a place, not an offset.
            guard name.contains("/"), let source = TimeZone(identifier: name) else { return nil }
            return Zone(name: name, spans: spans(of: source))
        },
        names: { TimeZone.knownTimeZoneIdentifiers })

    /// 2000-01-01 up to 2040-01-01, in seconds since the epoch.
    private static let period: Range<Int64> = 946_684_800..<2_208_988_800

    private static func spans(of source: TimeZone) -> [Zone.Span] {
        func offset(at second: Int64) -> Int64 {
            Int64(source.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
        }
        var spans: [Zone.Span] = []
        var current = offset(at: period.lowerBound)
        func add(_ second: Int64) {
            spans.append(Zone.Span(start: Timestamp(microseconds: second * 1_000_000), offsetSeconds: current))
        }
        add(period.lowerBound)
        for day in stride(from: period.lowerBound, to: period.upperBound, by: 86_400) {
            let next = offset(at: day + 86_400)
            guard next != current else { continue }
            var before = day
            var after = day + 86_400
            while after - before > 1 {
                let middle = before + (after - before) / 2
                if offset(at: middle) == current { before = middle } else { after = middle }
            }
            current = next
            add(after)
        }
        return spans
    }
}

extension SecretResolver {
    /// The environment of this process and the files of this machine.
    public static var system: SecretResolver {
        SecretResolver(
            environment: ProcessInfo.processInfo.environment,
            readFile: { path in
                guard let file = FileHandle(forReadingAtPath: path) else { return nil }
                defer { try? file.close() }  // because: it was only read
                guard let data = try? file.read(upToCount: SecretResolver.secretBytesMax + 1) else { return nil }
                return [UInt8](data)
            })
    }
}
