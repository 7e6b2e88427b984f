import Domain
import Settings

/// The configuration of the shop that the journals are of.
enum JournalConfiguration {
    /// Points for marketing and sales qualified leads, one pair for each change of the configuration.
    static let thresholds = [(30, 60), (25, 55), (35, 65), (30, 70), (40, 60)]

    /// The bytes of the configuration after `changes` changes.
    static func body(_ plan: JournalPlan, changes: Int) -> [UInt8] {
        let (marketing, sales) = thresholds[changes % thresholds.count]
        return ConfigurationBundle(
            settingsText: text(marketing: marketing, sales: sales), channelTexts: plan.channelTexts,
            zone: Zone(
                name: "Asia/Jakarta", spans: [Zone.Span(start: .epoch, offsetSeconds: Rhythm.offsetSeconds)]),
            seed: SipHash.Key(low: plan.seed, high: 0x636f_726f_6e67)
        ).encode()
    }

    private static func text(marketing: Int, sales: Int) -> String {
        """
        workspace:
          name: main
          time_zone: Asia/Jakarta
          currency: IDR
          languages: [id, en]
          region: ID
          own_addresses: [halo@rumahteduh.example, sales@rumahteduh.example]
        channels:
          whatsapp:
            secrets: {env: CORONG_WHATSAPP_SECRET}
            verify_token: {env: CORONG_WHATSAPP_VERIFY_TOKEN}
          chat:
            secrets: {env: CORONG_CHAT_SECRET}
          telegram:
            secrets: {env: CORONG_TELEGRAM_SECRET}
          web-form:
            origins: [https://rumahteduh.example]
            insecure: true
          email:
            secrets: {env: CORONG_EMAIL_TOKEN}
        words:
          price: [harga, hrg, berapa, brp, biaya, penawaran, how much, quotation, price, pricing]
          buying: [mau pesan, jadi pesan, mau order, nomor rekening, would like to buy, want to order, how do i pay]
          visit: [survey, janji temu, ukur, site visit, call me, appointment]
          urgency: [segera, minggu ini, secepatnya, bulan ini, this week, urgent, as soon as possible]
          project: [kitchen set, lemari, meja makan, sofa, backdrop, interior, kursi kantor, walk in closet, wardrobe, dining table, office, villa]
          job-seeker: [lowongan, melamar, loker, hiring, internship, job vacancy]
          vendor-pitch: [menawarkan jasa, kerja sama iklan, jasa SEO, SEO services, guest post, boost your traffic]
          leave-me: [salah nomor, jangan hubungi, salah sambung, wrong number, unsubscribe]
        scoring:
          thresholds: {marketing_qualified: \(marketing), sales_qualified: \(sales)}
          groups:
            fit: {cap: 30}
            engagement: {cap: 120}
            negative: {cap: 100}
          rules:
            - id: company-mail
              group: fit
              points: 15
              when:
                known: email
                not: {email_domain: [gmail.com, yahoo.co.id, outlook.com]}
            - {id: phone-known, group: fit, points: 10, when: {known: phone}}
            - {id: name-known, group: fit, points: 5, when: {known: name}}
            - {id: came-through-ad, group: fit, points: 10, when: {touch: [ctwa_clid, gclid]}}
            - {id: asks-price, group: engagement, points: 25, when: {words: price}}
            - {id: wants-to-buy, group: engagement, points: 30, when: {words: buying}}
            - {id: wants-visit, group: engagement, points: 25, when: {words: visit}}
            - {id: urgent, group: engagement, points: 25, when: {words: urgency}}
            - {id: names-project, group: engagement, points: 10, times: 2, when: {words: project}}
            - {id: several-messages, group: engagement, points: 10, when: {statements: 3}}
            - {id: form-filled, group: engagement, points: 25, when: {kind: lead_form}}
            - {id: form-with-budget, group: engagement, points: 35, when: {kind: lead_form, answer: [anggaran]}}
            - {id: job-seeker, group: negative, points: -60, when: {words: job-seeker}}
            - {id: vendor-pitch, group: negative, points: -60, when: {words: vendor-pitch}}
            - {id: leave-me, group: negative, points: -40, when: {words: leave-me}}
        routing:
          reps:
            - {id: ani, name: Ani Wulandari, team: retail, weight: 3, capacity: 40}
            - {id: budi, name: Budi Santoso, team: retail, weight: 2, capacity: 40}
            - {id: citra, name: Citra Lestari, team: retail, weight: 1, capacity: 30}
            - {id: dewi, name: Dewi Anggraini, team: project, weight: 2, capacity: 40}
            - {id: eko, name: Eko Prasetyo, team: project, weight: 2, capacity: 40}

        """
    }
}
