import Testing

@testable import Channels

@Suite("A certificate of Amazon SNS")
struct CertificateTests {
    private static let url = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"

    /// Made with OpenSSL for these tests.
    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIDGTCCAgGgAwIBAgIUaJPX6N/Ro4BHAR005by0uObNj/EwDQYJKoZIhvcNAQEL
        BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wHhcNMjYxMTIzMTg1NTU4
        WhcNMzYxMTIwMTg1NTU4WjAcMRowGAYDVQQDDBFzbnMuYW1hem9uYXdzLmNvbTCC
        ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALlG+tFYtawwAKo2LiSkUO2m
        yI5Q46YBQSUcUxx3r5Gg74AyFIg689KpMlYOolfBosOfCQfTO3Po0jA/gTaZS9XK
        A9921o2p5yYyXTMOawRYqP41ufWcnYVXKwQxqM4QUpq3WajwQYYKyZ3kiaC21prP
        nGYQ9S0S30nDkHnzLfhFowDTE++wPh6KvY6f10o1DU5FifVLCYwaagHywITObtDn
        uRHDyyk0TNgQaVoeKMaWhNXfhq3kliTip+JTYvWVsqpf5grmoM+Z62H/+vIh9R+A
        wSJlz0NxEqb+sj3Lsh1y2FPWXM5ursTDtGS/16lOPBV3Jc9HgXZ/kzmWDH5yF9UC
        AwEAAaNTMFEwHQYDVR0OBBYEFGZlMGIo50lbd7nX188IHLxg79B/MB8GA1UdIwQY
        MBaAFGZlMGIo50lbd7nX188IHLxg79B/MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZI
        hvcNAQELBQADggEBAE7DtAKTnM5Wfs64NMwJXslurENJkhehC8e1GFyPGqN9VQZv
        p31blQPjZxGUJgebEdrY7gfF9F/QdkEXx9Eh4yRZHbpTtcCkM4szbnvqJsT+eU9y
        g46gNTTbeP7mcskTm5/b7TjivjdaVo0oklwGlmH066oLCm9n+biOh2AEQxP4f5xQ
        GbUim98WKRapdbooHDvWxaX1K7YJMRqeKfaI/9acwYEfKa75iyUb6o4I2A5oQlm5
        BVUCWFZ3dd1vCeJtm7sNaWM7h1XF8WrYSRkO2JM+80FOHdjYixzbRW1JwRhwxOB9
        50gked5fj739BwjuOLQ9qWP4UI4bTeC1ZSm6Sk4=
        -----END CERTIFICATE-----
        """

    /// Signed with its key, by version 1.
    private static func message(_ url: String = url) -> String {
        """
        {"Type": "Notification", "MessageId": "m-1", "TopicArn": "arn:aws:sns:us-east-1:111111111111:Mail", "Message": "Halo\\n",
        "Timestamp": "2025-10-09T08:53:20.000Z", "SignatureVersion": "1", "SigningCertURL": "\(url)",
        "Signature": "qI2UyCFFeCjqdxSdQx3qDf6eKWxKBqQHSjJbFdcOv2oIuYJLgGeGkLV8FlRESnp5QsPD9iCGtAHmId9pf7+Uot0T6E6p80ZcI9nm\
        x4YoGRKWr3YyhgHlBOzv41aMY1dI82x08d/fh0iV1i8JnwEiJ9trWtB3hOfTVBTTk0yd6V9Fn8dHIoF42bePtJ5Hg4A6T0fQrBaj\
        VTg7/MYdUSiB5ZT9JZSIm791Gn4LgCYiOd6Jm8mZaQt+t6yJnx5NYgc2BSFSntVIInL1eO60Povs/BXALlhMpN1r4WkUI0NzbnkG\
        rYzY8uO9U8iVXGlhQhbt7ByAxG8Eijyy1wrgMKRZfA=="}
        """
    }

    private static let topic = "arn:aws:sns:us-east-1:111111111111:Mail"

    private func check(
        _ text: String, secrets: [String] = [], topic: String = CertificateTests.topic, _ cache: CertificateCache? = nil
    ) -> GateDecision {
        let gate = Gate(
            rules: ReceiveRules(bodyBytesMax: 10_000), verifier: .sns,
            secrets: ChannelSecrets(secrets: secrets + [topic]),
            certificates: cache)
        let address = CalledAddress(method: "POST", target: "/in/ses")
        return gate.check(
            GateRequest(address: address, headers: ListedHeaders([]), body: Array(text.utf8)), nowSeconds: 0)
    }

    @Test("may be pinned, with others, in PEM with real or written line ends")
    func pinned() {
        #expect(check(Self.message(), secrets: [Self.certificate]) == .accept)
        #expect(check(Self.message(), secrets: [Self.certificate.replacing("\n", with: "\\n")]) == .accept)
        #expect(check(Self.message(), secrets: ["x\n" + Self.certificate + "\n" + Self.certificate]) == .accept)
        let other = Self.message().replacing("Halo", with: "Hola")
        #expect(check(other, secrets: [Self.certificate]) == .refuse(.badSignature))
        #expect(check("{}", secrets: [Self.certificate]) == .refuse(.missingSignature))
        #expect(check("no JSON", secrets: [Self.certificate]) == .refuse(.missingSignature))
    }

    @Test("counts only for the topics that are configured, because anybody can have SNS sign")
    func topics() {
        let other = "arn:aws:sns:us-east-1:222222222222:Mail"
        #expect(check(Self.message(), secrets: [Self.certificate], topic: other) == .refuse(.wrongTopic))
        #expect(check(Self.message(), secrets: [Self.certificate, Self.topic], topic: other) == .accept)
        #expect(check(Self.message(), secrets: [Self.certificate + "\n" + Self.topic], topic: "") == .accept)
        #expect(check(Self.message(), secrets: [Self.certificate], topic: "") == .refuse(.notConfigured))
    }

    @Test("is asked for while it is not known, and the message is to come again")
    func pending() {
        let cache = CertificateCache()
        #expect(check(Self.message(), cache) == .missingCertificate(url: Self.url))
        #expect(check(Self.message(), cache).refusal == .keyPending)
        #expect(GateRefusal.keyPending.status == 503)
        #expect(!cache.insert(pem: "nonsense", from: Self.url))
        #expect(!cache.insert(pem: Self.certificate, from: "https://evil.example/SimpleNotificationService-0.pem"))
        #expect(check(Self.message(), cache) == .missingCertificate(url: Self.url))
        #expect(cache.insert(pem: Self.certificate, from: Self.url))
        #expect(check(Self.message(), cache) == .accept)
        #expect(check(Self.message().replacing("Halo", with: "Hola"), cache) == .refuse(.badSignature))
    }

    @Test("comes from Amazon's own addresses only")
    func addresses() {
        let path = "/SimpleNotificationService-0123456789abcdef.pem"
        for host in ["sns.us-east-1.amazonaws.com", "sns.cn-north-1.amazonaws.com.cn"] {
            let region = host.split(separator: ".")[1]
            let topic = Self.topic.replacing("us-east-1", with: region)
            let message = Self.message("https://\(host)\(path)").replacing(Self.topic, with: topic)
            #expect(check(message, topic: topic) == .missingCertificate(url: "https://\(host)\(path)"))
            let elsewhere = Self.topic.replacing("us-east-1", with: "eu-west-1")
            #expect(
                check(message.replacing(topic, with: elsewhere), topic: elsewhere) == .refuse(.badSignature),
                "a certificate of another region than the topic's")
        }
        for url in [
            "https://sns.s3.amazonaws.com\(path)", "https://sns.s3-us-west-2.amazonaws.com\(path)",
            "https://sns.x.amazonaws.com\(path)",
            "http://sns.us-east-1.amazonaws.com\(path)", "https://sns.us-east-1.amazonaws.com.evil.example\(path)",
            "https://sns.us-east-1.amazonaws.com@evil.example\(path)", "https://evil.example\(path)",
            "https://evil.example/sns.us-east-1.amazonaws.com\(path)", "https://sns.a.b.amazonaws.com\(path)",
            "https://sns..amazonaws.com\(path)", "https://sns.us-east-1.amazonaws.com:444\(path)",
            "https://sns.us-east-1.amazonaws.com\(path)?x=1", "https://sns.us-east-1.amazonaws.com\(path)#x",
            "https://sns.us-east-1.amazonaws.com/a\(path)", "https://sns.us-east-1.amazonaws.com/mine.pem",
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-..%2f.pem",
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-x.pem.pem", "//\(path)", "",
            "https://s3.us-east-1.amazonaws.com\(path)", "https://SNS.us-east-1.amazonaws.com\(path)",
        ] {
            #expect(check(Self.message(url), CertificateCache()) == .refuse(.badSignature), "\(url)")
        }
    }

    @Test("is kept for a number of addresses only")
    func bounded() {
        let cache = CertificateCache()
        func address(_ number: Int) -> String {
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-\(number).pem"
        }
        for number in 0..<CertificateCache.countMax {
            #expect(cache.insert(pem: Self.certificate, from: address(number)))
        }
        #expect(!cache.insert(pem: Self.certificate, from: address(1000)))
        #expect(cache.insert(pem: Self.certificate, from: address(1)))
    }

    @Test("that is cut anywhere has no key, and never traps")
    func truncated() throws {
        let whole = try #require(SecretText.blocks(ofPEM: Self.certificate).first)
        #expect(CertificateKey.publicKey(of: whole.bytes) != nil)
        for count in 0..<whole.bytes.count {
            #expect(CertificateKey.publicKey(of: Array(whole.bytes.prefix(count))) == nil)
        }
        for place in whole.bytes.indices.prefix(300) {
            var changed = whole.bytes
            for value: UInt8 in [0, 0x80, 0x84, 0xff] {
                changed[place] = value
                _ = CertificateKey.publicKey(of: changed)
            }
        }
    }
}
