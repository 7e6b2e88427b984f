import Domain
import Storage

/// All that the page shows, as plain values.
struct PageModel {
    /// The periods that the page offers.
    enum Period: Int64, CaseIterable {
        case today = 1
        case week = 7
        case month = 30
    }

    var words: Words
    var period: Period
    var workspace: Workspace
    var report: FunnelReport
    var position: Position
    var ledgerPosition: Position
    var waiting: Int64
    var deadLettersOpen: Int64
    var reps: [RepRow]
    /// Newest first.
    var leads: [LeadSummary]
    /// Whether names of customers may be shown.
    var showsNames: Bool
    /// Whether the address says the language, so that links have to as well.
    var keepsLanguage: Bool
    /// What styles and scripts of this page carry, and foreign ones cannot know.
    var nonce: String

    /// Leads that the page lists.
    static let leadsShown = 12

    /// The name that people know a rep by.
    func repName(_ id: RepID) -> String { reps.first { $0.id == id }?.name ?? id }

    /// The page's address with one thing changed. Made of closed words only, so it needs no escapes.
    func address(period: Period? = nil, language: Language? = nil, names: Bool? = nil) -> HTML {
        var parts: [HTML] = ["days=\((period ?? self.period).rawValue)"]
        if let language = language ?? (keepsLanguage ? words.language : nil) {
            parts.append("lang=\(language.rawValue)")
        }
        if names ?? showsNames { parts.append("names=1") }
        var address: HTML = "?"
        for (index, part) in parts.enumerated() { address += index == 0 ? part : "&amp;\(part)" }
        return address
    }
}
