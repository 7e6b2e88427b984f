import ArgumentParser
import JSON

/// How results are shown.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Prints JSON in the form of the API instead of a table.")
    var json = false

    /// Prints either a document or a text.
    func show(json write: (inout JSONWriter) -> Void, table: () -> String) {
        if json {
            var writer = JSONWriter()
            write(&writer)
            Printing.line(writer.text)
        } else {
            let text = table()
            if !text.isEmpty { Printing.line(text) }
        }
    }
}
