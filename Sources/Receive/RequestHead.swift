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

    private let questionMark: String.Index?

    init(_ head: HTTPRequestHead, isDraining: Bool) {
        self.head = head
        questionMark = head.uri.utf8.firstIndex(of: UInt8(ascii: "?"))
        var length: Int? = 0
        var isChunked = false
        var expect: String?
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 14 where name.equalsIgnoringASCIICase("content-length"): length = Int(value) ?? .max
            case 17 where name.equalsIgnoringASCIICase("transfer-encoding"): isChunked = true
            case 6 where name.equalsIgnoringASCIICase("expect"): expect = value
            default: break
            }
        }
        contentLength = isChunked ? nil : length
        expectsContinue = expect?.equalsIgnoringASCIICase("100-continue") ?? false
        expectsOther = expect != nil && !expectsContinue
        if isDraining || !head.isKeepAlive {
            persistence = .close
        } else {
            persistence = head.version.minor == 0 ? .keepAliveOld : .keepAlive
        }
    }

    /// The method, upper case.
    var method: String { head.method.rawValue }

    var isHeadMethod: Bool { head.method == .HEAD }

    /// The address up to the `?`.
    var path: Substring { head.uri[..<(questionMark ?? head.uri.endIndex)] }

    /// What follows the `?`; empty where there is none.
    var query: Substring { questionMark.map { head.uri[head.uri.utf8.index(after: $0)...] } ?? "" }

    var hasQuery: Bool { questionMark != nil }

    func first(_ name: String) -> String? { head.headers.first(name: name) }
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
