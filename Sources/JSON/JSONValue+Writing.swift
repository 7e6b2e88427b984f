extension JSONValue {
    /// Writes this value and all that is in it as compact JSON, names in document order.
    ///
    /// Allocation only for the writer's buffer. Recursion is as deep as the document: ``JSONParser/depthMax`` where it
    /// was parsed, and what the code that built it nested otherwise.
    public func append(to writer: inout JSONWriter) {
        switch type {
        case Tape.object:
            writer.beginObject()
            for member in members {
                writer.key(utf8: member.key.utf8)
                member.value.append(to: &writer)
            }
            writer.endObject()
        case Tape.array:
            writer.beginArray()
            for element in elements { element.append(to: &writer) }
            writer.endArray()
        case Tape.string: writer.string(utf8: utf8)
        case Tape.int: writer.int(Int64(bitPattern: tape[index &+ 1]))
        case Tape.uint: writer.uint(tape[index &+ 1])
        case Tape.double: writer.double(Double(bitPattern: tape[index &+ 1]))
        case Tape.true: writer.bool(true)
        case Tape.false: writer.bool(false)
        default: writer.null()
        }
    }
}
