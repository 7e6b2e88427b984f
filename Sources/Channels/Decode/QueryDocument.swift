import JSON

/// The parameters of a delivery's address as a part of its document.
enum QueryDocument {
    /// What follows the `?` of a path with query, without a fragment.
    static func query(of target: String) -> ArraySlice<UInt8> {
        let bytes = Array(target.utf8)
        let whole = bytes.prefix { $0 != UInt8(ascii: "#") }
        guard let mark = whole.firstIndex(of: UInt8(ascii: "?")) else { return [] }
        return whole[(mark + 1)...]
    }

    /// The parameters as fields; nil where there are none.
    static func tree(_ query: ArraySlice<UInt8>) throws(NormaliseError) -> FormTree? {
        guard !query.isEmpty else { return nil }
        var tree = FormTree()
        for pair in URLEncoding.pairs(of: query) {
            guard tree.count < FormBody.fieldsMax else {
                throw .notForm("its address has more than \(FormBody.fieldsMax) parameters")
            }
            tree.insert(
                FormCharset.utf8.text(URLEncoding.decoded(pair.value)),
                at: FormCharset.utf8.text(URLEncoding.decoded(pair.name)))
        }
        return tree
    }

    /// A body of JSON with the parameters as its member `query`: before the body's own members, so that no body can take its place. A body that is
    /// no object becomes the member `body`; an empty one is left out.
    static func make(_ delivery: DeliveryInput, _ parser: JSONParser) throws(NormaliseError) -> JSONDocument {
        let tree = try tree(query(of: delivery.target))
        var builder = JSONBuilder()
        builder.beginObject()
        tree?.writeMember("query", to: &builder)
        guard tree == nil || delivery.body.contains(where: { $0 > 0x20 }) else {
            builder.endObject()
            return builder.finish()
        }
        return try parser.withDocument(delivery.body, lifting: NormaliseError.notJSON) { root throws(NormaliseError) in
            if root.kind != .object {
                builder.key("body")
                builder.append(root)
            }
            for member in root.members {
                guard let name = member.key.string else { continue }
                builder.key(name)
                builder.append(member.value)
            }
            builder.endObject()
            return builder.finish()
        }
    }
}
