import Domain
import Pipeline
import Storage
import TestSupport
import Testing

@Suite("Bots at a form")
struct BotTests {
    private enum Kind: String, CaseIterable {
        case person, honeypot, sameText, sameTextWithLink, disposable, disposableWithPhone, linkOnly
    }

    @Test(
        "ten thousand submits make a handful of leads, and the people between them all count", arguments: UInt64(1)...2)
    func tenThousand(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bench = try SpamBench()
        let throwaways = (SpamBench.lists["disposable-mail"] ?? "").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map(String.init)
        var kinds: [Position: Kind] = [:]
        for number in 0..<10_100 {
            // A hundred seconds apart on average, people do not wait for the bots to end.
            let kind: Kind =
                number % 101 == 50 ? .person : Kind.allCases.dropFirst().randomElement(using: &random) ?? .honeypot
            let fields = BotTests.fields(of: kind, number, throwaways, using: &random)
            let position = try bench.form(fields, at: Workbench.start.adding(seconds: Int64(number / 8)))
            kinds[position] = kind
        }
        let (state, records) = try bench.folded()
        var counted: [Kind: Int] = [:]
        var all: [Kind: Int] = [:]
        for record in records {
            guard let kind = kinds[record.id.position] else { continue }
            all[kind, default: 0] += 1
            if record.outcome == .counted { counted[kind, default: 0] += 1 }
            if kind == .person { #expect(record.outcome == .counted, "\(record.id): \(record.reason)") }
        }
        for kind in Kind.allCases {
            print("bots, seed \(seed): \(kind.rawValue): \(counted[kind] ?? 0) of \(all[kind] ?? 0) counted")
        }
        #expect(counted[.person] == 100)
        let bots = counted.filter { $0.key != .person }.values.reduce(0, +)
        #expect(bots <= 50)
        let leads = try await state.totals(from: Timestamp(microseconds: .min), to: Timestamp(microseconds: .max))
            .filter { $0.measure == .leads }.reduce(0) { $0 + $1.count }
        #expect(leads == Int64(100 + bots))
    }

    @Test("what looks like people throughout stops at the form's ceiling, and one action brings it back")
    func ceiling() throws {
        var random = SplitMix64(seed: 9)
        let bench = try SpamBench()
        for number in 0..<3000 {
            try bench.form(
                BotTests.fields(of: .person, number, [], using: &random),
                at: Workbench.start.adding(seconds: Int64(number / 20)))
        }
        let records = try bench.folded().records
        #expect(records.count { $0.outcome == .counted } == 500)
        #expect(records.count { $0.outcome == .quarantined } == 2500)
        let held = records.filter { $0.outcome == .quarantined }.map(\.id)
        for start in stride(from: 0, to: held.count, by: 500) {
            let draft = Action(.release(Array(held[start..<min(start + 500, held.count)])), actor: "ani")
                .draft(at: Workbench.start.adding(seconds: 9000))
            _ = try bench.ledger.append([draft])
        }
        let after = try bench.folded().records
        #expect(after.count { $0.outcome == .counted } == 3000)
        #expect(Set(after.map(\.id)) == Set(records.map(\.id)))
    }

    private static func fields(
        of kind: Kind, _ number: Int, _ throwaways: [String], using random: inout SplitMix64
    ) -> [(String, String)] {
        let name = words(2, using: &random)
        let mail = "\(words(1, using: &random))\(number)@\(words(1, using: &random)).example"
        let phone = "0812\(10_000_000 + number)"
        let throwaway = "\(words(1, using: &random))\(number)@\(throwaways.randomElement(using: &random) ?? "")"
        switch kind {
        case .person:
            let texts = [
                "Berapa harga kitchen set 3 meter?", "Info harga", "Halo, saya tertarik dengan meja makan jati",
                "Mau tanya ongkir ke Bekasi, contoh model di https://www.tokopedia.com/x/meja",
                "Kami dari https://pt-\(number).example butuh 20 meja kantor, mohon penawaran", "",
                "mau survey kapan bisa?",
            ]
            let text = texts[number % texts.count]
            return [("nama", name), ("email", number % 3 == 0 ? "" : mail), ("telepon", phone), ("pesan", text)]
        case .honeypot:
            return [("nama", name), ("email", mail), ("pesan", words(12, using: &random)), ("_honeypot", name)]
        case .sameText:
            return [
                ("nama", name), ("email", mail), ("telepon", phone),
                ("pesan", "I can bring your website to the first page, just answer this mail"),
            ]
        case .sameTextWithLink:
            return [
                ("nama", name), ("email", mail),
                ("pesan", "Cheap medicine without a prescription, order today at https://pills.example/"),
            ]
        case .disposable: return [("nama", name), ("email", throwaway), ("pesan", words(9, using: &random))]
        case .disposableWithPhone:
            return [("nama", name), ("email", throwaway), ("telepon", phone), ("pesan", words(9, using: &random))]
        case .linkOnly:
            return [
                ("nama", name), ("email", mail), ("pesan", "https://\(words(1, using: &random)).example/\(number)"),
            ]
        }
    }

    private static func words(_ count: Int, using random: inout SplitMix64) -> String {
        (0..<count).map { _ in
            String(
                (0..<Int.random(in: 4...9, using: &random)).map { _ in
                    "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "a"
                })
        }.joined(separator: " ")
    }
}
