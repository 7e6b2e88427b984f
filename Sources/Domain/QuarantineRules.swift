/// What is held back as spam before it counts: limits so wide that no real inquiry meets them, unless a business sets others.
public struct QuarantineRules: Sendable, Hashable {
    /// Most statements of one sender; nil: any number.
    public var senderRate: Rate?
    /// Most new senders of one account's forms; nil: any number.
    public var formRate: Rate?
    /// From how many new senders on, within the time of ``formRate``, a form counts as busy: a doubt that decides nothing alone.
    public var busyForm: Int64
    /// Whose statements are held back that are nothing but links.
    public var linkOnly: Reach
    /// Domains that people link to when they ask for something; links there are no sign of spam.
    public var knownLinks: [String]
    /// Whether senders are held back who go by nothing but a throw-away mail address.
    public var disposableMail: Bool
    /// Domains of throw-away addresses, those of the list among them.
    public var disposableDomains: [String]
    /// Domains among them that are none for this business.
    public var allowedMailDomains: [String]
    /// Whose repeated texts are held back.
    public var repeatedText: Reach
    /// Least bytes of a text, folded, that is looked for again; shorter ones are what people say.
    public var repeatedBytesMin: Int64
    /// Most new senders of one text; nil: any number.
    public var repeatedPlain: Rate?
    /// Most new senders of one text with a link in it; nil: any number.
    public var repeatedWithLink: Rate?

    /// How many within which time.
    public struct Rate: Sendable, Hashable {
        /// So many still pass.
        public var most: Int64
        /// Seconds, counted from the first.
        public var withinSeconds: Int64

        /// A rate from its parts.
        public init(most: Int64, withinSeconds: Int64) {
            self.most = most
            self.withinSeconds = withinSeconds
        }
    }

    /// To whose statements a detector applies.
    public enum Reach: String, Sendable, Hashable, CaseIterable {
        /// Nobody's.
        case off
        /// Theirs who only state who they are, as in forms and mails.
        case stated
        /// Also theirs whom a provider vouches for, as in WhatsApp and Telegram.
        case everybody
    }

    /// How much more room statements get that an advertisement led to: it fills in texts, and brings many people at once.
    public static let advertisedFactor: Int64 = 10

    /// The rules that hold where nothing else is said.
    public init() {
        senderRate = Rate(most: 100, withinSeconds: 600)
        formRate = Rate(most: 500, withinSeconds: 600)
        busyForm = 30
        linkOnly = .stated
        knownLinks = QuarantineRules.shops
        disposableMail = true
        disposableDomains = []
        allowedMailDomains = []
        repeatedText = .stated
        repeatedBytesMin = 40
        repeatedPlain = Rate(most: 20, withinSeconds: 600)
        repeatedWithLink = Rate(most: 5, withinSeconds: 86_400)
    }

    /// Where people pick what they then ask about: shops, portals, pictures, maps, chats.
    public static let shops = [
        "tokopedia.com", "tokopedia.link", "shopee.co.id", "shopee.com", "shp.ee", "lazada.co.id", "lazada.com",
        "bukalapak.com", "blibli.com", "olx.co.id", "carousell.com", "rumah123.com", "99.co", "lamudi.co.id",
        "amazon.com", "ebay.com", "etsy.com", "alibaba.com", "aliexpress.com", "ikea.com", "ikea.co.id",
        "instagram.com", "facebook.com", "fb.watch", "tiktok.com", "vt.tiktok.com", "youtube.com", "youtu.be",
        "pinterest.com", "pin.it", "linkedin.com", "wa.me", "whatsapp.com", "t.me", "line.me", "linktr.ee",
        "google.com", "google.co.id", "maps.app.goo.gl", "goo.gl", "photos.app.goo.gl", "docs.google.com",
        "drive.google.com", "dropbox.com", "wetransfer.com", "we.tl", "icloud.com", "1drv.ms", "canva.com",
        "figma.com", "zoom.us", "booking.com", "traveloka.com", "tripadvisor.com", "airbnb.com",
    ]
}
