import Domain
import Storage
import TestSupport
import Testing

@testable import Deliver

@Suite("Which rows are sent now")
struct ScheduleTests {
    static let start = Sample.start

    @Test("rows of one lead and destination go one after the other, others side by side")
    func order() {
        var schedule = Schedule()
        let other = LeadID(position: 42, item: 0)
        let rows = [
            Sample.item(3), Sample.item(1), Sample.item(2, lead: other), Sample.item(4, to: "webhook/erp"),
            Sample.item(5, lead: nil), Sample.item(6, lead: nil),
        ]
        #expect(schedule.turn(rows, at: Self.start).send.map(\.id.event.position) == [1, 2, 4, 5])
        #expect(schedule.turn(rows, at: Self.start).send.isEmpty)
        _ = schedule.finished(rows[1], .delivered(reference: nil), at: Self.start)
        // Its outcome is not folded yet: it is still read, and not sent again.
        #expect(schedule.turn(rows, at: Self.start).send.map(\.id.event.position) == [3])
    }

    @Test("a row that is refused lets the next one go; one that failed does not")
    func blocking() {
        var schedule = Schedule()
        let rows = [Sample.item(1), Sample.item(2)]
        #expect(schedule.turn(rows, at: Self.start).send == [rows[0]])
        let failed = schedule.finished(rows[0], .failed(problem: "x", retryAfterSeconds: nil), at: Self.start)
        guard case .again(let next) = failed.decision else {
            Issue.record("\(failed)")
            return
        }
        #expect(failed.attempts == 1 && next > Self.start && next <= Self.start.adding(seconds: 5))
        #expect(schedule.turn(rows, at: Timestamp(microseconds: next.microseconds - 1)).send.isEmpty)
        #expect(schedule.turn(rows, at: next).send == [rows[0]])
        #expect(schedule.finished(rows[0], .refused(problem: "x"), at: next).decision == .settled)
        #expect(schedule.turn(rows, at: next).send == [rows[1]])
    }

    @Test("there is a limit for all and one for each destination, which the configuration may change")
    func limits() {
        let rows = (1...40 as ClosedRange<Int64>).map { position in
            let destination = position.isMultiple(of: 2) ? "webhook/crm" : "webhook/erp"
            return Sample.item(position, to: destination, lead: LeadID(position: position, item: 0))
        }
        func sent(_ schedule: Schedule) -> [String: Int] {
            var schedule = schedule
            return Dictionary(grouping: schedule.turn(rows, at: Self.start).send, by: \.destination).mapValues(\.count)
        }
        #expect(sent(Schedule()) == ["webhook/crm": 4, "webhook/erp": 4])
        #expect(sent(Schedule(concurrency: { $0 == "webhook/erp" ? 9 : nil })) == ["webhook/crm": 4, "webhook/erp": 9])
        let small = Schedule(limits: Schedule.Limits(concurrentMax: 5, concurrentOfDestinationMax: 4))
        #expect(sent(small).values.reduce(0, +) == 5)
    }

    @Test("a destination that asks for patience gets it for all of its rows, and others go on")
    func retryAfter() {
        var schedule = Schedule()
        let rows = [
            Sample.item(1), Sample.item(2, lead: nil), Sample.item(3, to: "webhook/erp"),
        ]
        _ = schedule.turn([rows[0]], at: Self.start)
        let failed = schedule.finished(rows[0], .failed(problem: "429", retryAfterSeconds: 100), at: Self.start)
        #expect(failed.decision == .again(Self.start.adding(seconds: 100)))
        #expect(schedule.turn(rows, at: Self.start.adding(seconds: 99)).send == [rows[2]])
        #expect(schedule.turn(rows, at: Self.start.adding(seconds: 100)).send == [rows[0], rows[1]])
    }

    @Test("an answer to what was on its way does not end the patience that was asked for")
    func patienceHolds() {
        var schedule = Schedule()
        let rows = (1...3).map { Sample.item(Int64($0), lead: LeadID(position: Int64($0), item: 0)) }
        #expect(schedule.turn(Array(rows[..<2]), at: Self.start).send.count == 2)
        _ = schedule.finished(rows[0], .failed(problem: "429", retryAfterSeconds: 100), at: Self.start)
        _ = schedule.finished(rows[1], .delivered(reference: nil), at: Self.start.adding(seconds: 1))
        #expect(schedule.turn(rows, at: Self.start.adding(seconds: 99)).send.isEmpty)
        #expect(schedule.turn(rows, at: Self.start.adding(seconds: 100)).send == [rows[0], rows[2]])
    }

    @Test("after five failures in a row nothing is sent for a while, then one row tries")
    func circuit() {
        var schedule = Schedule()
        let rows = (1...8).map { Sample.item(Int64($0), lead: LeadID(position: Int64($0), item: 0)) }
        var now = Self.start
        var failures = 0
        while failures < 5 {
            for item in schedule.turn(rows, at: now).send {
                _ = schedule.finished(item, .failed(problem: "x", retryAfterSeconds: nil), at: now)
                failures += 1
            }
            now = now.adding(seconds: 1)
        }
        #expect(schedule.failingDestinations == ["webhook/crm"])
        #expect(schedule.turn(rows, at: now.adding(seconds: 10)).send.isEmpty)
        now = now.adding(seconds: 3600)
        let probe = schedule.turn(rows, at: now).send
        #expect(probe.count == 1)
        #expect(schedule.turn(rows, at: now).send.isEmpty)
        _ = schedule.finished(probe[0], .failed(problem: "x", retryAfterSeconds: nil), at: now)
        #expect(schedule.turn(rows, at: now.adding(seconds: 59)).send.isEmpty)
        now = now.adding(seconds: 3600)
        let again = schedule.turn(rows, at: now).send
        #expect(again.count == 1)
        // An answer closes it, also one that refuses the row.
        _ = schedule.finished(again[0], .refused(problem: "x"), at: now)
        #expect(schedule.turn(rows, at: now).send.count == 4)
        #expect(schedule.failingDestinations.isEmpty)
    }

    @Test(
        "each kind of row is given up in its time",
        arguments: [
            ("webhook/crm", "lead.assigned", 3 * 86_400), ("rep/ani/email", "lead.assigned", 86_400),
            ("customer/whatsapp", "customer.reply", 86_400), ("customer/email", "customer.acknowledgement", 3600),
        ])
    func patience(_ destination: String, _ topic: String, _ seconds: Int64) {
        var schedule = Schedule()
        let row = Sample.item(1, to: destination, topic: topic)
        var now = Self.start
        while true {
            let turn = schedule.turn([row], at: now)
            if turn.expired == [row] { break }
            guard let item = turn.send.first else {
                now = now.adding(seconds: 1)
                continue
            }
            let result = schedule.finished(item, .failed(problem: "x", retryAfterSeconds: nil), at: now)
            if result.decision == .givenUp { break }
        }
        #expect(now <= Self.start.adding(seconds: seconds))
        #expect(now > Self.start.adding(seconds: seconds - 3700))
    }

    @Test("what became too old while nothing ran is not sent, but other systems are told once")
    func tooOld() {
        let late = Self.start.adding(seconds: 30 * 86_400)
        var schedule = Schedule()
        let greeting = Sample.item(1, to: "customer/email", topic: "customer.acknowledgement")
        let event = Sample.item(2)
        let turn = schedule.turn([greeting, event], at: late)
        #expect(turn.expired == [greeting] && turn.send == [event])
        let result = schedule.finished(event, .failed(problem: "x", retryAfterSeconds: nil), at: late)
        #expect(result.decision == .givenUp)
        #expect(schedule.turn([greeting, event], at: late.adding(seconds: 60)) == Schedule.Turn())
    }

    @Test("a row that somebody sends again counts from then, even if its outcome was never seen in between")
    func resent() {
        var schedule = Schedule()
        var row = Sample.item(1, to: "rep/ani/email")
        row.attempts = 7
        #expect(schedule.turn([row], at: Self.start).send == [row])
        #expect(schedule.finished(row, .refused(problem: "x"), at: Self.start).attempts == 8)
        let later = Self.start.adding(seconds: 2 * 86_400)
        row.since = later
        row.attempts = 0
        row.settledBy = 99
        #expect(schedule.turn([row], at: later).send == [row])
        #expect(schedule.attempts(of: row) == 0)
    }

    @Test("a row whose outcome was lost is sent again after some time")
    func lostOutcome() {
        var schedule = Schedule()
        let row = Sample.item(1)
        _ = schedule.turn([row], at: Self.start)
        _ = schedule.finished(row, .delivered(reference: nil), at: Self.start)
        #expect(schedule.turn([row], at: Self.start.adding(seconds: 599)).send.isEmpty)
        #expect(schedule.turn([row], at: Self.start.adding(seconds: 600)).send == [row])
    }

    @Test("pauses grow, stay within their bound, and differ from row to row")
    func backoff() {
        let backoff = Backoff()
        #expect((1...12).map(backoff.bound) == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600])
        #expect(backoff.bound(.max) == 3600)
        for attempts in 1...40 as ClosedRange<Int64> {
            let pauses = (1...200).map { backoff.seconds(after: attempts, of: Sample.item(Int64($0)).id) }
            #expect(pauses.allSatisfy { (1...backoff.bound(attempts)).contains($0) })
            if attempts > 6 {
                let mean = Double(pauses.reduce(0, +)) / 200 / Double(backoff.bound(attempts))
                #expect(Set(pauses).count > 50 && abs(mean - 0.5) < 0.12)
            }
        }
    }

    @Test(
        "Retry-After is a number of seconds or a date, within an hour",
        arguments: [
            ("7", 7), (" 120 ", 120), ("0", 0), ("999999", 3600), ("99999999999999999999999", 3600),
            ("Thu, 28 May 2026 20:28:00 GMT", 80), ("Thu, 28 May 2020 20:26:40 GMT", 0), ("-5", nil),
            ("soon", nil), ("", nil), ("1.5", nil), ("Thu, 28 Foo 2026 20:28:00 GMT", nil),
            ("Thu, 31 Feb 2026 20:28:00 GMT", nil),
        ] as [(String, Int64?)])
    func retryAfterText(_ text: String, _ seconds: Int64?) {
        #expect(RetryAfter.seconds(text, now: Self.start) == seconds)
    }
}
