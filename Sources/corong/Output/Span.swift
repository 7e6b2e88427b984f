/// Stretches of time for people.
enum Span {
    /// The two largest units of it: `2 d 3 h`, `5 min`, `0 s`.
    static func words(_ seconds: Int64) -> String {
        let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { seconds >= $0.seconds }) else { return "0 s" }
        let whole = "\(seconds / units[first].seconds) \(units[first].name)"
        let rest = seconds % units[first].seconds
        guard first + 1 < units.count, rest >= units[first + 1].seconds, units[first].seconds > 60 else { return whole }
        return whole + " \(rest / units[first + 1].seconds) \(units[first + 1].name)"
    }
}
