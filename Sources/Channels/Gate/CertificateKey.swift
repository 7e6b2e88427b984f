/// Finds the public key in an X.509 certificate (RFC 5280). Nothing else of it is looked at: what the certificate is worth depends on
/// where it comes from, which is the configuration or a checked address.
enum CertificateKey {
    /// The SubjectPublicKeyInfo in DER; nil where the bytes are no certificate.
    static func publicKey(of certificate: [UInt8]) -> [UInt8]? {
        var outer = DERReader(certificate[...])
        guard let whole = outer.element(0x30) else { return nil }
        var inner = DERReader(whole.content)
        guard let signed = inner.element(0x30) else { return nil }
        var fields = DERReader(signed.content)
        // The version stands there from version 2 on, which all have today.
        if fields.nextTag == 0xa0 { _ = fields.element(0xa0) }
        // Serial number, algorithm, issuer, validity, subject.
        for tag: UInt8 in [0x02, 0x30, 0x30, 0x30, 0x30] {
            guard fields.element(tag) != nil else { return nil }
        }
        return fields.element(0x30).map { Array($0.whole) }
    }
}

/// Walks over elements of DER (X.690) with tags of one byte.
private struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var nextTag: UInt8? { rest.first }

    /// The next element, if it has that tag and is whole.
    mutating func element(_ tag: UInt8) -> (whole: ArraySlice<UInt8>, content: ArraySlice<UInt8>)? {
        let start = rest.startIndex
        guard rest.count >= 2, rest[start] == tag else { return nil }
        var place = start + 2
        var length = Int(rest[start + 1])
        if length >= 0x80 {
            let digits = length & 0x7f
            guard digits > 0, digits <= 4, rest.endIndex - place >= digits else { return nil }
            length = rest[place..<(place + digits)].reduce(0) { $0 << 8 | Int($1) }
            place += digits
        }
        guard length <= rest.endIndex - place else { return nil }
        let content = rest[place..<(place + length)]
        let whole = rest[start..<(place + length)]
        rest = rest[(place + length)...]
        return (whole, content)
    }
}
