/// The words of one language for what reps are told.
struct NoticeWords: Sendable {
    /// What happened, by topic.
    let topics: [String: String]
    /// For any other topic.
    let other: String
    let customer: String
    let score: String
    let source: String
    let due: String
    let reason: String

    /// Of the first language that there are words for; English else.
    static func of(languages: [String]) -> NoticeWords {
        languages.lazy.compactMap { all[$0.lowercased().split(separator: "-").first.map(String.init) ?? ""] }.first
            ?? english
    }

    private static let all = ["en": english, "id": indonesian]

    private static let english = NoticeWords(
        topics: [
            "lead.assigned": "New lead", "lead.escalated": "A lead needs you", "lead.returned": "A lead went back",
            "lead.withdrawn": "A lead was taken back", "lead.reopened": "A lead is open again",
            "lead.response_breached": "The first answer is late", "lead.follow_up_breached": "The follow-up is late",
            "lead.accepted": "Lead accepted", "lead.rejected": "Lead rejected", "lead.won": "Lead won",
            "lead.lost": "Lead lost", "lead.disqualified": "Lead disqualified",
            "lead.opportunity": "Lead has become an opportunity",
            "lead.marketing_qualified": "A lead is warm", "lead.sales_qualified": "A lead is ready for sales",
            "lead.responded": "The customer was answered", "lead.visited": "The customer was visited",
        ],
        other: "News of a lead", customer: "Customer", score: "Score", source: "Source", due: "Due", reason: "Reason")

    private static let indonesian = NoticeWords(
        topics: [
            "lead.assigned": "Prospek baru", "lead.escalated": "Prospek perlu ditangani",
            "lead.returned": "Prospek dikembalikan", "lead.withdrawn": "Prospek ditarik kembali",
            "lead.reopened": "Prospek dibuka lagi", "lead.response_breached": "Jawaban pertama terlambat",
            "lead.follow_up_breached": "Tindak lanjut terlambat", "lead.accepted": "Prospek diterima",
            "lead.rejected": "Prospek ditolak", "lead.won": "Prospek berhasil", "lead.lost": "Prospek gagal",
            "lead.disqualified": "Prospek tidak memenuhi syarat", "lead.opportunity": "Prospek menjadi peluang",
            "lead.marketing_qualified": "Prospek mulai hangat", "lead.sales_qualified": "Prospek siap ditawari",
            "lead.responded": "Pelanggan sudah dijawab", "lead.visited": "Pelanggan sudah dikunjungi",
        ],
        other: "Kabar prospek", customer: "Pelanggan", score: "Skor", source: "Sumber", due: "Batas waktu",
        reason: "Alasan")
}
