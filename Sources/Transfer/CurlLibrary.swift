import CCurl

/// What concerns libcurl as a whole.
enum CurlLibrary {
    /// Whether the library is ready.
    static let isReady = corong_curl_start()

    /// Bytes of a scheme or a host name with its end.
    private static let nameBytesMax = 320

    /// The parts of an address that decide where it leads, as libcurl will read it.
    ///
    /// - Throws: A clause that says what is wrong with it.
    static func parts(of url: String) throws(InvalidURL) -> (scheme: String, host: String) {
        // What stands outside of printable ASCII must be percent-encoded already: a line break would end the request line.
        guard url.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw InvalidURL(why: "the address has blanks or letters that are not percent-encoded")
        }
        var scheme = [CChar](repeating: 0, count: nameBytesMax)
        var host = scheme
        switch corong_url_read(url, &scheme, &host, nameBytesMax) {
        case CORONG_URL_OK: return (text(scheme), text(host))
        case CORONG_URL_HAS_USER:
            throw InvalidURL(why: "the address holds a user or a password; send a header instead")
        case CORONG_URL_NO_HOST: throw InvalidURL(why: "the address names no host")
        default: throw InvalidURL(why: "the address is not of the form https://host/path")
        }
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// What is wrong with an address.
struct InvalidURL: Error {
    let why: String
}
