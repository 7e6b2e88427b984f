public import Domain

/// Everything that the fold depends on besides deliveries, as one entry of the ledger: texts, not their meaning, so that it stays readable.
///
/// Encoded as a line `corong-configuration 3`, then records, each a line with a name and a count of bytes, then so many bytes, then a line
/// feed. The order is fixed and nothing may be left out or follow:
///
/// ```
/// seed 32           the key as 32 hexadecimal digits, low half first
/// zone 12           the name of the workspace's zone
/// spans 20          one line a span: start in microseconds since 1970, a blank, seconds east of Greenwich
/// zone 13           the name of a further zone that corong.yaml uses; with its spans once for each zone, names ascending
/// spans 20          its spans
/// settings 2041     corong.yaml
/// channel 8         the id of a channel; with its text once for each channel, ids ascending
/// text 3312         its channel.yaml
/// list 5            the name of a list that corong.yaml uses; with its text once for each list, names ascending
/// text 811          its lines
/// end 0
/// ```
///
/// The number in the first line is the lowest that has room for what there is: 1 without lists and further zones, 2 without further zones. So
/// there is exactly one encoding of a configuration, and entries can be compared by their bytes.
public struct ConfigurationBundle: Sendable {
    /// Of the form described above; higher numbers are not read.
    public static let formatVersion = 3
    /// Channels of one workspace.
    static let channelsMax = 1000
    /// Lists of one workspace.
    static let listsMax = 1000
    /// Zones of one workspace besides its own.
    static let otherZonesMax = 600

    /// `corong.yaml` as written.
    public var settingsText: String
    /// `channel.yaml` of each channel as written, by the channel's id.
    public var channelTexts: [String: String]
    /// The lists that `corong.yaml` uses, by name.
    public var listTexts: [String: String]
    /// The workspace's zone as it was known when the configuration was taken over.
    public var zone: Zone
    /// The zones besides it that `corong.yaml` names, as they were known then; in any order, each once.
    public var otherZones: [Zone]
    /// Random, made once for a workspace and kept for ever: keys and orders derive from it.
    public var seed: SipHash.Key

    /// A bundle from its parts.
    public init(
        settingsText: String, channelTexts: [String: String], listTexts: [String: String] = [:], zone: Zone,
        otherZones: [Zone] = [], seed: SipHash.Key
    ) {
        self.settingsText = settingsText
        self.channelTexts = channelTexts
        self.listTexts = listTexts
        self.zone = zone
        self.otherZones = otherZones
        self.seed = seed
    }

    /// The settings as they were meant when the bundle was made: with the recorded zones, whatever this machine knows.
    public func settings() -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(
            text: settingsText, file: "corong.yaml", zones: .recorded([zone] + otherZones), lists: listTexts)
    }

    /// The bytes for the ledger. Cost: one copy of the texts.
    public func encode() -> [UInt8] {
        let version = !otherZones.isEmpty ? Self.formatVersion : listTexts.isEmpty ? 1 : 2
        var bytes = Array("corong-configuration \(version)\n".utf8)
        func add(_ name: String, _ text: String) {
            bytes += "\(name) \(text.utf8.count)\n".utf8
            bytes += text.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        add("seed", Self.hex(seed.low) + Self.hex(seed.high))
        for zone in [zone] + otherZones.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            add("zone", zone.name)
            add("spans", zone.spans.map { "\($0.start.microseconds) \($0.offsetSeconds)\n" }.joined())
        }
        add("settings", settingsText)
        for (record, texts) in [("channel", channelTexts), ("list", listTexts)] {
            for (name, text) in texts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                add(record, name)
                add("text", text)
            }
        }
        add("end", "")
        return bytes
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension ConfigurationBundle: Hashable {
    /// Same bytes: texts that only look the same (composed and decomposed accents) are different configurations.
    public static func == (left: ConfigurationBundle, right: ConfigurationBundle) -> Bool {
        left.encode() == right.encode()
    }

    /// Takes in the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(encode()) }
}
