/// The fields of a form as a signature covers them: the bytes as they were typed, in no charset and with their line ends.
struct FormEvidence {
    private enum Notation {
        case urlEncoded
        case multipart(boundary: String)
        case other
    }

    private let notation: Notation
    private let body: [UInt8]

    /// A form of a body; without fields where the content type is no form's.
    init(contentType: String, body: [UInt8]) {
        let type = MediaType(contentType)
        self.body = body
        switch type.name {
        case "application/x-www-form-urlencoded": notation = .urlEncoded
        case "multipart/form-data":
            let boundary = type.parameters["boundary"] ?? ""
            notation = boundary.isEmpty || boundary.utf8.count > 200 ? .other : .multipart(boundary: boundary)
        default: notation = .other
        }
    }

    var isURLEncoded: Bool {
        if case .urlEncoded = notation { true } else { false }
    }

    /// The first value of a field; nil where there is none.
    func value(of name: String) -> [UInt8]? {
        switch notation {
        case .urlEncoded:
            let wanted = Array(name.utf8)
            return URLEncoding.pairs(of: body[...]).prefix(FormBody.fieldsMax).first { $0.isNamed(wanted) }
                .map { URLEncoding.decoded($0.value) }
        case .multipart(let boundary):
            return MultipartBody(body, boundary: boundary)
                .first(among: FormBody.fieldsMax) { $0.name == name && $0.filename == nil }.map { Array($0.bytes) }
        case .other: return nil
        }
    }

    /// Names ascending, each with its distinct values ascending; nil for more fields than a form may have.
    var sorted: [UInt8]? {
        guard isURLEncoded else { return [] }
        var pairs: [(name: [UInt8], value: [UInt8])] = []
        for pair in URLEncoding.pairs(of: body[...]) {
            guard pairs.count < FormBody.fieldsMax else { return nil }
            pairs.append((URLEncoding.decoded(pair.name), URLEncoding.decoded(pair.value)))
        }
        pairs.sort { left, right in
            left.name == right.name
                ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
        }
        var result: [UInt8] = []
        result.reserveCapacity(body.count)
        for (index, pair) in pairs.enumerated() where index == 0 || pair != pairs[index - 1] {
            result += pair.name
            result += pair.value
        }
        return result
    }
}
