/// The words of channel files in one place: the readers suggest from it, and the reference is written from it.
enum FieldTable {
    /// The fields of one mapping of a channel file.
    struct Block: Sendable {
        /// As findings call it, for example `receive.answer`; empty for the file itself.
        let path: String
        /// A sentence or two in Markdown.
        let about: String
        let fields: [Field]
    }

    /// One field of a block.
    struct Field: Sendable {
        let name: String
        /// What stands behind the colon.
        let type: String
        /// What holds without it: `required`, a value, or `none`.
        let absent: String
        let meaning: String
        let example: String

        init(_ name: String, _ type: String, _ absent: String, _ meaning: String, _ example: String) {
            self.name = name
            self.type = type
            self.absent = absent
            self.meaning = meaning
            self.example = example
        }
    }

    /// One expression, with an example that the tests evaluate.
    struct Operation: Sendable {
        /// The member that the expression is recognised by.
        let name: String
        /// How it is written.
        let form: String
        let meaning: String
        let example: String
        /// The document that the example is evaluated over.
        let input: String
        /// What the example gives, as JSON; nil: it is absent.
        let result: String?

        init(_ name: String, _ form: String, _ meaning: String, _ example: String, _ input: String, _ result: String?) {
            self.name = name
            self.form = form
            self.meaning = meaning
            self.example = example
            self.input = input
            self.result = result
        }
    }

    /// A word of a closed set.
    struct Word: Sendable {
        let name: String
        /// The shape of its value, where it has one.
        let shape: String
        let meaning: String

        init(_ name: String, _ shape: String, _ meaning: String) {
            self.name = name
            self.shape = shape
            self.meaning = meaning
        }
    }

    /// All blocks, in the order of a file.
    static let blocks: [Block] = [file] + receiving + verification + reading + fanOut + replying

    /// The block of that path.
    static func block(_ path: String) -> Block? { blocks.first { $0.path == path } }
}
