import Domain
import JSON

extension Evaluation {
    /// Where the customer is: what the channel maps as the location, else what the answers of a form say.
    ///
    /// What is no place on earth is as good as absent; it stays in the event's details and answers.
    mutating func place(_ location: DetailExpression?, _ answers: [Event.Answer]) -> Place? {
        if let location, let place = place(location) { return place }
        return answers.isEmpty ? nil : Place(in: answers)
    }

    private mutating func place(_ expression: DetailExpression) -> Place? {
        switch expression {
        case .raw(let path): return path.first(in: bindings).flatMap { Place(in: $0) }
        case .parsed(let expression):
            guard let text = text(expression), let document = try? JSONDocument(parsing: Array(text.utf8)) else {
                return nil
            }
            return document.withRoot { Place(in: $0) }
        case .text(let expression): return text(expression).flatMap { Place(pair: $0) }
        case .object(let members): return place(members)
        case .first(let expressions):
            for expression in expressions {
                if let place = place(expression) { return place }
            }
            return nil
        case .time, .phonesIn, .number, .addresses, .strings, .merge, .list, .flag, .present: return nil
        }
    }

    private mutating func place(_ members: [DetailMember]) -> Place? {
        func member(_ axis: Axis) -> DetailMember? { members.first { axis.names.contains($0.name) } }
        if let latitude = member(.latitude), let longitude = member(.longitude) {
            guard let north = degrees(latitude.value), let east = degrees(longitude.value) else { return nil }
            return Place(latitude: north, longitude: east)
        }
        return members.first { $0.name == Axis.pair }.flatMap { place($0.value) }
    }

    private mutating func degrees(_ expression: DetailExpression) -> Double? {
        switch expression {
        case .raw(let path): path.first(in: bindings)?.degrees
        case .text(let expression), .number(let expression): text(expression).flatMap { $0.degrees }
        default: nil
        }
    }
}

/// How providers and forms call what a place is given by.
private enum Axis {
    case latitude, longitude

    /// One text with both.
    static let pair = "coordinates"
    /// The longest of the names, in bytes.
    static let bytesMax = 9

    private static let latitudes = ["latitude", "lat"]
    private static let longitudes = ["longitude", "lng", "lon", "long"]
    private static let latitudeKeys = latitudes.map { JSONKey($0) }
    private static let longitudeKeys = longitudes.map { JSONKey($0) }

    var names: [String] { self == .latitude ? Axis.latitudes : Axis.longitudes }
    var keys: [JSONKey] { self == .latitude ? Axis.latitudeKeys : Axis.longitudeKeys }
}

extension Place {
    /// An object with both, or a text with both.
    fileprivate init?(in value: JSONValue) {
        func degrees(_ axis: Axis) -> Double? {
            for key in axis.keys {
                if let found = value[key] { return found.degrees }
            }
            return nil
        }
        switch value.kind {
        case .string:
            guard let text = value.string else { return nil }
            self.init(pair: text)
        case .object:
            guard let north = degrees(.latitude), let east = degrees(.longitude) else { return nil }
            self.init(latitude: north, longitude: east)
        default: return nil
        }
    }

    /// The answers to two questions.
    fileprivate init?(in answers: [Event.Answer]) {
        func degrees(_ axis: Axis) -> Double? {
            for answer in answers where answer.name.utf8.count <= Axis.bytesMax {
                guard answer.values.count == 1, axis.names.contains(answer.name.lowercased()) else { continue }
                return answer.values.first?.degrees
            }
            return nil
        }
        guard let north = degrees(.latitude), let east = degrees(.longitude) else { return nil }
        self.init(latitude: north, longitude: east)
    }

    /// `-6.175392,106.827153`, with or without spaces.
    fileprivate init?(pair text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let north = String(parts[0]).degrees, let east = String(parts[1]).degrees else {
            return nil
        }
        self.init(latitude: north, longitude: east)
    }
}

extension JSONValue {
    /// A number, or a text that is one.
    fileprivate var degrees: Double? { double ?? string.flatMap { $0.degrees } }
}

extension String {
    /// Decimal degrees; nil for anything else, also for infinities and what has an exponent.
    fileprivate var degrees: Double? {
        let digits = trimmed
        guard digits.utf8.count <= 32, digits.utf8.allSatisfy({ $0 &- 48 < 10 || $0 == 45 || $0 == 46 || $0 == 43 })
        else { return nil }
        return Double(digits)
    }
}
