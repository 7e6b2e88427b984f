/// Whether two names can be one person's.
enum NameAgreement {
    case agree, differ, unknown

    /// Whether one name is a part of the other, initials included. One word that many bear, a first name or a family's alone, says nothing.
    init(_ one: String?, _ other: String?) {
        guard let one, let other else {
            self = .unknown
            return
        }
        let (first, second) = (NameAgreement.words(one), NameAgreement.words(other))
        let (short, long) = first.count <= second.count ? (first, second) : (second, first)
        guard !short.isEmpty else {
            self = .unknown
            return
        }
        guard NameAgreement.isPart(short, of: long) else {
            self = .differ
            return
        }
        let says = short.contains { $0.utf8.count > 1 && !NameAgreement.borneByMany.contains($0) }
        self = says || short == long ? .agree : .unknown
    }

    /// Whether each word stands in the longer name, too, or is the initial of one.
    private static func isPart(_ short: [String], of long: [String]) -> Bool {
        var rest = long
        for word in short {
            let place =
                rest.firstIndex(of: word)
                ?? rest.firstIndex { $0.utf8.first == word.utf8.first && min($0.utf8.count, word.utf8.count) == 1 }
            guard let place else { return false }
            rest.remove(at: place)
        }
        return true
    }

    /// Words that say nothing about who it is: common first names, forms of companies.
    private static let borneByMany: Set<String> = [
        "muhammad", "mohammad", "mohamad", "muhamad", "mohammed", "ahmad", "achmad", "abdul", "siti", "nur", "sri",
        "dewi",
        "putri", "putra", "dwi", "tri", "eka", "maria", "john", "david", "pt", "cv", "ud", "toko", "ltd", "inc",
        "company",
    ]

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
