public import JSON

/// Where a request carries a signature or a secret.
public enum ProofPlace: Sendable, Hashable {
    /// In a header, after a prefix such as `Bearer `; the prefix in any case.
    case header(name: String, prefix: String)
    /// In a parameter of the address.
    case query(name: String)
    /// In a form field, urlencoded or multipart.
    case field(name: String)
    /// In a member of a body of JSON.
    case body(JSONPath)

    /// Where it is, in a few words.
    var label: String {
        switch self {
        case .header(let name, _): name
        case .query(let name): "the address (\(name))"
        case .field(let name): "the form field \(name)"
        case .body(let path): "the body (\(path))"
        }
    }

    /// The same with a lower-case header name, as requests are searched for it.
    var withLowercasedName: ProofPlace {
        guard case .header(let name, let prefix) = self else { return self }
        return .header(name: name.lowercased(), prefix: prefix)
    }
}
