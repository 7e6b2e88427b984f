import Domain
import Settings

/// `line:column: severity: message` of every finding: what the tables of expected messages are written in.
func lines(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { "\($0.line):\($0.column): \($0.severity.rawValue): \($0.message)" }
}

/// The findings of reading a text as YAML and nothing else.
func yamlFindings(_ text: String) -> [String] {
    lines(YAMLDocument.parse(text, file: "a.yaml").diagnostics)
}
