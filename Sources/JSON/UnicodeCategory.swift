/// A general category of Unicode by one of the names that RFC 9485 knows, written for a character class of RE2.
struct UnicodeCategory {
    private static let letters: [Character: String] = [
        "L": "lmotu", "M": "cen", "N": "dlo", "P": "cdefios", "Z": "lps", "S": "ckmo", "C": "cfno",
    ]
    /// All categories of characters that are assigned and neither control, format nor private.
    private static let visible = "\\pL\\pM\\pN\\pP\\pS\\pZ"

    private let name: String

    /// Nil for a name that the RFC does not know.
    init?(_ name: String) {
        guard let first = name.first, let seconds = Self.letters[first], name.count <= 2,
            name.dropFirst().allSatisfy(seconds.contains)
        else { return nil }
        self.name = name
    }

    /// The characters of the category. RE2 does not count unassigned characters into `C`, as Unicode does.
    var members: String {
        switch name {
        case "Cn": Unassigned.all.members
        case "C": "\\p{Cc}\\p{Cf}\\p{Co}" + Unassigned.all.members
        default: "\\p{\(name)}"
        }
    }

    /// All other characters.
    var others: String {
        switch name {
        case "Cn": Unassigned.all.others
        case "C": Self.visible
        default: "\\P{\(name)}"
        }
    }
}

/// The characters that Unicode has not assigned, and the others. RE2 has no name for them.
private struct Unassigned {
    /// Made when a pattern first asks: one look at each of 1.1 million characters.
    static let all = Unassigned()

    private(set) var members = ""
    private(set) var others = ""

    private init() {
        var start: UInt32 = 0
        var isMember = false
        func range(_ upper: UInt32) -> String {
            "\\x{" + String(start, radix: 16) + "}-\\x{" + String(upper, radix: 16) + "}"
        }
        for value in UInt32(0)...0x10FFFF {
            // Surrogates are no characters; they follow what stands before them.
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard (scalar.properties.generalCategory == .unassigned) != isMember else { continue }
            if value > 0 {
                if isMember { members += range(value - 1) } else { others += range(value - 1) }
            }
            start = value
            isMember.toggle()
        }
        if isMember { members += range(0x10FFFF) } else { others += range(0x10FFFF) }
    }
}
