/// Currencies of ISO 4217 and how far they are divided.
public enum Currency {
    /// How many decimal places the smallest unit has; nil for a code that the standard does not have.
    ///
    /// The standard's figure, also where nobody pays with the small coins any more: the rupiah has 2.
    public static func decimals(of code: String) -> Int? {
        for (decimals, codes) in others where codes.contains(code) { return decimals }
        return twoDecimals.contains(code) ? 2 : nil
    }

    /// All codes, in alphabetical order.
    public static let codes: [String] = (twoDecimals + others.flatMap(\.codes)).sorted()

    private static let others: [(decimals: Int, codes: [String])] = [
        (0, list("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")),
        (3, list("BHD IQD JOD KWD LYD OMR TND")),
        (4, list("CLF UYW")),
    ]

    private static let twoDecimals = list(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE \
        CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR \
        KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB \
        PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY \
        TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
        """)

    private static func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
