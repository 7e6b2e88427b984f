/// The reference of channel files, written from ``FieldTable``.
public enum ChannelReference {
    /// The whole reference in Markdown: `docs/reference/channels.md`.
    public static func markdown() -> String {
        var text = """
            # Channel files: reference

            Every block, field, word and expression. Written from the program's own tables; the guide is [channels.md](../channels.md). \
            The examples of expressions are run by the tests.

            Contents: [blocks](#blocks) · [expressions](#expressions) · [fields of events](#fields-of-events) · [kinds](#kinds) · \
            [identifiers](#identifiers)

            ## Blocks

            """
        for block in FieldTable.blocks { text += section(block) }
        text += "\n## Expressions\n\n" + expressions
        text += "\n## Fields of events\n\n" + fields
        text +=
            "\n## Kinds\n\n" + table(["kind", "what happened"], FieldTable.kinds.map { [code($0.name), $0.meaning] })
        text +=
            "\n## Identifiers\n\n" + """
                A value without the shape of its kind is none. Kinds are listed by precedence: where several lead to different contacts, the first \
                decides. Echoes, bounces and account events have none.


                """
        text += table(
            ["identifier", "compared as", "what it is"],
            FieldTable.identifiers.map { [code($0.name), $0.shape, $0.meaning] })
        return text
    }

    private static func section(_ block: FieldTable.Block) -> String {
        var text = "\n### \(block.path.isEmpty ? "the file" : block.path)\n\n"
        if !block.about.isEmpty { text += block.about + "\n" }
        guard !block.fields.isEmpty else { return text }
        if !block.about.isEmpty { text += "\n" }
        let hasDefaults = block.fields.contains { !$0.absent.isEmpty }
        let head = ["field", "value"] + (hasDefaults ? ["without it"] : []) + ["meaning", "example"]
        return text
            + table(
                head,
                block.fields.map { field in
                    [code(field.name), field.type] + (hasDefaults ? [field.absent] : [])
                        + [field.meaning, code(field.example)]
                })
    }

    private static var expressions: String {
        """
        `e` is a text expression: a path, or one of these. A path gives the first value that it selects, if that is a scalar; numbers lose nothing. \
        What finds nothing is absent, and an absent field is left out. Empty texts are absent.

        ### texts


        """
            + table(FieldTable.texts) + "\n### times\n\n" + table(FieldTable.times) + """

                ### values of further fields

                Any text or time, which become JSON texts, and these:


                """ + table(FieldTable.values) + "\n### answers\n\n" + table(FieldTable.answers)
    }

    private static var fields: String {
        "### texts\n\n"
            + table(
                ["field", "what it holds"],
                FieldTable.eventTexts.map { [code($0.name), $0.meaning] })
                + """

                ### others

                | field | takes | what it holds |
                |---|---|---|
                | `\(EventVocabulary.timestamp)` | a time | when it happened |
                | `\(EventVocabulary.answers)` | answers | the answers of a form |
                | `\(EventVocabulary.threadReferences)` | paths | the ids of answered mails, the nearest first |
                | `\(EventVocabulary.threadRecipients)` | paths | the addresses that a mail went to |
                | `\(EventVocabulary.touchAddresses)` | texts | addresses whose parameters (utm, click ids) are taken from the first that has any, unless a field of the referral gave one |

                ### referral.…

                Texts; where the contact came from.


                """
            + table(["field", "what it holds"], FieldTable.touch.map { [code("referral." + $0.name), $0.meaning] })
                + """

                ### further fields

                Only evaluated for views. Any value is taken; the shape is what views expect.


                """
            + table(
                ["field", "shape", "what it holds"],
                FieldTable.details.map { [code($0.name), $0.shape, $0.meaning] })
    }

    private static func table(_ operations: [FieldTable.Operation]) -> String {
        table(
            ["expression", "gives", "example", "over", "result"],
            operations.map {
                [code($0.form), $0.meaning, code($0.example), code($0.input), code($0.result ?? "absent")]
            })
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines = [head, head.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    /// As code in a cell of a table.
    private static func code(_ text: String) -> String {
        let cell = text.replacing("|", with: "\\|").replacing("\n", with: "\\n")
        return cell.contains("`") ? "`` \(cell) ``" : "`\(cell)`"
    }
}
