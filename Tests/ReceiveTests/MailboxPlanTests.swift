import Domain
import TestSupport
import Testing
import Transfer

@testable import Receive

@Suite("What of a mailbox is asked for next")
struct MailboxPlanTests {
    @Test("windows cover every number once, in order", arguments: UInt64(1)...100)
    func windows(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let last: UInt32 = seed % 3 == 0 ? .max : UInt32.random(in: 0...200_000, using: &random)
        let start =
            seed % 3 == 0
            ? UInt32.max - UInt32.random(in: 0...5000, using: &random) : UInt32.random(in: 0...1000, using: &random)
        var windows = MailboxWindows(after: start, through: last)
        var end = start
        while let window = windows.window() {
            #expect(window.lowerBound == end + 1)
            #expect(window.count <= 65_536)
            end = window.upperBound
            windows.held(Int.random(in: 0...1, using: &random))
        }
        #expect(end == max(start, last))
    }

    @Test("windows grow where there is nothing, so that the whole range takes few commands")
    func growth() {
        var windows = MailboxWindows(after: 0, through: 100_000_000)
        var count = 0
        while windows.window() != nil {
            windows.held(0)
            count += 1
        }
        #expect(count < 1600)
    }

    @Test("groups keep the order and the bounds, and large mails are alone", arguments: UInt64(1)...100)
    func groups(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let mails = (1...UInt32.random(in: 1...300, using: &random)).map {
            let size =
                Int.random(in: 0...9, using: &random) == 0 ? 5 << 20 : Int.random(in: 0...300_000, using: &random)
            return IMAPMail(uid: $0, size: seed == 1 ? .max : size, arrived: nil)
        }
        let alone = UInt32.random(in: 0...40, using: &random)
        let groups = MailboxGroups.groups(mails, singlesThrough: alone)
        #expect(groups.flatMap { $0 } == mails)
        for group in groups {
            #expect((1...MailboxGroups.mailsMax).contains(group.count))
            #expect(group.count == 1 || group.reduce(0) { $0 + $1.size } <= MailboxGroups.bytesMax)
            #expect(group.count == 1 || group.allSatisfy { $0.uid > alone })
        }
        // Not needlessly small: neighbours would not fit together.
        for (first, second) in zip(groups, groups.dropFirst()) where seed > 1 && first[0].uid > alone {
            let bytes = (first + second.prefix(1)).reduce(0) { $0 + $1.size }
            #expect(first.count == MailboxGroups.mailsMax || bytes > MailboxGroups.bytesMax)
        }
    }

    @Test("waits double up to five minutes, differ, and are never shorter than the error asks")
    func backoff() {
        var random = SplitMix64(seed: 1)
        var backoff = MailboxBackoff()
        var waits = (0..<40).map { _ in backoff.next(atLeast: 0, using: &random) }
        for (number, wait) in waits.enumerated() {
            let due = min(300_000, 1000 << min(number, 20))
            #expect((due...due * 3 / 2).contains(wait))
        }
        #expect(Set(waits.suffix(20)).count > 15)
        backoff.reset()
        waits = (0..<3).map { _ in backoff.next(atLeast: 60_000, using: &random) }
        #expect(waits.allSatisfy { (60_000...90_000).contains($0) })
    }

    @Test("a cursor reads back from the headers it was written to, and from no others")
    func cursor() throws {
        let cursor = MailboxCursor(uidValidity: .max, uid: 5, since: -3)
        let delivery = MailboxDelivery(mailbox: "sales", cursor: cursor)
        for draft in [
            delivery.draft(.whole([1]), channel: "email", at: .epoch), delivery.beginning(at: .epoch),
            delivery.draft(.unreadable("a\nb: c"), channel: "email", at: .epoch),
        ] {
            let read = try #require(MailboxRecord(headers: draft.headers))
            #expect(read.mailbox == "sales")
            #expect(read.cursor == cursor)
        }
        #expect(MailboxRecord(headers: "content-type: message/rfc822\n") == nil)
        #expect(MailboxRecord(headers: ":mailbox: a\n:uidvalidity: 1\n:uid: x\n:since: 0\n") == nil)
        #expect(MailboxRecord(headers: "mailbox: a\nuidvalidity: 1\nuid: 1\nsince: 0\n") == nil)
    }
}
