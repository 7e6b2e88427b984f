import Domain
import Mail
import TestSupport
import Testing

@Suite("Reading a mail never fails")
struct MailRobustnessTests {
    @Test("when it is cut anywhere", arguments: UInt64(1)...40)
    func truncation(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for fixture in MailFixture.all {
            let bytes = try fixture.bytes()
            for _ in 0..<3 { check(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))) }
        }
    }

    @Test("when bytes of it are changed, lost or doubled", arguments: UInt64(1)...40)
    func damage(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for fixture in MailFixture.all {
            var bytes = try fixture.bytes()
            for _ in 0..<Int.random(in: 1...30, using: &random) where bytes.count > 2 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert([0, 10, 13, 34, 60, 61, 62, 63].randomElement(using: &random) ?? 0, at: place)
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
                    bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
                }
            }
            check(bytes)
        }
    }

    @Test("when it is no mail but noise", arguments: UInt64(1)...50)
    func noise(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        check((0..<Int.random(in: 0...2000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    @Test("when pieces of others lie inside of it", arguments: UInt64(1)...40)
    func mixture(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let mails = try MailFixture.all.map { try $0.bytes() }
        for _ in 0..<20 {
            var bytes = mails.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let other = mails.randomElement(using: &random) ?? []
                let start = Int.random(in: 0...other.count, using: &random)
                let piece = other[start...].prefix(Int.random(in: 0...2_000, using: &random))
                bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &random))
            }
            check(bytes)
        }
    }

    @Test("when it is built to hurt", arguments: HostileMail.all)
    func hostile(_ mail: HostileMail) {
        let message = check(mail.bytes)
        #expect(message.attachments.count <= 512)
        #expect(message.to.count <= 500)
    }

    @discardableResult
    private func check(_ bytes: [UInt8]) -> MailMessage {
        let message = MailFixture.reader.read(bytes)
        #expect(message.date.map { (0..<4_102_444_800).contains($0.seconds) } ?? true)
        #expect(message.forwarded?.by != nil || message.newText.utf8.count <= message.text.utf8.count)
        #expect(message.spans.reduce(0) { $0 == $1.start ? $0 + $1.length : -1 } == message.text.utf8.count)
        for attachment in message.attachments.prefix(2) {
            #expect(MailAttachments.bytes(of: attachment.part, in: bytes)?.count == attachment.size)
            #expect(attachment.place.map { $0.upperBound <= bytes.count } ?? true)
        }
        _ = message.document()
        return message
    }
}
