/// Keyed hashes as a channel file writes them.
enum DraftScheme {
    /// The lines of `hmac`.
    static func lines(of scheme: HMACScheme) -> [String] {
        var lines = ["hmac:", "  algorithm: \(scheme.algorithm.rawValue)"]
        switch scheme.place {
        case .header(let name, let prefix):
            lines.append("  header: \(DraftYAML.scalar(name))")
            if !prefix.isEmpty { lines.append("  prefix: \(DraftYAML.quoted(prefix))") }
        case .field(let name): lines.append("  field: \(DraftYAML.scalar(name))")
        case .query, .body: break
        }
        lines.append("  encoding: \(scheme.encoding.rawValue)")
        if scheme.key != .text { lines.append("  key: \(scheme.key.rawValue)") }
        if case .parameters(let signature) = scheme.layout {
            var members = "signature: \(DraftYAML.scalar(signature))"
            if case .parameter(let time) = scheme.time?.place { members += ", timestamp: \(DraftYAML.scalar(time))" }
            lines.append("  parameters: {\(members)}")
        }
        if let time = scheme.time {
            switch time.place {
            case .header(let name): lines.append("  timestamp_header: \(DraftYAML.scalar(name))")
            case .field(let name): lines.append("  timestamp_field: \(DraftYAML.scalar(name))")
            case .parameter: break
            }
            if time.unit != .seconds { lines.append("  timestamp_unit: \(time.unit.rawValue)") }
            lines.append("  tolerance: 5m")
        }
        if scheme.signed != [.body] { lines.append("  signed: \(DraftYAML.quoted(template(scheme.signed)))") }
        if scheme.signed.contains(.sortedForm) {
            lines.append("  # Where the body is no form, something has to stand for it:")
            lines.append("  body_hash_query: bodySHA256")
        }
        return lines
    }

    /// The template of what is signed.
    static func template(_ parts: [SignedPart]) -> String {
        parts.map { part in
            switch part {
            case .body: "{body}"
            case .timestamp: "{timestamp}"
            case .header(let name): "{header:\(name)}"
            case .field(let name): "{field:\(name)}"
            case .method: "{method}"
            case .url: "{url}"
            case .sortedForm: "{sorted_form}"
            case .literal(let text): text
            }
        }.joined()
    }
}
