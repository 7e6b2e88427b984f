import Foundation
import JSON
import Mail
import Testing

@Suite("A fixture mail")
struct MailFixtureTests {
    @Test("becomes exactly the recorded document", arguments: MailFixture.all)
    func becomesTheDocument(_ fixture: MailFixture) throws {
        let document = MailFixture.reader.read(try fixture.bytes()).document()
        if ProcessInfo.processInfo.environment["SNAPSHOT_UPDATE"] == "1" { try fixture.record(document) }
        let expected = try fixture.expected()
        let isEqual = document.withRoot { got in expected.withRoot { got.isEqual(to: $0) } }
        #expect(isEqual, "\(document)")
    }

    @Test("is there at all")
    func thereAreFixtures() {
        #expect(MailFixture.all.count >= 20)
    }

    @Test("gives the same when it is read by several tasks at once")
    func concurrentReading() async throws {
        let mails = try MailFixture.all.map { try $0.bytes() }
        let alone = mails.map { MailFixture.reader.read($0) }
        await withTaskGroup(of: [MailMessage].self) { group in
            for _ in 0..<8 {
                group.addTask { mails.map { MailFixture.reader.read($0) } }
            }
            for await together in group { #expect(together == alone) }
        }
    }
}
