import JSON

private let sample = Array(
    #"{"a":[{"n":1,"t":"x"},{"n":2.5,"t":"y"},{"n":null},"s",[7,8]],"b":{"a":{"n":3}},"p":"a.*","":-0.0}"#.utf8)

/// A path in the first line, a document in the rest.
func runJSONPath(_ input: [UInt8]) {
    let (line, rest) = halves(input)
    let text = String(decoding: line, as: UTF8.self)
    let path = try? JSONPath(text, names: ["m", "change"])
    let filter = try? JSONFilter(text, names: ["m", "change"])
    if let path { require((try? JSONPath(path.text, names: path.names)) == path, "the same text compiles again") }
    // Whoever runs the program writes the paths: one that takes long over a small document is no finding.
    let isHeavy = line.count { "*.?:,".utf8.contains($0) } > 12
    let document = Array(rest?.prefix(300) ?? [])
    guard let document = (try? JSONDocument(parsing: document)) ?? (try? JSONDocument(parsing: sample)), !isHeavy else {
        return
    }
    document.withRoot { root in
        if let path { evaluate(path, on: root) }
        guard let filter else { return }
        var bindings = JSONBindings(root: root, current: root[0])
        bindings[0] = root["a"]
        let holds = filter.matches(bindings)
        require(filter.matches(bindings) == holds, "a filter answers the same again")
        if let opposite = try? JSONFilter("!(\(text))", names: filter.names) {
            require(opposite.matches(bindings) != holds, "the opposite holds where the filter does not")
        }
    }
}

private let found = ["match(@, $)", "search(@, $)", "!match(@, $)"].compactMap { try? JSONFilter($0) }

/// A pattern in the first line, a text in the rest: in a document it means what it means in a path.
func runPattern(_ input: [UInt8]) {
    let (line, rest) = halves(input)
    guard line.count <= 512 else { return }
    let pattern = document(String(decoding: line, as: UTF8.self))
    let text = document(String(decoding: rest ?? [], as: UTF8.self))
    let literal = pattern.withRoot { written($0) }
    guard let literal = String(validating: literal, as: UTF8.self), let whole = try? JSONFilter("match(@, \(literal))"),
        let part = try? JSONFilter("search(@, \(literal))")
    else { return }
    require(
        whole.patternsRefused.map(\.message) == part.patternsRefused.map(\.message),
        "both functions refuse the same patterns")
    // Patterns from documents are given less memory, which only repetitions and large classes can need.
    let isCheap =
        !zip(line, line.dropFirst()).contains { $0 == UInt8(ascii: "{") && $1 < 0x3A } && line.count < 64
        && line.count { $0 == UInt8(ascii: "{") } < 4
    pattern.withRoot { pattern in
        text.withRoot { text in
            let bindings = JSONBindings(root: pattern, current: text)
            let answers = found.map { $0.matches(bindings) }
            require(answers[0] != answers[2], "a pattern fits or does not")
            require(!answers[0] || answers[1], "what the whole text fits, a part of it fits")
            require(!answers[0] || whole.patternsRefused.isEmpty, "what a path refuses, a document may not say")
            guard isCheap else { return }
            require(whole.matches(bindings) == answers[0], "match() is the same in a path and in a document")
            require(part.matches(bindings) == answers[1], "search() is the same in a path and in a document")
        }
    }
}

private func document(_ text: String) -> JSONDocument {
    var builder = JSONBuilder()
    builder.string(text)
    return builder.finish()
}
