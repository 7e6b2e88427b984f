import Channels
import Domain
import Foundation
import Pipeline
import Storage
import TestSupport
import Testing

@Suite("The quarantine and real inquiries")
struct FalsePositiveTests {
    /// Reasons that have nothing to do with how an inquiry looks.
    private static let plain: Set = [
        "a test of the provider's, which nobody wrote", "no sender that could be answered",
    ]

    static let folder = ProcessInfo.processInfo.environment["CORONG_SAMPLES"]

    @Test("holds back no recorded inquiry, in whatever order they come and however fast", arguments: UInt64(1)...8)
    func fixtures(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let catalog = ChannelCatalog(texts: SpamBench.channels)
        var deliveries: [DeliveryInput] = []
        for channel in SpamBench.names(in: "Fixtures/channels") {
            guard let compiled = catalog[channel] else { continue }
            for name in SpamBench.names(in: "Fixtures/channels/\(channel)") {
                let file = Workbench.root.appendingPathComponent("Fixtures/channels/\(channel)/\(name)/request.http")
                guard let request = try? Data(contentsOf: file) else { continue }
                if let delivery = ChannelFixtures.delivery(of: Array(request), channel: compiled) {
                    deliveries.append(delivery)
                }
            }
        }
        deliveries.shuffle(using: &random)
        try check(deliveries, name: "fixtures", least: 150)
    }

    @Test(
        "holds back no inquiry of the samples that CORONG_SAMPLES names",
        .enabled(if: FalsePositiveTests.folder != nil),
        arguments: UInt64(1)...4)
    func samples(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var deliveries = try SampleFolder(path: Self.folder ?? "").deliveries()
        deliveries.shuffle(using: &random)
        try check(deliveries, name: "samples", least: 100)
    }

    private func check(_ deliveries: [DeliveryInput], name: String, least: Int) throws {
        let bench = try SpamBench()
        for (number, delivery) in deliveries.enumerated() {
            try bench.append(delivery, at: Workbench.start.adding(seconds: Int64(number / 20)))
        }
        let records = try bench.folded().records.filter { $0.kind.isCustomerStatement }
        let held = records.filter { $0.outcome == .quarantined && !Self.plain.contains($0.reason) }
        let counted = records.count { $0.outcome == .counted }
        print("\(name): \(deliveries.count) deliveries, \(counted) inquiries counted, \(held.count) held back as spam")
        #expect(held.map { "\($0.channel) \($0.id): \($0.reason)" } == [])
        #expect(counted >= least)
    }
}

/// Payloads in folders by channel, each with a `.meta.json` beside it that names content type, headers and address.
private struct SampleFolder {
    let path: String

    /// Channels by the beginning of a folder's and a file's name; the first that fits.
    private static let channels = [
        ("webform/html", "web-form"), ("webform/json", "web-form"), ("webform/elementor", "elementor"),
        ("webform/formspree", "formspree"), ("webform/gravity", "gravity-forms"), ("webform/hubspot", "hubspot-form"),
        ("webform/jotform", "jotform"), ("webform/tally", "tally"), ("webform/typeform", "typeform"),
        ("chat-webhook/chatwoot", "chatwoot"), ("chat-webhook/crisp", "crisp"), ("chat-webhook/intercom", "intercom"),
        ("chat-webhook/tawk", "tawk"), ("chat-webhook/zendesk", "zendesk"), ("chat-webhook/", "chat"),
        ("email-webhooks/mailgun", "mailgun"), ("email-webhooks/postmark", "postmark"),
        ("email-webhooks/sendgrid", "sendgrid"), ("email-webhooks/ses", "ses"), ("email/", "email"),
        ("meta-leadads/", "messenger"), ("whatsapp/", "whatsapp"), ("telegram/", "telegram"), ("line/", "line"),
        ("messenger/", "messenger"), ("instagram/", "instagram"), ("slack/", "slack"), ("discord/", "discord"),
        ("viber/", "viber"), ("vonage/", "vonage"), ("twilio/", "twilio"), ("google-leadads/", "google-leadads"),
    ]

    func deliveries() throws -> [DeliveryInput] {
        let root = URL(fileURLWithPath: path)
        var found: [DeliveryInput] = []
        let files = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String }.sorted() ?? []
        for file in files where file.hasSuffix(".meta.json") {
            let data = try Data(contentsOf: root.appendingPathComponent(file))
            guard let meta = try JSONSerialization.jsonObject(with: data) as? [String: Any],
                let name = meta["file"] as? String, let request = meta["request"] as? [String: Any],
                let channel = Self.channels.first(where: { file.hasPrefix($0.0) })?.1
            else { continue }
            let payload = root.appendingPathComponent(file).deletingLastPathComponent().appendingPathComponent(name)
            guard let body = try? Data(contentsOf: payload) else { continue }
            var headers = ""
            for (name, value) in (request["headers"] as? [String: Any] ?? [:]).sorted(by: { $0.key < $1.key }) {
                HeaderText.append(name.lowercased(), "\(value)", to: &headers)
            }
            if HeaderText.value(of: "content-type", in: headers) == nil, let type = request["content_type"] as? String {
                HeaderText.append("content-type", type, to: &headers)
            }
            let target = (request["url"] as? String).flatMap { URL(string: $0) }.map { "\($0.path)?\($0.query ?? "")" }
            found.append(
                DeliveryInput(
                    channel: channel, headers: headers, target: target ?? "", body: Array(body),
                    receivedAt: Workbench.start))
        }
        return found
    }
}
