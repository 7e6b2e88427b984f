/// Writes the text format 0.0.4 of Prometheus. Families are written whole, one after the other.
struct PrometheusText {
    /// What a family is.
    enum Kind: String {
        case counter, gauge, histogram
    }

    /// What was written up to here.
    private(set) var text = ""

    /// Opens a family: its help and its type.
    mutating func family(_ name: String, _ kind: Kind, help: String) {
        text += "# HELP \(name) "
        MetricName.appendEscaped(help, inQuotes: false, to: &text)
        text += "\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One value of the family that was opened last.
    mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: Int64) {
        line(name, labels, String(value))
    }

    /// One value of the family that was opened last.
    mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: Double) {
        line(name, labels, PrometheusText.number(value))
    }

    /// A family of one value without labels.
    mutating func single(_ name: String, _ kind: Kind, _ value: Int64, help: String) {
        family(name, kind, help: help)
        sample(name, [], value)
    }

    /// Adds what another writer wrote.
    mutating func append(_ other: PrometheusText) { text += other.text }

    /// A number as Prometheus reads it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map { String($0) } ?? value.description
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        text += name
        var separator = "{"
        for (label, labelValue) in labels {
            text += separator + label + "=\""
            MetricName.appendEscaped(labelValue, inQuotes: true, to: &text)
            text += "\""
            separator = ","
        }
        if !labels.isEmpty { text += "}" }
        text += " " + value + "\n"
    }
}
