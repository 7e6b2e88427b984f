import Crypto
import JSON

/// A file of the rep's page as it is sent.
struct MobileFile: Sendable {
    /// Where it is: `m/app.js`.
    let path: String
    let type: String
    let bytes: [UInt8]
    /// Says whether a browser has it already.
    let tag: String

    private init(_ path: String, _ type: String, _ bytes: [UInt8]) {
        self.path = path
        self.type = type
        self.bytes = bytes
        tag = "\"\(MobileFile.digest([bytes]))\""
    }

    /// All of them: the shell, what it loads, and the service worker.
    static let all: [MobileFile] = {
        let files = parts.map { MobileFile($0, $1, $2) } + words
        // The service worker names the version of all others: a change of any makes it another, and then the browser fetches all anew.
        let version = "const VERSION = \"\(digest(files.map(\.bytes)))\";\n"
        let paths = "const SHELL = [\(files.map { "\"/\($0.path)\"" }.joined(separator: ", "))];\n"
        let worker = Array((version + paths).utf8) + PackageResources.sw_js
        return files + [MobileFile("m/sw.js", script, worker)]
    }()

    private static let script = "text/javascript; charset=utf-8"
    private static let svg = "image/svg+xml"

    private static var parts: [(String, String, [UInt8])] {
        [
            ("m", "text/html; charset=utf-8", PackageResources.shell_html),
            ("m/style.css", "text/css; charset=utf-8", PackageResources.style_css),
            ("m/app.js", script, PackageResources.app_js),
            ("m/dom.js", script, PackageResources.dom_js),
            ("m/format.js", script, PackageResources.format_js),
            ("m/store.js", script, PackageResources.store_js),
            ("m/queue.js", script, PackageResources.queue_js),
            ("m/api.js", script, PackageResources.api_js),
            ("m/screens.js", script, PackageResources.screens_js),
            ("m/position.js", script, PackageResources.position_js),
            ("m/shift.js", script, PackageResources.shift_js),
            ("m/sheets.js", script, PackageResources.sheets_js),

            ("m/manifest.webmanifest", "application/manifest+json", PackageResources.manifest_webmanifest),
            ("m/icon.svg", svg, PackageResources.icon_svg),
            ("m/icon-180.png", "image/png", PackageResources.icon_180_png),
        ]
    }

    /// The words of each language.
    private static var words: [MobileFile] {
        Language.allCases.map { language in
            var json = JSONWriter(capacity: 8192)
            json.beginObject()
            for word in MobileWord.allCases { json.field(word.rawValue, word.text(in: language)) }
            json.endObject()
            return MobileFile("m/words-\(language.rawValue).json", "application/json; charset=utf-8", json.bytes)
        }
    }

    private static func digest(_ parts: [[UInt8]]) -> String {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        return Base64URL.encode(Array(hash.finalize().prefix(12)))
    }
}
