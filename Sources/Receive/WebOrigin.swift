/// Origins of web pages: scheme, host and port.
enum WebOrigin {
    /// The origin of an absolute `http` or `https` address, lower case; nil for anything else, also for addresses that browsers and we could
    /// read differently (user names, backslashes, blanks, bytes outside ASCII).
    static func origin(of address: String) -> String? {
        guard address.utf8.count <= 2048, address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x5c }) else {
            return nil
        }
        let lowered = address.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else { return nil }
        let rest = lowered.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !host.isEmpty, host.utf8.allSatisfy({ isHostByte($0) }) else { return nil }
        let standard = scheme == "https://" ? ":443" : ":80"
        return scheme + (host.hasSuffix(standard) ? host.dropLast(standard.count) : host)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
        case UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}
