import Domain
import JSON
import Mail

/// The body of a web form in any of the notations that browsers and scripts use.
///
/// Becomes a document `{"fields": {...}, "files": [...], "query": {...}, "numbered": {...}}`: bracket names nest, repeated names and
/// `name[]` are lists, a file is `{field, filename, mime, size, sha256}`, `query` holds the parameters of the address.
struct FormBody {
    /// Fields and files that one form may have.
    static let fieldsMax = 2000

    private let type: MediaType
    private let body: [UInt8]
    private let query: ArraySlice<UInt8>
    private let shape: DocumentShape

    init(_ delivery: DeliveryInput, _ shape: DocumentShape = DocumentShape()) {
        type = MediaType(HeaderText.value(of: "content-type", in: delivery.headers) ?? "")
        body = delivery.body
        query = QueryDocument.query(of: delivery.target)
        self.shape = shape
    }

    /// The document; `parser` is only lent for bodies of JSON.
    func document(_ parser: JSONParser) throws(NormaliseError) -> JSONDocument {
        // A form that is sent by GET has its fields in the address.
        if !query.isEmpty, !body.contains(where: { $0 > 0x20 }) { return try urlEncoded(query) }
        switch type.name {
        case "application/x-www-form-urlencoded": return try urlEncoded(body[...])
        case "multipart/form-data": return try multipart()
        case "application/json": return try json(parser)
        case "", "text/plain":
            // What a page sends when it closes (`sendBeacon`) has no better type.
            let start = body.first { $0 > 0x20 }
            return start == UInt8(ascii: "{") ? try json(parser) : try urlEncoded(body[...])
        default:
            if type.name.hasSuffix("+json") { return try json(parser) }
            throw .notForm("its content type is \(type.name.prefix(60))")
        }
    }

    /// The first value of a field, without making a document; nil for bodies of JSON, which no browser follows.
    func text(of field: String) -> String? {
        let name = Array(field.utf8)
        switch type.name {
        case "application/x-www-form-urlencoded":
            return URLEncoding.pairs(of: body[...]).prefix(Self.fieldsMax).first { $0.isNamed(name) }
                .map { FormCharset.utf8.text(URLEncoding.decoded($0.value)) }
        case "multipart/form-data":
            guard let boundary = type.parameters["boundary"], !boundary.isEmpty else { return nil }
            return MultipartBody(body, boundary: boundary)
                .first(among: Self.fieldsMax) { $0.name == field && $0.filename == nil }
                .map { FormCharset.utf8.text(Array($0.bytes)) }
        default: return nil
        }
    }

    private static var tooManyFields: NormaliseError { .notForm("it has more than \(fieldsMax) fields") }

    private func urlEncoded(_ bytes: ArraySlice<UInt8>) throws(NormaliseError) -> JSONDocument {
        var pairs: [URLEncoding.Pair] = []
        for pair in URLEncoding.pairs(of: bytes) {
            guard pairs.count < Self.fieldsMax else { throw Self.tooManyFields }
            pairs.append(pair)
        }
        let charsetName = Array("_charset_".utf8)
        let declared = pairs.first { $0.isNamed(charsetName) }
        let charset = FormCharset(declared: declared.map { URLEncoding.decoded($0.value) })
        let named = charsets(
            pairs.first { pair in shape.charsetsField.map { pair.isNamed(Array($0.utf8)) } ?? false }
                .map { URLEncoding.decoded($0.value) })
        var form = FormTree()
        for pair in pairs {
            let name = charset.text(URLEncoding.decoded(pair.name))
            form.insert(text(URLEncoding.decoded(pair.value), of: name, charset, named), at: name)
        }
        return try finished(form)
    }

    private func multipart() throws(NormaliseError) -> JSONDocument {
        guard let boundary = type.parameters["boundary"], !boundary.isEmpty, boundary.utf8.count <= 200 else {
            throw .notForm("its content type names no boundary")
        }
        guard let parts = MultipartBody(body, boundary: boundary).parts(max: Self.fieldsMax) else {
            throw Self.tooManyFields
        }
        guard !parts.isEmpty else { throw .notForm("none of its parts begins with the boundary") }
        var form = FormTree()
        let charset = FormCharset(declared: parts.first { $0.name == "_charset_" }.map { Array($0.bytes) })
        let named = charsets(
            parts.first { $0.name == shape.charsetsField && $0.filename == nil }.map { Array($0.bytes) })
        for part in parts {
            if let filename = part.filename {
                // An input that the visitor left empty.
                if filename.isEmpty, part.bytes.isEmpty { continue }
                form.append(
                    FormFile(
                        field: part.name, filename: filename, mime: part.mime, size: part.bytes.count,
                        sha256: TextDigest.hex(of: part.bytes)))
            } else {
                form.insert(text(Array(part.bytes), of: part.name, charset, named), at: part.name)
            }
        }
        return try finished(form)
    }

    /// The document of the collected fields with what the shape asks for besides.
    private func finished(_ form: consuming FormTree) throws(NormaliseError) -> JSONDocument {
        let numbered = shape.numbered.map { family in
            (family, family.elements { form.text(of: $0) })
        }
        let query = try QueryDocument.tree(query)
        return form.document { builder in
            NumberedFields.write(numbered, to: &builder)
            query?.writeMember("query", to: &builder)
        }
    }

    /// Charsets by field, as a field of JSON names them.
    private func charsets(_ json: [UInt8]?) -> [String: String] {
        guard let json, let document = try? JSONDocument(parsing: json) else { return [:] }
        return document.withRoot { root in
            var charsets: [String: String] = [:]
            for member in root.members {
                if let name = member.key.string, let charset = member.value.string { charsets[name] = charset }
            }
            return charsets
        }
    }

    private func text(
        _ bytes: [UInt8], of name: String, _ charset: FormCharset, _ named: [String: String]
    ) -> String {
        guard let other = named[name] else { return charset.text(bytes) }
        return FormCharset.utf8.text(Array(MailText.decoded(bytes, charset: other).utf8))
    }

    private func json(_ parser: JSONParser) throws(NormaliseError) -> JSONDocument {
        try parser.withDocument(body, lifting: NormaliseError.notJSON) { root throws(NormaliseError) in
            guard root.kind == .object || root.kind == .array else {
                throw .notForm("its JSON is neither an object nor a list")
            }
            var builder = JSONBuilder()
            builder.beginObject()
            builder.key("fields")
            builder.append(root)
            NumberedFields.write(
                shape.numbered.map { family in (family, family.elements { root[$0]?.scalarText }) }, to: &builder)
            try QueryDocument.tree(query)?.writeMember("query", to: &builder)
            builder.endObject()
            return builder.finish()
        }
    }
}
