import Channels

/// The page that a browser form wants to go to after it was accepted.
///
/// JSON bodies have none: they come from scripts, which go where they like by themselves.
enum FormRedirect {
    /// The address in the form's field, when it leads to the site that the form is on or to a configured origin; nil otherwise, so that
    /// nobody can use this server to send people elsewhere.
    static func address(
        field: String, contentType: String, body: [UInt8], from pages: [String?], allowed origins: Set<String>
    ) -> String? {
        guard let address = value(of: field, contentType: contentType, body: body),
            let target = WebOrigin.origin(of: address)
        else { return nil }
        let isOwn = pages.contains { page in page.flatMap { WebOrigin.origin(of: $0) } == target }
        return isOwn || origins.contains(target) ? address : nil
    }

    private static func value(of field: String, contentType: String, body: [UInt8]) -> String? {
        let lowered = contentType.lowercased()
        if lowered.hasPrefix("application/x-www-form-urlencoded") {
            return QueryText.value(of: field, in: String(decoding: body, as: UTF8.self))
        }
        guard lowered.hasPrefix("multipart/form-data"), let start = lowered.range(of: "boundary=") else { return nil }
        let boundary = contentType.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: ";") }
            .filter { $0 != UInt8(ascii: "\"") }
        return partValue(of: field, boundary: [45, 45] + boundary, body: body)
    }

    /// The text of the part with that name, read line by line: redirect fields are short and come from our own pages.
    private static func partValue(of field: String, boundary: [UInt8], body: [UInt8]) -> String? {
        let wanted = "name=\"\(field)\""
        var isNamed = false
        var isInValue = false
        for line in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if text.starts(with: boundary) {
                (isNamed, isInValue) = (false, false)
            } else if isInValue {
                if isNamed { return String(decoding: text, as: UTF8.self) }
            } else if text.isEmpty {
                isInValue = true
            } else {
                let header = String(decoding: text.prefix(1024), as: UTF8.self)
                if header.lowercased().hasPrefix("content-disposition:"), header.split(separator: ";").contains(where: {
                    $0.drop { $0 == " " } == wanted
                }) { isNamed = true }
            }
        }
        return nil
    }
}

extension String {
    /// The offset in bytes behind an ASCII text; nil where it does not occur.
    fileprivate func range(of text: String) -> Int? {
        let bytes = Array(utf8)
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        for start in 0...(bytes.count - wanted.count) where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
            return start + wanted.count
        }
        return nil
    }
}
