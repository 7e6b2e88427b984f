import Domain

/// What links a text has.
struct LinkReader: Sendable {
    private let known: Set<String>

    /// - Parameter known: Hosts whose links are no sign of spam, nor are those of hosts below them.
    init(known: [String]) { self.known = Set(known.map { $0.lowercased() }) }

    /// Whether there are links and nothing else, at least one of them to a host that is neither known nor the account's.
    func isOnlyLinks(_ text: String, at account: String?) -> Bool {
        guard !LinkReader.beginsPlainly(text) else { return false }
        var isForeign = false
        for word in LinkReader.words(text) {
            guard let host = LinkReader.host(of: word) else { return false }
            if !isKnown(host, account) { isForeign = true }
        }
        return isForeign
    }

    /// Whether there is a link to a host that is neither known nor the account's.
    func hasLink(_ text: String, at account: String?) -> Bool {
        // Nearly all texts have none, which one scan tells.
        guard text.utf8.contains(UInt8(ascii: ".")) else { return false }
        return LinkReader.words(text).contains { word in
            LinkReader.host(of: word).map { !isKnown($0, account) } ?? false
        }
    }

    /// Whether a subject has words besides those that mail programs put before it.
    func saysSomething(_ subject: String?) -> Bool {
        guard let subject else { return false }
        let marks: Set = ["re", "fw", "fwd", "bls", "trs"]
        return LinkReader.words(subject).contains { word in
            let plain = word.lowercased().filter { $0.isLetter || $0.isNumber }
            return !plain.isEmpty && !marks.contains(plain) && LinkReader.host(of: word) == nil
        }
    }

    private func isKnown(_ host: Substring, _ account: String?) -> Bool {
        var rest = host
        while true {
            if known.contains(String(rest)) || account.map({ $0.lowercased() == rest }) ?? false { return true }
            guard let dot = rest.firstIndex(of: ".") else { return false }
            rest = rest[rest.index(after: dot)...]
        }
    }

    /// Whether the first word is ASCII without a dot, which no link is: so nearly all texts begin, and one scan of that word tells.
    private static func beginsPlainly(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var isInWord = false
            for byte in bytes {
                switch byte {
                case 0x80..., UInt8(ascii: "."): return false
                case 0x09...0x0d, UInt8(ascii: " "): if isInWord { return true }
                default: isInWord = true
                }
            }
            return isInWord
        }
    }

    private static func words(_ text: String) -> [Substring] {
        text.cut(toBytes: Limits.matchedTextBytesMax).split(whereSeparator: \.isWhitespace)
    }

    /// The host that a word links to, lower case and without `www.`; nil for a word that is no link.
    ///
    /// Two words that a dot joins without a blank (`ok.thanks`) look like a host, so that one without a scheme has to have a path or begin with
    /// `www.`.
    private static func host(of word: Substring) -> Substring? {
        let marks: Set<Character> = ["<", ">", "(", ")", "[", "]", "\"", "'", ",", ";", "*", "_", "-", "•"]
        var link = Substring(word.drop(while: marks.contains).lowercased())
        let scheme = ["https://", "http://"].first { link.hasPrefix($0) }
        link = link.dropFirst(scheme?.count ?? 0)
        let isBare = scheme == nil && !link.hasPrefix("www.")
        if link.hasPrefix("www.") { link = link.dropFirst(4) }
        let host = link.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
        let rest = link.dropFirst(host.count)
        guard !rest.hasPrefix("@"), !isBare || rest.hasPrefix("/") else { return nil }
        let labels = host.split(separator: ".")
        guard labels.count >= 2, let last = labels.last, last.count >= 2 else { return nil }
        guard last.allSatisfy(\.isLetter) || scheme != nil else { return nil }
        return host.hasSuffix(".") ? host.dropLast() : host
    }
}

/// Mail addresses that are thrown away after use.
struct ThrowawayMail: Sendable {
    private let domains: Set<String>

    /// - Parameters:
    ///   - domains: Those of the services; what stands below them is theirs, too.
    ///   - allowed: Domains that are none after all.
    init(domains: [String], but allowed: [String]) {
        self.domains = Set(domains.map { $0.lowercased() }).subtracting(allowed.map { $0.lowercased() })
    }

    /// The service's domain where the sender's mail address is one of these; nil for all others.
    func domain(of sender: Event.Sender) -> String? {
        guard !domains.isEmpty, let address = sender.email, let at = address.lastIndex(of: "@") else { return nil }
        var rest = address[address.index(after: at)...].lowercased()[...]
        while true {
            if domains.contains(String(rest)) { return String(rest) }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
    }
}
