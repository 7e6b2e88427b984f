import Domain

/// Writes the `README.md` of a draft: what is known, and what to check.
struct DraftReadme {
    let file: DraftFile
    /// What the draft makes of the capture, for people: `message`, `text`, …
    let events: [String]

    var text: String {
        let id = file.id
        let variable = "CORONG_" + id.uppercased().replacing("-", with: "_") + "_SECRET"
        var text = """
            # \(DraftReadme.plain(file.name))

            Drafted from one captured delivery; nobody has checked it yet.

            ## Set-up

            1. At the provider: deliver to `https://<host>/in/\(id)`\(Self.method(file.request)).
            2. \(secretStep(variable))
            3. `corong channels lint \(id)` and `corong channels test \(id)`, then switch the channel on in `corong.yaml`, below `channels`:
               `\(id): {\(file.proof.certainty == .none ? "insecure: true" : "secrets: {env: \(variable)}")}`.

            ## What the draft makes of the capture

            \(events.isEmpty ? "Nothing." : events.map { "* \($0)" }.joined(separator: "\n"))

            ## What to check

            * Verification: \(Self.plain(file.proof.finding)). \(advice)

            """
        let proposals = file.map.lines.filter(\.isProposal).map { "`\($0.name)`" }
        if !proposals.isEmpty {
            text += "* Unsure, and therefore only comments in `channel.yaml`: \(proposals.joined(separator: ", ")).\n"
        }
        let missing = ["text", "sender_id", "timestamp", "provider_message_id"].filter { name in
            file.guess.kind == .message && !file.map.lines.contains { $0.name == name }
        }
        if !missing.isEmpty {
            text += "* Not found in the capture: \(missing.map { "`\($0)`" }.joined(separator: ", ")).\n"
        }
        text += """
            * Capture one of each: a picture, an answer of your own side (must become `echo`), a delivery receipt, a form. Put each into a
              folder of its own beside `Fixtures/channels/\(id)/first`, and `corong channels test \(id) --update` writes what it becomes.
            * The capture and the comments of `channel.yaml` hold a real person's data. Change it before you share them.

            ## Not covered

            Everything that the one capture did not show.

            """
        return text
    }

    private var advice: String {
        switch file.proof.certainty {
        case .verified: "The given secret fits the captured request."
        case .likely:
            "That is a guess by the look of it: draft again with `--secret`, or read what the provider documents."
        case .none: "As it is, anybody who knows the address can send leads."
        }
    }

    private func secretStep(_ variable: String) -> String {
        file.proof.certainty == .none
            ? "There is no secret yet, see below."
            : "Give the provider's secret to the server in the variable `\(variable)`."
    }

    private static func method(_ request: CapturedRequest) -> String {
        request.address.method == "POST" ? "" : " with \(request.address.method)"
    }

    /// Without what Markdown would take for markup.
    private static func plain(_ text: String) -> String {
        DraftYAML.commented(text.filter { !"`*_<>[]#|\\".contains($0) })
    }
}
