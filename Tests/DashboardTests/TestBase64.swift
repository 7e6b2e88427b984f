import FoundationEssentials

/// Credentials as browsers send them.
enum TestBase64 {
    static func encode(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
