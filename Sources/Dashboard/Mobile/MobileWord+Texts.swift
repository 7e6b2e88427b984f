extension MobileWord {
    /// `{name}` stands for a value that the page puts in.
    var texts: (english: String, indonesian: String) {
        switch self {
        case .myLeads: ("My leads", "Lead saya")
        case .offered: ("Offered to you", "Ditawarkan ke Anda")
        case .accepted: ("In progress", "Sedang dikerjakan")
        case .opportunities: ("Opportunities", "Peluang")
        case .closed: ("Closed lately", "Baru ditutup")
        case .nothingToDo: ("All done", "Semua beres")
        case .nothingHint: ("New leads appear here by themselves.", "Lead baru akan muncul di sini.")
        case .asOf: ("As of {time}", "Per {time}")
        case .justNow: ("just now", "baru saja")
        case .hoursLeft: ("{h} h {m} min", "{h} jam {m} mnt")
        case .daysLeft: ("{d} d {h} h", "{d} hr {h} jam")
        case .offerOver: ("time is up", "waktu habis")
        case .offerHint: ("left to accept; then somebody else gets it.", "lagi untuk menerima; setelah itu dialihkan.")
        case .noName: ("Name not known", "Nama belum diketahui")
        case .loading: ("Loading\u{2026}", "Memuat\u{2026}")
        case .gone: ("This lead is not with you (any more).", "Lead ini tidak (lagi) pada Anda.")
        case .score: ("Score", "Skor")
        case .offline: ("Offline", "Luring")
        case .accept: ("Accept", "Terima")
        case .reject: ("Reject", "Tolak")
        case .opportunity: ("Opportunity", "Peluang")
        case .won: ("Won", "Menang")
        case .lost: ("Lost", "Kalah")
        case .call: ("Call", "Telepon")
        case .mail: ("Mail", "Email")
        case .contact: ("Get in touch", "Hubungi")
        case .cancel: ("Cancel", "Batal")
        case .reason: ("Reason", "Alasan")
        case .changeValue: ("Value", "Nilai")
        case .whyReject: ("Why do you give it back?", "Mengapa Anda menolak?")
        case .whyLost: ("Why was it lost?", "Mengapa kalah?")
        case .rejectFar: ("Too far away", "Terlalu jauh")
        case .rejectBusy: ("No time now", "Sedang penuh")
        case .rejectProduct: ("Not my product", "Bukan produk saya")
        case .rejectDuplicate: ("Knows a colleague", "Sudah dengan rekan")
        case .lostDear: ("Too dear", "Terlalu mahal")
        case .lostOther: ("Bought elsewhere", "Beli di tempat lain")
        case .lostSilent: ("No answer any more", "Tidak menjawab lagi")
        case .lostLater: ("Not needed now", "Belum butuh")
        case .reasonMissing: ("Say why, in a word or two.", "Sebutkan alasannya, singkat saja.")
        case .titleOpportunity: ("What may it bring?", "Berapa nilainya?")
        case .titleWon: ("What was it sold for?", "Terjual berapa?")
        case .wasValued: ("Valued at {value} before.", "Sebelumnya dinilai {value}.")
        case .amount: ("Amount", "Jumlah")
        case .currency: ("Currency", "Mata uang")
        case .amountOptional: ("Amount, if known", "Jumlah, bila tahu")
        case .amountMissing: ("Say what the customer pays.", "Sebutkan berapa yang dibayar.")
        case .said: ("Conversation", "Percakapan")
        case .saidNothing: ("Nothing in words yet.", "Belum ada kata-kata.")
        case .us: ("Us", "Kami")
        case .you: ("You", "Anda")
        case .colleague: ("A colleague", "Rekan")
        case .why: ("Why {score} points", "Mengapa {score} poin")
        case .whyNothing: ("No rule has matched yet.", "Belum ada aturan yang cocok.")
        case .notes: ("Notes and history", "Catatan dan riwayat")
        case .noteHint: ("Write a note\u{2026}", "Tulis catatan\u{2026}")
        case .noteSave: ("Save note", "Simpan catatan")
        case .stageNew: ("New", "Baru")
        case .stageMarketing: ("MQL", "MQL")
        case .stageSales: ("SQL", "SQL")
        case .stageOpportunity: ("Opportunity", "Peluang")
        case .stageWon: ("Won", "Menang")
        case .stageLost: ("Lost", "Kalah")
        case .stageDisqualified: ("Disqualified", "Gugur")
        case .didAccept: ("Accepted", "Diterima")
        case .didReject: ("Given back", "Ditolak")
        case .didOpportunity: ("Made an opportunity", "Dijadikan peluang")
        case .didWon: ("Won", "Menang")
        case .didLost: ("Lost", "Kalah")
        case .didNote: ("Note", "Catatan")
        case .didDisqualify: ("Disqualified", "Digugurkan")
        case .didReopen: ("Reopened", "Dibuka lagi")
        case .unsent: ("To be sent", "Belum terkirim")
        case .unsentHint:
            (
                "There is no network. What you did is kept on this phone and goes out by itself.",
                "Tidak ada jaringan. Yang Anda lakukan disimpan di ponsel ini dan terkirim sendiri."
            )
        case .allSent: ("Everything has been sent", "Semua sudah terkirim")
        case .noted: ("Noted", "Dicatat")
        case .notedOffline: ("Noted; goes out when there is a network", "Dicatat; terkirim saat ada jaringan")
        case .waitingShort: ("to be sent", "belum terkirim")
        case .stateWaiting: ("Waiting for network", "Menunggu jaringan")
        case .stateSent: ("Sent", "Terkirim")
        case .stateChanged: ("Changed meanwhile", "Sudah berubah")
        case .stateRefused: ("Not accepted", "Tidak diterima")
        case .youWanted: ("You wanted:", "Maksud Anda:")
        case .nowStands: ("The lead now: {stage}{value}", "Lead sekarang: {stage}{value}")
        case .nowGone: ("The lead is with somebody else now.", "Lead sudah dialihkan ke orang lain.")
        case .drop: ("Let it be", "Batalkan")
        case .sendAgain: ("Do it anyway", "Tetap lakukan")
        case .doAccept: ("Accept", "Terima")
        case .doReject: ("Reject", "Tolak")
        case .doOpportunity: ("Opportunity", "Peluang")
        case .doWon: ("Won", "Menang")
        case .doLost: ("Lost", "Kalah")
        case .doNote: ("Note", "Catatan")
        case .doReply: ("Reply", "Balas")
        case .doContacted: ("Spoke with the customer", "Bicara dengan pelanggan")
        case .doVisit: ("Visit", "Kunjungan")
        case .doCheckIn: ("Check in", "Masuk")
        case .doCheckOut: ("Check out", "Pulang")
        case .doConsent: ("Sharing position", "Berbagi posisi")
        case .refusalNotQualified: ("It is not qualified yet.", "Lead ini belum layak.")
        case .refusalIsOpportunity:
            (
                "It is an opportunity already. Say that it is lost, and why.",
                "Sudah menjadi peluang. Tandai kalah, beserta alasannya."
            )
        case .refusalNothingToLose: ("Nobody has tried to sell yet.", "Belum ada yang mencoba menjual.")
        case .refusalClosed: ("It is closed.", "Lead ini sudah ditutup.")
        case .refusalNoOwner: ("It belongs to nobody now.", "Lead ini tidak ada pemiliknya.")
        case .refusalAlreadyAccepted: ("You have accepted it already.", "Sudah Anda terima.")
        case .refusalAnotherIsOpen:
            ("The same person has another open lead.", "Orang yang sama punya lead lain yang terbuka.")
        case .refusalNewerExists: ("The same person has a newer lead.", "Orang yang sama punya lead yang lebih baru.")
        case .refusalParted:
            ("It was closed for people who are held apart now.", "Ditutup untuk orang yang kini dipisahkan.")
        case .refusalStale: ("Somebody has changed it since you looked.", "Ada yang mengubahnya sejak Anda melihatnya.")
        case .refusalNoConsent: ("You have not agreed to share your position.", "Anda belum setuju membagikan posisi.")
        case .refusalOffDuty:
            (
                "Positions are taken on shift only. Check in first.",
                "Posisi hanya diambil saat bertugas. Tandai masuk dulu."
            )
        case .replyHint: ("Reply to the customer\u{2026}", "Balas pelanggan\u{2026}")
        case .send: ("Send reply", "Kirim balasan")
        case .deliveryWaiting: ("on its way", "sedang dikirim")
        case .deliveryDelivered: ("handed over", "sudah diserahkan")
        case .deliveryDead: ("could not be sent", "gagal dikirim")
        case .answerBy: ("Answer by {time}", "Jawab sebelum {time}")
        case .visit: ("Visit", "Kunjungan")
        case .reached: ("Yes", "Ya")
        case .notReached: ("No", "Tidak")
        case .didYouReach: ("Did you speak with {name}?", "Sudah bicara dengan {name}?")
        case .didContacted: ("Spoke with the customer", "Bicara dengan pelanggan")
        case .didVisit: ("Visit", "Kunjungan")
        case .wayCall: ("by telephone", "lewat telepon")
        case .wayWhatsApp: ("on WhatsApp", "lewat WhatsApp")
        case .wayMail: ("by mail", "lewat email")
        case .wayVisit: ("on a visit", "saat kunjungan")
        case .wayOther: ("by other means", "dengan cara lain")
        case .shift: ("Shift", "Jam kerja")
        case .shiftOn: ("On shift", "Bertugas")
        case .since: ("since {time}", "sejak {time}")
        case .shiftOff: ("Off shift", "Tidak bertugas")
        case .shiftHint: ("Check in when you start.", "Tandai masuk saat mulai.")
        case .shiftNeeded: ("New leads come while you are checked in.", "Lead baru masuk selama Anda bertugas.")
        case .checkIn: ("Check in", "Masuk")
        case .checkOut: ("Check out", "Pulang")
        case .locating: ("Finding your position\u{2026}", "Mencari posisi\u{2026}")
        case .noSite: ("At no site", "Di luar lokasi")
        case .metresAway: ("{m} away", "jarak {m}")
        case .placeDenied:
            ("The phone does not give the position to this page", "Ponsel tidak memberi posisi ke halaman ini")
        case .placeUnknown: ("The phone found no position", "Ponsel tidak menemukan posisi")
        case .placeSlow: ("No position in time; sent without", "Posisi terlalu lama; dikirim tanpa posisi")
        case .hintAccuracyZero: ("Implausibly exact", "Terlalu tepat")
        case .hintImpossibleSpeed: ("Implausibly fast", "Terlalu cepat berpindah")
        case .hintMock: ("Made-up position", "Posisi tiruan")
        case .hintNoPosition: ("No position", "Tanpa posisi")
        case .hintInaccurate: ("Position not exact", "Posisi kurang tepat")
        case .consentTitle: ("Share your position?", "Bagikan posisi Anda?")
        case .consentWhat:
            (
                "Your position is taken when you check in, check out or mark a visit. Never in between.",
                "Posisi diambil saat Anda masuk, pulang, atau menandai kunjungan. Tidak pernah di luar itu."
            )
        case .consentDays:
            (
                "It is kept encrypted and deleted after {n} days. Site and distance stay.",
                "Posisi disimpan terenkripsi dan dihapus setelah {n} hari. Lokasi dan jarak tetap tercatat."
            )
        case .consentFree:
            (
                "You are free to say no, and can take it back here at any time.",
                "Anda boleh menolak, dan dapat mencabutnya di sini kapan saja."
            )
        case .consentYes: ("Agree", "Setuju")
        case .consentNo: ("Not now", "Lain kali")
        case .positionOn: ("Sharing position", "Posisi dibagikan")
        case .positionShort: ("GPS on", "GPS aktif")
        case .withdraw: ("Stop sharing", "Berhenti")
        case .withdrawHint:
            (
                "From now on your position is no longer taken.",
                "Mulai sekarang posisi Anda tidak lagi dibagikan."
            )
        case .welcome: ("Your leads, on your phone", "Lead Anda, di ponsel Anda")
        case .welcomeHint:
            (
                "Open the link that you were sent. If you opened this from the home screen, paste the link here.",
                "Buka tautan yang Anda terima. Bila dibuka dari layar utama, tempel tautannya di sini."
            )
        case .expiredHint:
            (
                "This link has run out, or was withdrawn. Ask for a new one.",
                "Tautan ini sudah kedaluwarsa atau dicabut. Mintalah yang baru."
            )
        case .pasteLink: ("Your link", "Tautan Anda")
        case .openLink: ("Open", "Buka")
        case .noLink: ("That is no link to this page.", "Itu bukan tautan ke halaman ini.")
        }
    }
}
