import JSON

// because: libFuzzer calls from one thread only
nonisolated(unsafe) private let parser = JSONParser()

/// Paths of every kind of step, as channels write them.
private let paths: [JSONPath] = [
    "$", "$.a", "$[0]", "$[-1].a", "$..a", "$[*]", "$.entry[*].changes[*].value.messages[*]", "$[1:5:2]", "$[::-1]",
    "$[?@.a == 'b']", "$[?@ > 1 || @ <= $[0]]", "$[?count(@.*) > 1]", "$[?length(@) == 2]['a', 'b', 0]",
    "$[?match(@.a, 'a.*')]", "$[?search(@, '[0-9]+') && !@.b]", "$[?match(@, $[0])]", "$[?value(@..a) == @.b]",
].compactMap { try? JSONPath($0) }

/// A document: everything of it is looked at, written and read back.
func runJSON(_ input: [UInt8]) {
    try? parser.withDocument(input) { root in
        look(at: root)
        let text = written(root)
        let copy = JSONDocument(copying: root)
        copy.withRoot { copy in
            require(copy.isEqual(to: root), "a copy equals its original")
            require(written(copy) == text, "a copy is written like its original")
        }
        guard let again = try? JSONDocument(parsing: text) else {
            fatalError("broken promise: what is written is JSON")
        }
        again.withRoot { again in
            require(written(again) == text, "what is written is read back the same")
            require(again.isEqual(to: root), "what is read back equals what was written")
        }
        if text.count < 4096 { for path in paths { evaluate(path, on: root) } }
    }
}

/// Asks a value, and all that is in it, everything that can be asked.
private func look(at value: JSONValue) {
    let isNumber = value.double != nil
    require(isNumber == [.int, .uint, .double].contains(value.kind), "numbers have a value")
    if let double = value.double { require(double.isFinite, "numbers are finite") }
    if let int = value.int64, let uint = value.uint64 { require(int >= 0 && UInt64(int) == uint, "integers agree") }
    require((value.bool != nil) == (value.kind == .bool), "only truth values are true or false")
    require(value.string?.utf8.count == value.utf8Count, "a string has its bytes")
    _ = value.scalarText
    var count = 0
    value.forEachElement { element in
        if count < 8 { require(value[count]?.isEqual(to: element) == true, "elements are found by their place") }
        look(at: element)
        count += 1
    }
    value.forEachMember { key, member in
        guard let name = key.string else { fatalError("broken promise: names are strings") }
        if count < 8 {
            require(value[name] != nil, "members are found by their names")
            require(value[JSONKey(name)] != nil, "members are found by their keys")
        }
        look(at: member)
        count += 1
    }
    require(value.count == count, "a container counts what is in it")
    require(value[count] == nil, "behind the last there is nothing")
}

func written(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    value.append(to: &writer)
    return writer.bytes
}

/// Runs a path and compares the ways to run it.
func evaluate(_ path: JSONPath, on root: JSONValue) {
    var found = 0
    var first: JSONValue?
    struct Enough: Error {}
    try? path.forEach(in: root) { node throws(Enough) in
        if found == 0 { first = node }
        found += 1
        if found == 1000 { throw Enough() }
    }
    if path.isSingular { require(found <= 1, "a singular query finds one node at most") }
    let alone = path.first(from: root, root: root)
    require((alone == nil) == (found == 0), "first() finds what forEach() finds")
    if let alone, let first { require(alone.isEqual(to: first), "first() finds what forEach() finds first") }
}
