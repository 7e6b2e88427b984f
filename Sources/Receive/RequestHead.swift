import Channels
import NIOCore
import NIOHTTP1

/// What the intake needs of a request's head, read once.
struct RequestHead {
    let head: HTTPRequestHead
    /// The body's announced size; 0 for requests without a body, nil for chunked ones.
    let contentLength: Int?
    let persistence: PreparedAnswer.Persistence
    /// Whether the client waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// Whether the client expects something that we do not know.
    let expectsOther: Bool
    /// Whether it names its host as HTTP/1.1 demands: once.
    let isHostValid: Bool

    private let pathStart: String.Index
    private let questionMark: String.Index?

    init(_ head: HTTPRequestHead, isDraining: Bool) {
        self.head = head
        questionMark = head.uri.utf8.firstIndex(of: UInt8(ascii: "?"))
        pathStart = Self.pathStart(of: head.uri)
        var length: Int? = 0
        var isChunked = false
        var expectsContinue = false
        var expectsOther = false
        var hosts = 0
        var isUpgrade = false
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 14 where name.equalsIgnoringASCIICase("content-length"): length = Int(value) ?? .max
            case 17 where name.equalsIgnoringASCIICase("transfer-encoding"): isChunked = true
            case 4 where name.equalsIgnoringASCIICase("host"): hosts += 1
            case 7 where name.equalsIgnoringASCIICase("upgrade"): isUpgrade = true
            case 6 where name.equalsIgnoringASCIICase("expect"):
                if value.equalsIgnoringASCIICase("100-continue") { expectsContinue = true } else { expectsOther = true }
            default: break
            }
        }
        contentLength = isChunked ? nil : length
        // A client of HTTP/1.0 would take the interim answer for the answer.
        self.expectsContinue = expectsContinue && head.version.minor > 0
        self.expectsOther = expectsOther
        isHostValid = hosts == 1 || (hosts == 0 && head.version.minor == 0)
        // After an upgrade or a tunnel that was asked for the parser reads no further request, whether we agree or not.
        let isLast = isUpgrade || head.method == .CONNECT || !isHostValid
        if isDraining || isLast || !head.isKeepAlive {
            persistence = .close
        } else {
            persistence = head.version.minor == 0 ? .keepAliveOld : .keepAlive
        }
    }

    /// The method, upper case.
    var method: String { head.method.rawValue }

    var isHeadMethod: Bool { head.method == .HEAD }

    /// The address up to the `?`, without scheme and host where the client names them.
    var path: Substring {
        let end = questionMark ?? head.uri.endIndex
        return head.uri[min(pathStart, end)..<end]
    }

    /// What follows the `?`; empty where there is none.
    var query: Substring { questionMark.map { head.uri[head.uri.utf8.index(after: $0)...] } ?? "" }

    var hasQuery: Bool { questionMark != nil }

    /// The address as the sender called it, which only the proxy in front of us knows for sure.
    ///
    /// - Parameter publicAddress: Scheme and host, perhaps with the beginning of the path; nil: what the proxy's headers say.
    func calledAddress(publicAddress: String?) -> CalledAddress {
        let target = String(path) + (hasQuery ? "?" + query : "")
        let origin = publicAddress ?? forwardedOrigin
        return CalledAddress(method: method, origin: origin, target: target)
    }

    private var forwardedOrigin: String {
        // A chain of proxies writes a list; the first is the outermost.
        func outermost(_ name: String) -> String? {
            let text = first(name)?.prefix { $0 != "," && $0 != " " } ?? ""
            return text.isEmpty ? nil : String(text)
        }
        let scheme = outermost("x-forwarded-proto") ?? "http"
        return "\(scheme)://\(outermost("x-forwarded-host") ?? first("host") ?? "")"
    }

    func first(_ name: String) -> String? { head.headers.first(name: name) }

    /// After `http://host` of an absolute address, which every server must take.
    private static func pathStart(of uri: String) -> String.Index {
        guard uri.utf8.first != UInt8(ascii: "/") else { return uri.startIndex }
        let lowered = uri.prefix(8).lowercased()
        guard let scheme = ["http://", "https://"].first(where: { lowered.hasPrefix($0) }) else {
            return uri.startIndex
        }
        let authority = uri.utf8.dropFirst(scheme.utf8.count)
        return authority.firstIndex(of: UInt8(ascii: "/")) ?? uri.endIndex
    }
}

extension String {
    /// Whether the text is this ASCII one, in any case. `lowered` is lower case.
    func equalsIgnoringASCIICase(_ lowered: String) -> Bool {
        guard utf8.count == lowered.utf8.count else { return false }
        return zip(utf8, lowered.utf8).allSatisfy { byte, other in
            byte == other || (byte &- 65 < 26 && byte | 32 == other)
        }
    }
}
