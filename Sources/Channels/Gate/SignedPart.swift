import Domain

/// A piece of what is signed.
public enum SignedPart: Sendable, Hashable {
    /// The body's bytes as received.
    case body
    /// The text of the signed time.
    case timestamp
    /// The text of another header; absent: nothing can be right.
    case header(String)
    /// The bytes of a form field; absent: nothing can be right.
    case field(String)
    /// The request's method, upper case.
    case method
    /// The address as the sender called it: scheme, host, path and query.
    case url
    /// Names and values of an urlencoded body: names ascending, each with its distinct values ascending, nothing in between. Nothing for
    /// other bodies.
    case sortedForm
    /// Fixed text.
    case literal(String)

    /// Whether the pieces can be had from headers and body alone, without taking anything apart.
    var isPlain: Bool {
        switch self {
        case .body, .timestamp, .header, .literal: true
        case .field, .method, .url, .sortedForm: false
        }
    }

    var withLowercasedName: SignedPart {
        if case .header(let name) = self { return .header(name.lowercased()) }
        return self
    }

    /// Headers that go into a signature, lower case.
    static func headers(_ parts: [SignedPart], _ time: SignedTime?) -> [String] {
        var names: [String] = []
        if let time, case .header(let name) = time.place { names.append(name.lowercased()) }
        for case .header(let name) in parts { names.append(name.lowercased()) }
        return names
    }
}

/// The time that a sender signs, against replays.
public struct SignedTime: Sendable, Hashable {
    /// Where the time stands.
    public enum Place: Sendable, Hashable {
        /// In a header.
        case header(String)
        /// In a form field.
        case field(String)
        /// Beside the signature in the same header, as `t=...`.
        case parameter(String)
    }

    /// How the time is written.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Seconds since the epoch.
        case seconds = "s"
        /// Milliseconds since the epoch.
        case milliseconds = "ms"
        /// Date and time of RFC 3339; without an offset in UTC.
        case rfc3339

        /// The written time in seconds since the epoch; nil where the text is none.
        func seconds(of text: String) -> Int64? {
            switch self {
            case .seconds: Int64(text)
            case .milliseconds: Int64(text)?.flooredDivision(by: 1000)
            case .rfc3339: Timestamp(rfc3339: text, assumingUTC: true)?.seconds
            }
        }
    }

    /// Where it stands.
    public var place: Place
    /// How it is written.
    public var unit: Unit
    /// How far it may lie from our time, either way, in seconds; nil: any time.
    public var toleranceSeconds: Int64?

    /// A time from its parts.
    public init(place: Place, unit: Unit = .seconds, toleranceSeconds: Int64? = nil) {
        self.place = place
        self.unit = unit
        self.toleranceSeconds = toleranceSeconds
    }

    var withLowercasedName: SignedTime {
        guard case .header(let name) = place else { return self }
        return SignedTime(place: .header(name.lowercased()), unit: unit, toleranceSeconds: toleranceSeconds)
    }

    /// Whether a signed time is too far from ours. What is no time counts as too far: the stricter reading of a doubtful request.
    func isExpired(_ text: String?, nowSeconds: Int64) -> Bool {
        guard let toleranceSeconds else { return false }
        guard let sent = text.flatMap({ unit.seconds(of: $0) }) else { return true }
        return isFar(sent, from: nowSeconds, toleranceSeconds)
    }
}

/// Whether two times lie further apart than that.
func isFar(_ sent: Int64, from nowSeconds: Int64, _ toleranceSeconds: Int64) -> Bool {
    let (age, overflow) = nowSeconds.subtractingReportingOverflow(sent)
    return overflow || age.magnitude > toleranceSeconds.magnitude
}
