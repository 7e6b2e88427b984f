import Domain

/// Reads the part `workspace`.
struct WorkspaceReader {
    let findings: Findings
    let zones: ZoneShelf

    /// The workspace, or nil after findings.
    func workspace(from root: inout Fields) -> Workspace? {
        guard var fields = root.requiredFields("workspace", of: "the workspace") else { return nil }
        let name = fields.string("name")
        if let name { _ = findings.isName(name, at: fields.place(of: "name"), "the workspace's name") }
        let zone = fields.string("time_zone").flatMap { zones.zone(named: $0, in: fields) }
        let currency = code("currency", length: 3, example: "an ISO 4217 code like IDR", from: &fields)
        let region = code("region", length: 2, example: "an ISO 3166 code like ID", from: &fields)
        if let region, !Self.regions.contains(region) {
            fields.error(
                at: "region",
                "`region`: no country has the code \(region); it decides how phone numbers without a country code are read"
            )
        }
        let languages = languages(from: &fields)
        let addresses = addresses(from: &fields)
        let publicAddress = fields.address("public_address")
        let pageAddress = fields.address("page_address")
        fields.finish()
        guard let name, let zone, let currency, let region else { return nil }
        return Workspace(
            name: name, zone: zone, currency: currency, languages: languages, region: region, ownAddresses: addresses,
            publicAddress: publicAddress, pageAddress: pageAddress)
    }

    /// Upper-case letters of a fixed number.
    private func code(_ name: String, length: Int, example: String, from fields: inout Fields) -> String? {
        guard let text = fields.string(name) else { return nil }
        if text.utf8.count == length, text.utf8.allSatisfy({ (65...90).contains($0) }) { return text }
        let upper = text.uppercased()
        let fits = upper.utf8.count == length && upper.utf8.allSatisfy { (65...90).contains($0) }
        let hint = fits ? "; write \(upper)" : ""
        fields.error(at: name, "`\(name)`: expected \(example), got \"\(shortened(text))\"\(hint)")
        return nil
    }

    private func languages(from fields: inout Fields) -> [String] {
        guard fields.node("languages") != nil else { return ["en"] }
        let texts = fields.texts("languages")
        for (text, place) in texts
        where !(2...3).contains(text.utf8.count) || !text.utf8.allSatisfy({ (97...122).contains($0) }) {
            findings.error(
                at: place,
                "`languages`: expected ISO 639 codes like id or en, got \"\(shortened(text))\"; the first is that of the pages"
            )
        }
        let languages = texts.map(\.text)
        return languages.isEmpty ? ["en"] : languages
    }

    private func addresses(from fields: inout Fields) -> [String] {
        fields.texts("own_addresses").map { address, place in
            let parts = address.split(separator: "@", omittingEmptySubsequences: false)
            if parts.count != 2 || parts.contains(where: \.isEmpty) || address.contains(where: \.isWhitespace) {
                findings.error(
                    at: place,
                    "`own_addresses`: expected mail addresses like sales@example.com, got \"\(shortened(address))\"")
            }
            return address.lowercased()
        }
    }

    /// ISO 3166-1 alpha-2, and XK as the phone library knows it.
    private static let regions = Set(
        """
        AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL
        CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU
        GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
        MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT
        PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ
        UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
