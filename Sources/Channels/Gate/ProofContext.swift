import Crypto
import JSON

/// A request while it is checked by a scheme that needs more than headers and bytes. What is asked for is read once.
final class ProofContext {
    let body: [UInt8]
    let nowSeconds: Int64
    private let readHeader: (String) -> String?
    private let readAddress: () -> CalledAddress

    private(set) lazy var address = readAddress()
    private lazy var form = FormEvidence(contentType: header("content-type") ?? "", body: body)
    /// The body as JSON; nil where it is none.
    private(set) lazy var json: JSONDocument? = try? JSONDocument(parsing: body)
    /// The certificate that a check would have needed.
    var missingCertificate: String?

    init(
        body: [UInt8], nowSeconds: Int64, address: @escaping () -> CalledAddress, header: @escaping (String) -> String?
    ) {
        self.body = body
        self.nowSeconds = nowSeconds
        readAddress = address
        readHeader = header
    }

    /// The first header of a lower-case name.
    func header(_ name: String) -> String? { readHeader(name) }

    /// The bytes that stand in a place, with what stands before them; nil where there is nothing.
    func text(at place: ProofPlace) -> [UInt8]? {
        switch place {
        case .header(let name, _): header(name).map { Array($0.utf8) }
        case .query(let name): QueryText.value(of: name, in: address.query).map { Array($0.utf8) }
        case .field(let name): form.value(of: name)
        case .body(let path):
            json?.withRoot { root in path.first(from: root, root: root)?.scalarText }.map { Array($0.utf8) }
        }
    }

    /// The text of a time; nil where it is absent, or stands beside the signature.
    func text(at place: SignedTime.Place) -> String? {
        switch place {
        case .header(let name): header(name)
        case .field(let name): form.value(of: name).map { String(decoding: $0, as: UTF8.self) }
        case .parameter: nil
        }
    }

    /// Whether the body is a form of which a signature can cover names and values.
    var isURLEncoded: Bool { form.isURLEncoded }

    /// Whether a text is the SHA-256 of the body in hexadecimal digits.
    func isBodyHash(_ text: String) -> Bool {
        var text = text
        let digest = body.withUnsafeBytes { bytes in
            var hash = SHA256()
            hash.update(bufferPointer: bytes)
            return hash.finalize()
        }
        return text.withBytes { text in
            text.withHexDecoded(capacity: SHA256.byteCount) { stated in
                digest.withUnsafeBytes { $0.equalsInConstantTime(stated) }
            } ?? false
        }
    }

    /// Gives what is signed to `use`, piece by piece; false where a piece is absent.
    func feed(
        _ parts: [SignedPart], time: String?, address: String, to use: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        func give(_ text: String?) -> Bool {
            guard var text else { return false }
            text.withBytes { use($0) }
            return true
        }
        for part in parts {
            switch part {
            case .body: body.withUnsafeBytes { use($0) }
            case .literal(let text): _ = give(text)
            case .timestamp: guard give(time) else { return false }
            case .header(let name): guard give(header(name)) else { return false }
            case .method: _ = give(self.address.method)
            case .url: _ = give(address)
            case .field(let name):
                guard let bytes = form.value(of: name) else { return false }
                bytes.withUnsafeBytes { use($0) }
            case .sortedForm:
                guard let bytes = form.sorted else { return false }
                bytes.withUnsafeBytes { use($0) }
            }
        }
        return true
    }
}

extension ProofPlace {
    /// What follows the prefix; nil where it does not stand.
    func dropPrefix(of bytes: [UInt8]) -> [UInt8]? {
        guard case .header(_, let prefix) = self, !prefix.isEmpty else { return bytes }
        return bytes.withUnsafeBytes { $0.dropping(prefix: prefix).map { Array($0) } }
    }
}
