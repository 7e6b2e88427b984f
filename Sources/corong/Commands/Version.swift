import ArgumentParser

/// `corong version`.
struct Version: ParsableCommand {
    static let text = "0.1.0"
    static let configuration = CommandConfiguration(abstract: "Prints the version.")

    func run() { print("corong \(Version.text)") }
}
