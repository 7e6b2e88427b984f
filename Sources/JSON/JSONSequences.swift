extension JSONValue {
    /// The elements of an array in order, for `for-in` without allocation; empty for any other kind.
    @inlinable public var elements: Elements { Elements(children: Children(of: self, kind: Tape.array)) }

    /// The members of an object in document order, for `for-in` without allocation; empty for any other kind.
    /// Repeated names come each time.
    @inlinable public var members: Members { Members(children: Children(of: self, kind: Tape.object)) }

    /// Calls `body` with every element of an array; does nothing for any other kind.
    @inlinable
    public func forEachElement<E: Error>(_ body: (JSONValue) throws(E) -> Void) throws(E) {
        var rest = elements
        while let element = rest.next() { try body(element) }
    }

    /// Calls `body` with the name (a value of kind string) and the value of every member; nothing for any other kind.
    @inlinable
    public func forEachMember<E: Error>(_ body: (_ key: JSONValue, _ value: JSONValue) throws(E) -> Void) throws(E) {
        var rest = members
        while let member = rest.next() { try body(member.key, member.value) }
    }

    /// The elements of an array; its own iterator.
    public struct Elements: Sequence, IteratorProtocol {
        @usableFromInline var children: Children

        @inlinable
        init(children: Children) { self.children = children }

        /// The next element, nil at the end.
        @inlinable
        public mutating func next() -> JSONValue? { children.next() }
    }

    /// The members of an object; its own iterator.
    public struct Members: Sequence, IteratorProtocol {
        @usableFromInline var children: Children

        @inlinable
        init(children: Children) { self.children = children }

        /// The next member, nil at the end.
        @inlinable
        public mutating func next() -> Member? {
            guard let value = children.next() else { return nil }
            return Member(key: value.at(value.index &- 1), value: value)
        }
    }

    /// A name and its value; valid as long as the object.
    public struct Member {
        /// The name, a value of kind string, so that it can be looked at without a copy.
        public let key: JSONValue
        /// What the name stands for.
        public let value: JSONValue

        @inlinable
        init(key: JSONValue, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The values inside a container, in order; empty for scalars.
    @usableFromInline
    struct Children {
        @usableFromInline let container: JSONValue
        @usableFromInline var index: Int
        @usableFromInline let end: Int
        /// How many words stand before a value: its name, in an object.
        @usableFromInline let lead: Int

        /// The children of a container; with a `kind`, only if it is of that one.
        @inlinable
        init(of container: JSONValue, kind: UInt8? = nil) {
            let word = container.word
            let type = Tape.type(word)
            self.container = container
            lead = type == Tape.object ? 1 : 0
            index = container.index &+ 1
            let isContainer = type == Tape.object || type == Tape.array
            end = isContainer && (kind ?? type) == type ? Tape.end(word) &- 1 : index
        }

        @inlinable
        mutating func next() -> JSONValue? {
            guard index < end else { return nil }
            let value = container.at(index &+ lead)
            index = Tape.next(container.tape, after: index &+ lead)
            return value
        }
    }
}
