public import Domain

/// Bytes that are no configuration bundle.
public struct ConfigurationBundleError: ActionableError, Hashable {
    /// Where reading stopped.
    public var offset: Int
    /// What was expected there.
    public var expected: String

    /// Offset and expectation.
    public var problem: String { "The configuration entry is damaged at byte \(offset): expected \(expected)" }
    /// Entries are never repaired.
    public var advice: String {
        "Check the ledger with `corong audit` and restore it from a copy, or use the version of Corong that wrote it"
    }
    /// Going on without the configuration would give other numbers.
    public var verdict: Verdict { .stop }
}

extension ConfigurationBundle {
    /// Reads what ``encode()`` wrote, and nothing else.
    ///
    /// - Throws: ``ConfigurationBundleError`` with the first offset that differs from any encoding.
    public init(decoding bytes: [UInt8]) throws(ConfigurationBundleError) {
        var reader = Reader(bytes: bytes)
        let version = try reader.version()
        let seed = try reader.seed()
        let zone = try reader.zone()
        let otherZones = version < 3 ? [] : try reader.otherZones(than: zone)
        let settings = try reader.record("settings", bytesMax: Limits.configurationBytesMax)
        let channels = try reader.texts("channel", "channel ids", countMax: ConfigurationBundle.channelsMax)
        let lists =
            version == 1 ? [:] : try reader.texts("list", "names of lists", countMax: ConfigurationBundle.listsMax)
        // A configuration has one encoding only: the oldest form that has room for it.
        guard version != 2 || !lists.isEmpty else { throw reader.error("a list") }
        _ = try reader.record("end", bytesMax: 0)
        guard reader.offset == bytes.count else { throw reader.error("the end") }
        self.init(
            settingsText: settings, channelTexts: channels, listTexts: lists, zone: zone, otherZones: otherZones,
            seed: seed)
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        func error(_ expected: String) -> ConfigurationBundleError {
            ConfigurationBundleError(offset: offset, expected: expected)
        }

        func isAt(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

        mutating func skip(_ text: String) throws(ConfigurationBundleError) {
            guard isAt(text) else { throw error(text == "\n" ? "a line feed" : "`\(text)`") }
            offset += text.utf8.count
        }

        mutating func version() throws(ConfigurationBundleError) -> Int {
            try skip("corong-configuration ")
            for version in 1...ConfigurationBundle.formatVersion where isAt("\(version)\n") {
                try skip("\(version)\n")
                return version
            }
            throw error("format version 1 to \(ConfigurationBundle.formatVersion)")
        }

        /// Names in ascending order, each with its text.
        mutating func texts(
            _ record: String, _ names: String, countMax: Int
        ) throws(ConfigurationBundleError) -> [String: String] {
            var texts: [String: String] = [:]
            var last = ""
            while isAt(record + " ") {
                let start = offset
                let name = try self.record(record, bytesMax: 64)
                let isNext = last.utf8.lexicographicallyPrecedes(name.utf8)
                guard name.isName, isNext, texts.count < countMax else {
                    throw ConfigurationBundleError(offset: start, expected: "\(names) in ascending order")
                }
                texts[name] = try self.record("text", bytesMax: Limits.configurationBytesMax)
                last = name
            }
            return texts
        }

        /// A name, a count of bytes without leading zeros, the bytes.
        mutating func record(_ name: String, bytesMax: Int) throws(ConfigurationBundleError) -> String {
            try skip(name + " ")
            let digits = bytes[offset...].prefix(9).prefix { (48...57).contains($0) }
            let text = String(decoding: digits, as: UTF8.self)
            guard let count = Int(text), String(count) == text, count <= bytesMax else {
                throw error("a count of at most \(bytesMax) bytes")
            }
            offset += digits.count
            try skip("\n")
            guard bytes.count - offset >= count else { throw error("\(count) bytes of `\(name)`") }
            guard let content = String(validating: bytes[offset..<offset + count], as: UTF8.self) else {
                throw error("UTF-8")
            }
            offset += count
            try skip("\n")
            return content
        }

        mutating func seed() throws(ConfigurationBundleError) -> SipHash.Key {
            let start = offset
            let text = try record("seed", bytesMax: 32)
            let isHex = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            guard isHex, text.utf8.count == 32, let low = UInt64(text.prefix(16), radix: 16),
                let high = UInt64(text.suffix(16), radix: 16)
            else { throw ConfigurationBundleError(offset: start, expected: "a seed of 32 hexadecimal digits") }
            return SipHash.Key(low: low, high: high)
        }

        mutating func zone() throws(ConfigurationBundleError) -> Zone {
            let name = try record("zone", bytesMax: 256)
            return Zone(name: name, spans: try spans())
        }

        /// At least one, in ascending order of their names, none of them the first.
        mutating func otherZones(than first: Zone) throws(ConfigurationBundleError) -> [Zone] {
            var zones: [Zone] = []
            repeat {
                let start = offset
                let zone = try zone()
                let isNext = zones.last.map { $0.name.utf8.lexicographicallyPrecedes(zone.name.utf8) } ?? true
                guard isNext, !zone.name.utf8.elementsEqual(first.name.utf8),
                    zones.count < ConfigurationBundle.otherZonesMax
                else {
                    throw ConfigurationBundleError(offset: start, expected: "further zones in ascending order")
                }
                zones.append(zone)
            } while isAt("zone ")
            return zones
        }

        mutating func spans() throws(ConfigurationBundleError) -> [Zone.Span] {
            let start = offset
            let damaged = ConfigurationBundleError(offset: start, expected: "spans in ascending order")
            var spans: [Zone.Span] = []
            let text = try record("spans", bytesMax: 64 << 10)
            guard text.isEmpty || text.utf8.last == UInt8(ascii: "\n") else { throw damaged }
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                let parts = line.split(separator: " ", omittingEmptySubsequences: false)
                guard parts.count == 2, let first = Int64(parts[0]), let second = Int64(parts[1]),
                    "\(first) \(second)" == line, (-86_400...86_400).contains(second),
                    spans.last.map({ $0.start.microseconds < first }) ?? true
                else { throw damaged }
                spans.append(.init(start: Timestamp(microseconds: first), offsetSeconds: second))
            }
            return spans
        }
    }
}
