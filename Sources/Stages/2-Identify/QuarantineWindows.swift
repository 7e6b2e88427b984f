import Domain

/// The keyed hashes under which windows are kept: a state does not show whom they count.
struct WindowKeys: Sendable {
    private let seed: SipHash.Key
    /// When windows were last taken out.
    let sweep: SipHash.Digest

    init(seed: SipHash.Key) {
        self.seed = seed
        var hash = SipHash(key: seed)
        hash.combine("window sweep")
        sweep = hash.digest()
    }

    /// A sender, wherever he writes.
    func sender(_ identifier: Identifier) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine("window sender")
        hash.combine(identifier.kind.rawValue)
        hash.combine(identifier.value)
        return hash.digest()
    }

    /// The forms of an account, by the parts of its events' keys that name channel and account.
    func form(of event: Event) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine("window form")
        hash.combine(event.key.parts.first ?? "")
        hash.combine(event.account ?? "")
        return hash.digest()
    }

    /// What was held back on a form.
    func caught(on form: SipHash.Digest) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine("window caught")
        hash.combine(Int64(bitPattern: form.high))
        hash.combine(Int64(bitPattern: form.low))
        return hash.digest()
    }

    /// A folded text.
    func text(_ folded: [UInt8]) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine("window text")
        folded.withUnsafeBytes { hash.combine(bytes: $0) }
        return hash.digest()
    }
}

extension Work {
    /// Counts one more, in a new window where the last one is over.
    ///
    /// - Returns: How many there are now.
    @discardableResult
    mutating func countUp(_ key: SipHash.Digest, at: Timestamp, _ rate: QuarantineRules.Rate) -> Int64 {
        var row = SourceWindow(digest: key, until: at.adding(seconds: rate.withinSeconds), count: 1)
        if let known = window(key), at < known.until {
            row = known
            row.count += 1
        }
        put(row)
        return row.count
    }

    /// Lets a window last for its whole time from now on.
    mutating func prolong(_ key: SipHash.Digest, at: Timestamp, _ rate: QuarantineRules.Rate) {
        guard var row = window(key) else { return }
        row.until = max(row.until, at.adding(seconds: rate.withinSeconds))
        put(row)
    }

    /// How many a window has counted so far.
    func count(in key: SipHash.Digest, at: Timestamp) -> Int64 {
        guard let row = window(key), at < row.until else { return 0 }
        return row.count
    }
}
