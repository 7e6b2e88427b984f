import Domain
import Foundation
import Mail
import Synchronization
import TestSupport
import Testing

/// A mail that overflows the stack would end the process, and again at each start, since mails are never deleted.
@Suite("No mail needs more stack than a dispatch thread has")
struct MailStackTests {
    @Test("when its address headers nest", arguments: DeepMail.addresses)
    func addresses(_ mail: DeepMail) { read(mail.bytes) }

    @Test("when any other header does", arguments: DeepMail.headers + DeepMail.addressMegabytes)
    func headers(_ mail: DeepMail) { read(mail.bytes) }

    @Test("when its parts do", arguments: DeepMail.parts)
    func parts(_ mail: DeepMail) { read(mail.bytes) }

    @Test("when it is made of brackets", arguments: UInt64(1)...60)
    func brackets(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let tokens = ["a:", ";", "(", ")", "\"", "<", ">", ",", "x@y.example", " ", "\\", "[", "]", "@", "\n "]
        // A few kinds at a time nest deeper than all of them together.
        let chosen = (0..<Int.random(in: 2...6, using: &random)).map { _ in tokens.randomElement(using: &random) ?? ":"
        }
        var value = ""
        let length = Int.random(in: 1_000...65_000, using: &random)
        while value.utf8.count < length { value += chosen.randomElement(using: &random) ?? ":" }
        for header in ["From", "To", "Content-Type", "Content-Disposition", "Content-ID"] {
            read(Array("\(header): \(value)\n\nhi".utf8))
        }
    }

    @Test("and still says who wrote when groups are real")
    func groups() throws {
        let text = "From: Team: Ani <ani@toko.example>, budi@toko.example;\nTo: undisclosed-recipients:;\n\nhi"
        let message = try #require(read(Array(text.utf8)))
        #expect(message.from?.address == "ani@toko.example")
        #expect(message.from?.name == "Ani")
        #expect(message.to.isEmpty)
    }

    @Test("and finds the member of groups that nobody would nest")
    func members() throws {
        let value = String(repeating: "a:", count: 1_000) + "ani@toko.example;"
        let message = try #require(read(Array("From: \(value)\n\nhi".utf8)))
        #expect(message.from?.address == "ani@toko.example")
    }

    /// Reads on a thread as small as those of a dispatch queue can be.
    @discardableResult
    private func read(_ bytes: [UInt8]) -> MailMessage? {
        let box = ResultBox()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let start = threadSeconds()
            let message = MailFixture.reader.read(bytes)
            let spent = threadSeconds() - start
            box.result.withLock { $0 = (message, spent) }
            done.signal()
        }
        thread.stackSize = 256 << 10
        thread.start()
        done.wait()
        guard let (message, spent) = box.result.withLock({ $0 }) else { return nil }
        #expect(spent < 2)
        return message
    }
}

/// Processor time of this thread alone: other tests run at the same time.
private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What the thread hands back.
private final class ResultBox: Sendable {
    let result = Mutex<(message: MailMessage, spent: Double)?>(nil)
}
