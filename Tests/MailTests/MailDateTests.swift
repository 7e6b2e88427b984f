import Domain
import Testing

@testable import Mail

@Suite("The date of a mail")
struct MailDateTests {
    @Test(
        "is read in every form in use",
        arguments: [
            ("Wed, 10 Sep 2025 09:15:00 +0700", "2025-09-10T02:15:00Z"),
            ("10 Sep 2025 09:15 -0330", "2025-09-10T12:45:00Z"),
            ("Wed, 10 Sep 25 09:15:00 GMT", "2025-09-10T09:15:00Z"),
            ("Wed, 10 Sep 2025 09:15:00 (jam WIB) +0700 (WIB)", "2025-09-10T02:15:00Z"),
            ("Wed Sep 10 09:15:00 2025", "2025-09-10T09:15:00Z"),
            ("Wednesday, 10-Sep-25 09:15:00 EST", "2025-09-10T14:15:00Z"),
            ("  1 Jan 70 00:00:00 Z", "1970-01-01T00:00:00Z"), ("29 Feb 2024 23:59:60 +0000", "2024-02-29T23:59:59Z"),
            ("10 September 2025 09:15:00 WIB", "2025-09-10T02:15:00Z"),
        ])
    func readable(_ text: String, _ expected: String) {
        #expect(MailDate.read(Array(text.utf8))?.description == expected)
    }

    @Test(
        "is not guessed",
        arguments: [
            "", "yesterday", "Wed, 15 Dec 2010    59:10 -0500", "30 Feb 2025 09:15:00 +0000", "10 Sep 2025",
            "10 Sep 2025 24:00:00 +0000", "10 Sep 2025 09:15:00 H0500", "10 Sep 2025 09:15:00 +9900",
            "32 Sep 2025 09:15:00 +0000", "10 Xyz 2025 09:15:00 +0000", "10 Sep 20250 09:15:00 +0000",
            "10 Sep 2025 09:15:00:00 +0000", "99999999999999999999 Sep 2025 09:15:00 +0000",
        ])
    func unreadable(_ text: String) {
        #expect(MailDate.read(Array(text.utf8)) == nil)
    }

    @Test("comes from the newest relay when it is missing or impossible")
    func fallback() {
        let relays = [
            ("received", "by b; Tue, 23 Sep 2025 07:00:05 +0700"),
            ("received", "by a; Tue, 23 Sep 2025 06:00:00 +0700"),
        ]
        for date in ["Tue, 23 Sep 3609 07:00:00 +0700", "nonsense", "Mon, 1 Jan 1960 00:00:00 +0000"] {
            #expect(sent(relays + [("date", date)]) == "2025-09-23T00:00:05Z")
        }
        #expect(sent(relays) == "2025-09-23T00:00:05Z")
        #expect(sent([("date", "nonsense")]) == nil)
    }

    @Test("is not later than the arrival of the mail")
    func clamped() {
        let arrival = Timestamp(rfc3339: "2025-09-23T00:00:10Z")
        let relays = [
            ("received", "by b; 25 Sep 2025 00:00:00 +0000"), ("received", "by a; 21 Sep 2025 00:00:00 +0000"),
        ]
        #expect(sent(relays, notAfter: arrival) == "2025-09-21T00:00:00Z")
        let future = ("date", "Wed, 24 Sep 2025 00:00:00 +0000")
        #expect(sent([future], notAfter: arrival) == "2025-09-23T00:00:10Z")
        #expect(
            sent([("received", "by b; 22 Sep 2025 00:00:00 +0000"), future], notAfter: arrival)
                == "2025-09-22T00:00:00Z")
        #expect(sent([("date", "23 Sep 2025 00:00:10 +0000")], notAfter: arrival) == "2025-09-23T00:00:10Z")
    }

    private func sent(_ headers: [(String, String)], notAfter: Timestamp? = nil) -> String? {
        let set = HeaderSet(headers.map { MIMEMail.Header(name: $0.0, value: Array($0.1.utf8)) })
        return MailDate.sent(set, notAfter: notAfter)?.description
    }
}
