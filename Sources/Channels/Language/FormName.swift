/// The name of a form field as people mean it: `Nama Lengkap`, `nama-lengkap` and `nama_lengkap` are one.
struct FormName: Sendable, Hashable {
    /// Lower case, words separated by one underscore.
    let text: String

    /// Folds letters' case and turns every run of blanks, hyphens, underscores, dots and brackets into one underscore.
    init(_ name: some StringProtocol) {
        var text = ""
        var isPending = false
        for scalar in name.unicodeScalars {
            switch scalar {
            case " ", "-", "_", ".", "[", "]", ":", "*", "?", "\t", "\n", "\r", "\u{A0}": isPending = !text.isEmpty
            default:
                if isPending { text.unicodeScalars.append("_") }
                isPending = false
                if scalar.isASCII {
                    text.unicodeScalars.append(
                        scalar.value &- 65 < 26 ? Unicode.Scalar(UInt8(scalar.value | 32)) : scalar)
                } else {
                    text += scalar.properties.lowercaseMapping
                }
            }
        }
        self.text = text
    }
}
