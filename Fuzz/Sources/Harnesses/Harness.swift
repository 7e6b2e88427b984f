/// What is fed to one kind of reader. An input that is refused is as good as one that is read; a crash, a hang, or a
/// broken promise (``require(_:_:)``) is a finding.
public struct Harness: Sendable {
    /// As `Scripts/fuzz` and the folders of inputs call it.
    public let name: String
    /// Feeds one input; ends the process where it breaks a promise. One call at a time, for all harnesses together,
    /// because their parsers serve one thread.
    public let run: @Sendable ([UInt8]) -> Void

    /// All of them.
    public static let all: [Harness] = [
        Harness(name: "json", run: runJSON), Harness(name: "jsonpath", run: runJSONPath),
        Harness(name: "pattern", run: runPattern), Harness(name: "delivery", run: runDelivery),
        Harness(name: "form", run: runForm), Harness(name: "multipart", run: runMultipart),
        Harness(name: "mime", run: runMIME), Harness(name: "channel", run: runChannel),
        Harness(name: "gate", run: runGate),
    ]
}

/// Ends the process with a sentence where a promise of the project does not hold.
func require(_ holds: Bool, _ promise: @autoclosure () -> String) {
    if !holds { fatalError("broken promise: \(promise())") }
}

/// Splits an input at its first line feed; the second part is nil where there is none.
func halves(_ input: [UInt8]) -> (first: ArraySlice<UInt8>, second: ArraySlice<UInt8>?) {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else { return (input[...], nil) }
    return (input[..<end], input[(end + 1)...])
}

// because: libFuzzer calls from one thread only, first to choose and then to run
nonisolated(unsafe) private var chosen: Harness?

/// Chooses the harness of that name; 0 where there is none.
@_cdecl("corong_fuzz_choose")
public func choose(_ name: UnsafePointer<CChar>) -> Int32 {
    let name = String(cString: name)
    chosen = Harness.all.first { $0.name == name }
    return chosen == nil ? 0 : 1
}

/// Feeds one input.
@_cdecl("corong_fuzz_run")
public func run(_ data: UnsafePointer<UInt8>?, _ size: Int) {
    // A copy of exactly these bytes, so that the address sanitizer sees every step beyond them.
    chosen?.run(Array(UnsafeBufferPointer(start: data, count: size)))
}
