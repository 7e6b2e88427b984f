import Settings

/// Reads what a signature covers: the template `signed`, and the signed time.
struct SignedTemplateReader {
    private let findings: Findings

    init(_ findings: Findings) { self.findings = findings }

    /// The time; nil where none is stated.
    ///
    /// - Parameter parameter: The parameter beside the signature that holds it.
    func time(_ fields: inout Fields, parameter: String?) -> SignedTime? {
        let header = fields.optionalString("timestamp_header")
        let field = fields.optionalString("timestamp_field")
        let unit = fields.oneOf("timestamp_unit", SignedTime.Unit.self, default: .seconds)
        let tolerance = fields.node("tolerance") == nil ? nil : fields.duration("tolerance", in: 1...86_400)
        let places =
            [header.map { SignedTime.Place.header($0) }, field.map { .field($0) }, parameter.map { .parameter($0) }]
            .compactMap { $0 }
        if places.count > 1 {
            findings.error(
                at: fields.node,
                "the signed time stands in one place: keep one of `timestamp_header`, `timestamp_field` and `timestamp` of `parameters`"
            )
        }
        guard let place = places.first else {
            for name in ["tolerance", "timestamp_unit"] where fields.names.contains(name) {
                fields.error(at: name, "`\(name)` needs a time; add `timestamp_header` or `timestamp_field`")
            }
            return nil
        }
        return SignedTime(place: place, unit: unit, toleranceSeconds: tolerance)
    }

    /// The pieces of `signed`; nil after a finding.
    func parts(_ fields: inout Fields, header: String?, _ time: SignedTime?) -> [SignedPart]? {
        let template = fields.optionalString("signed") ?? "{body}"
        let unsigned = fields.optionalString("body_unsigned")
        guard let parts = parts(of: template) else {
            fields.error(
                at: "signed",
                "`signed`: expected a template of {body}, {timestamp}, {method}, {url}, {sorted_form}, {header:Name}, "
                    + "{field:name} and text, got \(template)")
            return nil
        }
        let coversBody = parts.contains(.body) || (parts.contains(.sortedForm) && parts.contains(.url))
        if !coversBody, unsigned == nil {
            fields.error(
                at: "signed",
                "`signed` has no {body}: a signature has to cover what was sent. Add {body}, or {url} with {sorted_form}, "
                    + "or say in `body_unsigned` why the provider signs less")
        }
        if let unsigned, coversBody || unsigned.count < 10 {
            fields.error(
                at: "body_unsigned",
                coversBody
                    ? "`signed` covers the body; remove `body_unsigned`"
                    : "`body_unsigned` needs a reason that a person can check, got \(unsigned)")
        }
        if parts.contains(.timestamp), time == nil {
            fields.error(
                at: "timestamp_header", "{timestamp} in `signed` needs `timestamp_header`: where the time stands")
        }
        checkCovered(time, parts, fields)
        return parts
    }

    /// A time that anybody can write anew keeps no replay out.
    private func checkCovered(_ time: SignedTime?, _ parts: [SignedPart], _ fields: Fields) {
        guard let time, time.toleranceSeconds != nil, !parts.contains(.timestamp) else { return }
        let isCovered =
            switch time.place {
            case .header(let name): parts.contains(.header(name))
            case .field(let name): parts.contains(.field(name)) || parts.contains(.body) || parts.contains(.sortedForm)
            case .parameter: false
            }
        if !isCovered {
            fields.error(
                at: "tolerance", "`tolerance` bounds a time that `signed` does not cover; add {timestamp} to `signed`")
        }
    }

    private func parts(of template: String) -> [SignedPart]? {
        var parts: [SignedPart] = []
        for piece in TemplateText.pieces(of: template) {
            switch piece {
            case .literal(let text): parts.append(.literal(text))
            case .slot("body", _): parts.append(.body)
            case .slot("timestamp", _): parts.append(.timestamp)
            case .slot("method", _): parts.append(.method)
            case .slot("url", _): parts.append(.url)
            case .slot("sorted_form", _): parts.append(.sortedForm)
            case .slot(let name, _) where name.hasPrefix("header:") && name.count > 7:
                parts.append(.header(String(name.dropFirst(7))))
            case .slot(let name, _) where name.hasPrefix("field:") && name.count > 6:
                parts.append(.field(String(name.dropFirst(6))))
            default: return nil
            }
        }
        return parts
    }
}
