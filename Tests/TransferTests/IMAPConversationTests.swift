import TestSupport
import Testing

@testable import Transfer

@Suite("A conversation with a mail server")
struct IMAPConversationTests {
    /// A conversation whose first command, the one that synchronises, is over.
    static func begun() throws -> IMAPConversation {
        var conversation = IMAPConversation()
        #expect(conversation.begin(.noop) == Array("CORONG1 NOOP\r\n".utf8))
        conversation.take(Array("CORONG1 OK\r\n".utf8))
        #expect(try conversation.next() == .completed(IMAPStatus(.ok)))
        return conversation
    }

    static func steps(
        _ text: String, after command: IMAPCommand = .noop, limits: IMAPAssembler.Limits = .init(),
        cut: (inout [UInt8]) -> [UInt8] = { bytes in
            defer { bytes = [] }
            return bytes
        }
    ) throws -> (steps: [IMAPConversation.Step], problem: IMAPProblem?) {
        var conversation = try begun()
        conversation.limits = limits
        _ = conversation.begin(command)
        var bytes = Array(text.utf8)
        var steps: [IMAPConversation.Step] = []
        do throws(IMAPProblem) {
            while !bytes.isEmpty {
                conversation.take(cut(&bytes))
                while let step = try conversation.next() { steps.append(step) }
            }
        } catch {
            return (steps, error)
        }
        return (steps, nil)
    }

    static func fetched(
        _ uid: UInt32?, size: Int? = nil, arrived: Int64? = nil, body: IMAPFetched.Body? = nil
    ) -> IMAPConversation.Step {
        .response(.fetched(IMAPFetched(uid: uid, size: size, arrived: arrived, body: body)))
    }

    static let transcripts: [(String, [IMAPConversation.Step])] = [
        (
            "* 172 EXISTS\r\n* 1 RECENT\r\n* OK [UNSEEN 12] Message 12 is first unseen\r\n"
                + "* OK [UIDVALIDITY 3857529045] UIDs valid\r\n* OK [UIDNEXT 4392] Predicted next UID\r\n"
                + "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\nCORONG2 OK [READ-ONLY] EXAMINE completed\r\n",
            [
                .response(.exists(172)), .response(.other),
                .response(
                    .status(
                        tag: nil,
                        IMAPStatus(.ok, code: .other("UNSEEN"), text: "[UNSEEN 12] Message 12 is first unseen"))),
                .response(
                    .status(
                        tag: nil,
                        IMAPStatus(.ok, code: .uidValidity(3_857_529_045), text: "[UIDVALIDITY 3857529045] UIDs valid"))
                ),
                .response(
                    .status(tag: nil, IMAPStatus(.ok, code: .uidNext(4392), text: "[UIDNEXT 4392] Predicted next UID"))),
                .response(.other),
                .completed(IMAPStatus(.ok, code: .other("READ-ONLY"), text: "[READ-ONLY] EXAMINE completed")),
            ]
        ),
        (
            "* 2 FETCH (UID 7 RFC822.SIZE 44827 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n"
                + "* 3 fetch (flags (\\Seen \"x y\" NIL (a b)) rfc822.size 0 uid 4294967295)\r\nCORONG2 NO try later\r\n",
            [
                fetched(7, size: 44_827, arrived: 837_596_665), fetched(4_294_967_295, size: 0),
                .completed(IMAPStatus(.no, text: "try later")),
            ]
        ),
        (
            "* 1 FETCH (UID 9 BODY[] {10}\r\na\r\n)\r\n* 2x)\r\n* 2 FETCH (BODY[]<0> {3+}\r\nabc UID 10)\r\n"
                + "* 3 FETCH (BODY[] {0}\r\n UID 11)\r\n* 4 FETCH (UID 12 BODY[] \"quo\\\"ted\")\r\n"
                + "* 5 FETCH (UID 13 BODY[] NIL)\r\n* 6 FETCH (UID 14 BODY[HEADER.FIELDS (DATE \"X\")] {1}\r\nx BODY[] ~{2}\r\nyz)\r\n",
            [
                fetched(9, body: .bytes(Array("a\r\n)\r\n* 2x".utf8))), fetched(10, body: .bytes(Array("abc".utf8))),
                fetched(11, body: .bytes([])), fetched(12, body: .bytes(Array("quo\"ted".utf8))),
                fetched(13, body: .missing), fetched(14, body: .bytes(Array("yz".utf8))),
            ]
        ),
        (
            "* CAPABILITY IMAP4rev1 Idle AUTH=PLAIN\r\n* LIST () \"/\" {2}\r\nab\r\n* SEARCH 1 2\r\n* 4 EXPUNGE\r\n"
                + "* BYE [UNAVAILABLE] shutting down\r\n* PREAUTH\r\n* XYZZY\r\n* 1 FETCH (UID 3 FLAGS ($[x ]y caf\u{e9}))\r\n",
            [
                .response(.capabilities(["IMAP4REV1", "IDLE", "AUTH=PLAIN"])), .response(.other), .response(.other),
                .response(.other),
                .response(
                    .status(
                        tag: nil, IMAPStatus(.bye, code: .other("UNAVAILABLE"), text: "[UNAVAILABLE] shutting down"))),
                .response(.status(tag: nil, IMAPStatus(.preauth))), .response(.other), fetched(3),
            ]
        ),
    ]

    @Test("each transcript reads as recorded, however it is cut", arguments: transcripts.indices)
    func transcript(_ index: Int) throws {
        let (text, expected) = Self.transcripts[index]
        let whole = try Self.steps(text)
        #expect(whole.problem == nil)
        #expect(whole.steps == expected)
        let single = try Self.steps(text, cut: { [$0.removeFirst()] })
        #expect(single.steps == expected)
        for seed in UInt64(1)...50 {
            var random = SplitMix64(seed: seed)
            let cut = try Self.steps(text) { bytes in
                let count = min(bytes.count, Int.random(in: 1...20, using: &random))
                defer { bytes.removeFirst(count) }
                return Array(bytes.prefix(count))
            }
            #expect(cut.steps == expected, "seed \(seed)")
        }
    }

    @Test(
        "what no server sends ends the conversation",
        arguments: [
            "\r\n", "CORONG1 OK\r\n", "CORONG3 OK\r\n", "A003 OK\r\n", "CORONG2 BYE\r\n", "CORONG2 FINE\r\n",
            "CORONG2\r\n",
            "+ go\r\n", "*\r\n", "* \r\n", "* 1 FETCH\r\n", "* 1 FETCH (UID)\r\n", "* 1 FETCH (UID 1\r\n",
            "* 1 FETCH UID 1\r\n",
            "* 1 FETCH (UID 0)\r\n", "* 1 FETCH (UID 4294967296)\r\n", "* 1 FETCH (UID -1)\r\n",
            "* 1 FETCH (RFC822.SIZE -5)\r\n",
            "* 1 FETCH (UID 1) (UID 2)\r\n", "* 1 FETCH (UID 1))\r\n", "* 1 FETCH (BODY[] x)\r\n",
            "* 1 FETCH (BODY[] (x))\r\n",
            "* 1 FETCH (BODY[ {3}\r\nabc)\r\n", "* 1 FETCH ({3}\r\nUID 7)\r\n", "* 1 FETCH (UID \"x)\r\n",
            "* OK [UIDVALIDITY 4294967296] x\r\n", "* OK [UIDVALIDITY] x\r\n", "* OK [UIDNEXT -1] x\r\n",
            "* 1 FETCH (BODY[] {9999999999}\r\n", "* 1 FETCH (BODY[] {99999999999999999999999}\r\n",
        ])
    func malformed(_ text: String) throws {
        let (steps, problem) = try Self.steps(text)
        #expect(problem != nil)
        #expect(steps.isEmpty)
    }

    @Test("lines, lists and literals have their bounds")
    func bounds() throws {
        let long = try Self.steps("* OK " + String(repeating: "x", count: 70_000) + "\r\n")
        #expect(long.problem == .tooMuch("a line of more than 65536 bytes"))
        let endless = try Self.steps("* OK " + String(repeating: "x", count: 70_000))
        #expect(endless.problem == long.problem)
        let split = try Self.steps("* 1 FETCH (UID 1" + String(repeating: " X {1}\r\ny", count: 20_000))
        #expect(split.problem == .tooMuch("many literals in one response"))
        for depth in [10, 100, 60_000] {
            let nested = "* 1 FETCH " + String(repeating: "(", count: depth) + "\r\n"
            #expect(try Self.steps(nested).problem != nil)
        }
        // A deep value inside of the bound is fine.
        #expect(try Self.steps("* 1 FETCH (X ((((((((((y)))))))))))\r\n").problem == nil)
    }

    @Test("a literal that is too long is passed over, and what follows is read")
    func dropped() throws {
        var limits = IMAPAssembler.Limits()
        limits.literalBytesMax = 10
        limits.keptBytesMax = 15
        let text =
            "* 1 FETCH (UID 1 BODY[] {11}\r\n12345678901)\r\n* 2 FETCH (UID 2 BODY[] {10}\r\n1234567890)\r\n"
            + "* 3 FETCH (UID 3 X {10}\r\n1234567890 BODY[] {6}\r\n123456)\r\n"
        for cutBytes in [1, 3, 1000] {
            let (steps, problem) = try Self.steps(text, limits: limits) { bytes in
                defer { bytes.removeFirst(min(cutBytes, bytes.count)) }
                return Array(bytes.prefix(cutBytes))
            }
            #expect(problem == nil)
            #expect(
                steps == [
                    Self.fetched(1, body: .dropped(count: 11)), Self.fetched(2, body: .bytes(Array("1234567890".utf8))),
                    Self.fetched(3, body: .dropped(count: 6)),
                ])
        }
    }

    @Test("what the login left behind is passed over up to the first answer")
    func synchronising() throws {
        var conversation = IMAPConversation()
        _ = conversation.begin(.noop)
        conversation.take(
            Array(
                "BILITY IMAP4rev1 (\r\n\r\n* 3 EXISTS\r\nA004 OK done\r\n+ x\r\nCORONG1 OK here\r\n* 4 EXISTS\r\n".utf8)
        )
        #expect(try conversation.next() == .completed(IMAPStatus(.ok, text: "here")))
        #expect(try conversation.next() == .response(.exists(4)))
        #expect(try conversation.next() == nil)
    }

    @Test("only IDLE is answered with a continuation, and only once")
    func continuation() throws {
        let (steps, problem) = try Self.steps("+ idling\r\n* 5 EXISTS\r\n+ again\r\n", after: .idle)
        #expect(steps == [.goAhead, .response(.exists(5))])
        #expect(problem == .malformed("a continuation that was not asked for"))
    }

    @Test("no bytes crash it", arguments: UInt64(1)...300)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let words = [
            "* ", "1 ", "FETCH ", "(", ")", "BODY[]", "<0>", "{3}\r\n", "{", "}", "\"", "\\", "UID ", "[", "]", "NIL",
            "\r\n", "\n", "+", "CORONG2 ", "OK ", "\0", "\u{ff}", "4294967296 ",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 1...60, using: &random) { text += words.randomElement(using: &random) ?? "" }
        _ = try Self.steps(text + "\r\n")
        // A transcript with some bytes changed.
        var bytes = Array(Self.transcripts[Int.random(in: 0..<Self.transcripts.count, using: &random)].0.utf8)
        for _ in 0..<5 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        _ = try Self.steps(String(decoding: bytes, as: UTF8.self))
    }

    @Test(
        "commands are one line each",
        arguments: [
            (IMAPCommand.capability, "CAPABILITY"), (.logout, "LOGOUT"), (.idle, "IDLE"),
            (.examine(folder: "INBOX"), "EXAMINE \"INBOX\""),
            (.examine(folder: "a \"b\" \\ & c"), "EXAMINE \"a \\\"b\\\" \\\\ &- c\""),
            (.examine(folder: "a\r\nX LOGOUT"), "EXAMINE \"a??X LOGOUT\""),
            // The two examples of RFC 3501 5.1.3.
            (
                .examine(folder: "~peter/mail/\u{53f0}\u{5317}/\u{65e5}\u{672c}\u{8a9e}"),
                "EXAMINE \"~peter/mail/&U,BTFw-/&ZeVnLIqe-\""
            ),
            (.examine(folder: "Anfragen \u{1f600}\u{e9}"), "EXAMINE \"Anfragen &2D3eAADp-\""),
            (.list(from: 5, through: 9), "UID FETCH 5:9 (UID RFC822.SIZE INTERNALDATE)"),
            (.list(from: 5, through: nil), "UID FETCH 5:* (UID RFC822.SIZE INTERNALDATE)"),
            (.last, "UID FETCH * (UID RFC822.SIZE INTERNALDATE)"),
            (.bodies([4, 5, 6, 9, 11, 12], bytesMax: nil), "UID FETCH 4:6,9,11:12 (UID BODY.PEEK[])"),
            (.bodies([.max], bytesMax: 100), "UID FETCH 4294967295 (UID BODY.PEEK[]<0.100>)"),
        ])
    func commands(_ command: IMAPCommand, _ line: String) { #expect(command.line == line) }

    @Test(
        "times of arrival",
        arguments: [
            ("17-Jul-1996 02:44:25 -0700", 837_596_665), (" 1-Jan-1970 00:00:00 +0000", 0),
            ("01-jan-1970 07:00:00 +0700", 0),
            ("31-Dec-2026 23:59:60 +0000", 1_798_761_600), ("30-Feb-2026 00:00:00 +0000", nil),
            ("17-Jul-96 02:44:25 -0700", nil),
            ("17-Jul-1996 24:00:00 +0000", nil), ("17-Jul-1996 02:44:25", nil), ("17-Jul-1996 02:44:25 0700", nil),
            ("17-Foo-1996 02:44:25 +0000", nil), ("", nil), ("17-Jul-1996 02:44:2\u{661} +0000", nil),
            ("-1-Jul-1996 02:44:25 +0000", nil),
        ] as [(String, Int64?)])
    func dates(_ text: String, _ seconds: Int64?) { #expect(IMAPDate.seconds(Array(text.utf8)) == seconds) }
}

extension IMAPFetched {
    init(uid: UInt32?, size: Int?, arrived: Int64?, body: Body?) {
        var reader = IMAPReader([.text(Array("()".utf8))])
        // because: an empty list reads always
        guard let empty = try? IMAPFetched(&reader) else { preconditionFailure("an empty list is one") }
        self = empty
        (self.uid, self.size, self.arrived, self.body) = (uid, size, arrived, body)
    }
}
