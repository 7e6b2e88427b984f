/// What a channel accepts over HTTP and what it answers: the `receive` block of a channel file.
public struct ReceiveRules: Sendable, Hashable {
    /// Methods of deliveries, upper case.
    public var methods: [String]
    /// Media types of deliveries, lower case, without parameters; empty: any, also none at all.
    public var contentTypes: [String]
    /// Largest body in bytes.
    public var bodyBytesMax: Int
    /// The answer to an accepted delivery for which no other one fits.
    public var answer: Answer
    /// Answers to deliveries that look a certain way; the first that fits counts.
    public var answers: [AnswerRule]
    /// How the provider checks that the address is ours; nil where it does not.
    public var handshake: Handshake?
    /// The form field that names the page to go to after an accepted form.
    public var redirectField: String?
    /// Whether browsers of configured origins may post here from scripts.
    public var cors: Bool
    /// Headers kept with the entry besides the content type and what the verifier read; lower case.
    public var keptHeaders: [String]
    /// What conditions of ``answers`` take the body for.
    var format = BodyFormat.json

    /// Rules from their parts.
    public init(
        methods: [String] = ["POST"], contentTypes: [String] = [], bodyBytesMax: Int,
        answer: Answer = Answer(), answers: [AnswerRule] = [], handshake: Handshake? = nil,
        redirectField: String? = nil, cors: Bool = false,
        keptHeaders: [String] = []
    ) {
        self.methods = methods
        self.contentTypes = contentTypes
        self.bodyBytesMax = bodyBytesMax
        self.answer = answer
        self.answers = answers
        self.handshake = handshake
        self.redirectField = redirectField
        self.cors = cors
        self.keptHeaders = keptHeaders
    }

    /// The same for bodies of that format.
    func reading(_ format: BodyFormat) -> ReceiveRules {
        var rules = self
        rules.format = format
        return rules
    }

    /// What the provider gets for an accepted delivery.
    public struct Answer: Sendable, Hashable {
        /// The HTTP status, 200 to 299.
        public var status: Int
        /// The media type of the body.
        public var contentType: String
        /// The body.
        public var body: String

        /// An answer from its parts.
        public init(status: Int = 200, contentType: String = "text/plain", body: String = "") {
            self.status = status
            self.contentType = contentType
            self.body = body
        }
    }

    /// How a provider makes sure that the address belongs to the account.
    public enum Handshake: Sendable, Hashable {
        /// A GET with three parameters, of which the token must be ours and the challenge is sent back bare (Meta).
        case challengeQuery(mode: String, token: String, challenge: String)
    }
}
