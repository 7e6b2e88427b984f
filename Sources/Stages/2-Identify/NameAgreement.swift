/// Whether two names can be one person's.
enum NameAgreement {
    case agree, differ, unknown

    /// Compares first names, or whether one name is a part of the other; a shared family name alone says nothing.
    init(_ one: String?, _ other: String?) {
        guard let one, let other else {
            self = .unknown
            return
        }
        let (first, second) = (NameAgreement.words(one), NameAgreement.words(other))
        guard let start = first.first, let otherStart = second.first else {
            self = .unknown
            return
        }
        let isPart = Set(first).isSubset(of: second) || Set(second).isSubset(of: first)
        self = start == otherStart || isPart ? .agree : .differ
    }

    /// Forms of address, Indonesian and English, which are no names.
    private static let titles: Set<String> = [
        "pak", "bapak", "bpk", "bu", "ibu", "mas", "mbak", "kak", "kakak", "bang", "om", "tante", "sdr", "sdri", "mr",
        "mrs", "ms", "miss", "dr", "drs", "ir", "prof", "h", "hj",
    ]

    private static func words(_ name: String) -> [String] {
        var folding = TextFolding()
        folding.append(name, bytesMax: 200)
        return folding.bytes.split(separator: UInt8(ascii: " "))
            .map { String(decoding: $0, as: UTF8.self) }.filter { !titles.contains($0) }
    }
}
