import Domain
import Settings
import Testing

@Suite("The lists that come with the program")
struct ListTests {
    @Test("lines lose comments, blank lines and blanks; numbers are those of the file")
    func lines() {
        let lines = ListLine.lines(of: "# head\r\n\r\nharga # why\r\n  price   list\t\n#\n")
        #expect(lines.map(\.text) == ["harga", "price list"])
        #expect(lines.map(\.number) == [3, 4])
        #expect(ListLine.lines(of: "").isEmpty)
    }

    @Test(
        "say each word once, in lists that rules can name",
        arguments: try ShippedLists.texts().keys.sorted())
    func words(_ name: String) throws {
        let lines = ListLine.lines(of: try #require(try ShippedLists.texts()[name]))
        #expect(lines.count >= 10)
        var seen: Set<String> = []
        for line in lines {
            let key =
                name == "chat-spelling" ? String(line.text.prefix { $0 != " " }) : line.text.lowercased()
            #expect(seen.insert(key).inserted, "\(name):\(line.number): \(key) stands there twice")
            #expect(line.text.contains { $0.isLetter })
        }
    }

    @Test("chat spelling never stands for what is written otherwise again")
    func spelling() throws {
        let lines = ListLine.lines(of: try #require(try ShippedLists.texts()["chat-spelling"]))
        let shorts = Set(lines.compactMap { $0.text.split(separator: " ").first })
        for line in lines {
            let parts = line.text.split(separator: " ")
            #expect(parts.count >= 2, "line \(line.number)")
            #expect(
                !parts.dropFirst().contains { shorts.contains($0) }, "line \(line.number): \(line.text)")
            #expect(
                parts.first?.allSatisfy { $0.isLetter || $0.isNumber } ?? false, "line \(line.number)")
        }
    }

    @Test("free providers are domains, and the big ones are among them")
    func freeMail() throws {
        let lines = ListLine.lines(of: try #require(try ShippedLists.texts()["free-mail"])).map(\.text)
        for line in lines {
            #expect(
                line == line.lowercased() && line.contains(".") && !line.contains(" ")
                    && !line.contains("@"))
        }
        for domain in [
            "gmail.com", "yahoo.co.id", "ymail.com", "outlook.com", "icloud.com", "qq.com", "plasa.com",
        ] {
            #expect(lines.contains(domain))
        }
    }

    @Test("the days of the decrees are there, each once, and none is both a holiday and joint leave")
    func holidays() throws {
        func days(_ name: String) throws -> [CivilDate] {
            try ListLine.lines(of: try #require(try ShippedLists.texts()[name])).map { line in
                try #require(CivilDate(line.text.prefix { $0 != " " }), "\(name):\(line.number)")
            }
        }
        let (national, joint) = (try days("holidays-id"), try days("cuti-bersama-id"))
        for (year, count, jointCount) in [(2025, 17, 11), (2026, 17, 8)] as [(Int64, Int, Int)] {
            #expect(national.count { $0.parts.year == year } == count)
            #expect(joint.count { $0.parts.year == year } == jointCount)
        }
        #expect(Set(national + joint).count == national.count + joint.count)
        #expect(national == national.sorted() && joint == joint.sorted())
        #expect(!joint.contains { [.sat, .sun].contains(Weekday($0)) }, "nobody takes leave at a weekend")
    }

    @Test("a word that tells one language tells no other")
    func languages() throws {
        let texts = try ShippedLists.texts()
        let lists = texts.filter { $0.key.hasPrefix("language-") }.map {
            Set(ListLine.lines(of: $0.value).map(\.text))
        }
        #expect(lists.count == 2)
        #expect(
            lists.reduce(0) { $0 + $1.count } == lists.reduce(into: Set()) { $0.formUnion($1) }.count)
    }

    @Test(
        "a spelling that cannot be meant is said with its line",
        arguments: [
            (
                "brp",
                "list `chat-spelling`, line 1: expected an abbreviation and what it stands for, got brp"
            ),
            (
                "brp berapa\nBRP berapaan",
                "list `chat-spelling`, line 2: brp stands for berapa already; remove one of them"
            ),
        ])
    func damaged(_ text: String, _ expected: String) {
        let checked = WorkspaceSettings.parse(
            text: WorkspaceSettingsTests.base, file: "corong.yaml", lists: ["chat-spelling": text])
        #expect(checked.diagnostics.map(\.message) == [expected])
        #expect(checked.value == nil)
    }

    @Test("a workspace's list goes before a list of that name, and can extend it")
    func extended() throws {
        let lists = ["price": "biaya\ntarif\nbudget", "chat-spelling": "hrg harga"]
        func words(_ new: String) throws -> Condition? {
            let text = WorkspaceSettingsTests.base.replacing("[harga, price]", with: new)
            let checked = WorkspaceSettings.parse(text: text, file: "corong.yaml", lists: lists)
            #expect(checked.diagnostics == [])
            return try #require(checked.value).scoring.rules.last?.condition
        }
        #expect(try words("[harga]") == .words(["harga"]))
        #expect(try words("{extends: price}") == .words(["biaya", "tarif", "budget"]))
        #expect(
            try words("{extends: price, add: [harga], remove: [Budget]}")
                == .words(["biaya", "tarif", "harga"]))
    }
}
