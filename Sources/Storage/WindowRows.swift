public import Domain

extension SourceWindow: StateRow {
    /// By digest, kept as that of ``SeenEvent`` is.
    public static let table = StateTable(
        "source_windows", key: 2,
        [.integer("digest_high"), .integer("digest_low"), .integer("until"), .integer("count")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(digest.columns.high)
        sink.put(digest.columns.low)
        sink.put(until.microseconds)
        sink.put(count)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let high = try source.integer()
        let digest = SipHash.Digest(columns: (high, try source.integer()))
        self.init(digest: digest, until: try source.timestamp(), count: try source.integer())
    }
}
