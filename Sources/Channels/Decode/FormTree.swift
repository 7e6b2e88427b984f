import JSON

/// A file that came with a form. Its bytes stay in the ledger.
struct FormFile {
    let field: String
    let filename: String
    let mime: String
    let size: Int
    let sha256: String
}

/// The fields of a form while they are collected: in order, nested as their bracket names say.
struct FormTree {
    /// Levels of a bracket name; deeper ones are taken as they are written.
    static let depthMax = 8

    private struct Node {
        var values: [String] = []
        var isList = false
        /// Places of the children in the pool, in order.
        var children: [(name: String, place: Int)] = []
        var index: [String: Int] = [:]
    }

    private var nodes: [Node] = [Node()]
    private var files: [FormFile] = []
    /// Fields taken so far.
    private(set) var count = 0

    mutating func append(_ file: FormFile) { files.append(file) }

    /// Takes in one field.
    mutating func insert(_ value: String, at name: String) {
        count += 1
        var path = Self.path(of: name)
        let isList = path.count > 1 && path.last == ""
        if isList { path.removeLast() }
        // A name that is a value here and a group there cannot be both in one object, so the later one stays as written.
        if path.contains("") || !fits(path) { path = [name] }
        var place = 0
        for step in path { place = child(step, of: place) }
        nodes[place].values.append(value)
        if isList { nodes[place].isList = true }
    }

    /// The first value of a field of the outermost level.
    func text(of name: String) -> String? { nodes[0].index[name].flatMap { nodes[$0].values.first } }

    /// The fields as a member of an object that is being built.
    func writeMember(_ name: String, to builder: inout JSONBuilder) {
        builder.key(name)
        write(0, to: &builder)
    }

    /// `{"fields": ..., "files": ...}` and what `more` adds.
    consuming func document(_ more: (inout JSONBuilder) -> Void) -> JSONDocument {
        var builder = JSONBuilder()
        builder.beginObject()
        builder.key("fields")
        write(0, to: &builder)
        if !files.isEmpty {
            builder.key("files")
            builder.beginArray()
            for file in files { Self.write(file, to: &builder) }
            builder.endArray()
        }
        more(&builder)
        builder.endObject()
        return builder.finish()
    }

    private func fits(_ path: [String]) -> Bool {
        var place = 0
        for step in path {
            if place != 0, !nodes[place].values.isEmpty { return false }
            guard let next = nodes[place].index[step] else { return true }
            place = next
        }
        return nodes[place].children.isEmpty
    }

    private mutating func child(_ name: String, of place: Int) -> Int {
        if let known = nodes[place].index[name] { return known }
        nodes.append(Node())
        nodes[place].index[name] = nodes.count - 1
        nodes[place].children.append((name, nodes.count - 1))
        return nodes.count - 1
    }

    private func write(_ place: Int, to builder: inout JSONBuilder) {
        let node = nodes[place]
        if place != 0, node.children.isEmpty {
            let isList = node.isList || node.values.count > 1
            if isList { builder.beginArray() }
            for value in node.values { builder.string(value) }
            if isList { builder.endArray() }
            return
        }
        if place != 0, isNumberedList(node) {
            builder.beginArray()
            for child in node.children { write(child.place, to: &builder) }
            builder.endArray()
            return
        }
        builder.beginObject()
        for child in node.children {
            builder.key(child.name)
            write(child.place, to: &builder)
        }
        builder.endObject()
    }

    /// Whether it is a list as PHP writes one: `a[0]=x&a[1]=y`, single values numbered in order from 0.
    private func isNumberedList(_ node: Node) -> Bool {
        node.children.enumerated().allSatisfy { index, child in
            let inner = nodes[child.place]
            return child.name == String(index) && inner.children.isEmpty && inner.values.count == 1 && !inner.isList
        }
    }

    private static func write(_ file: FormFile, to builder: inout JSONBuilder) {
        builder.beginObject()
        for (name, text) in [("field", file.field), ("filename", file.filename), ("mime", file.mime)] {
            builder.key(name)
            builder.string(text)
        }
        builder.key("size")
        builder.int(Int64(file.size))
        builder.key("sha256")
        builder.string(file.sha256)
        builder.endObject()
    }

    /// `a[b][]` is `a`, `b` and an empty step; what is not of that form is one step.
    private static func path(of name: String) -> [String] {
        guard let open = name.utf8.firstIndex(of: UInt8(ascii: "[")), open != name.startIndex, name.hasSuffix("]")
        else { return [name] }
        var path = [String(name[..<open])]
        var rest = name[open...]
        while !rest.isEmpty {
            guard rest.first == "[", let close = rest.firstIndex(of: "]"), path.count < depthMax else { return [name] }
            path.append(String(rest[rest.index(after: rest.startIndex)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return path
    }
}
