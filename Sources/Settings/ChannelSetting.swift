/// A channel that is switched on, and what its definition cannot know.
public struct ChannelSetting: Sendable, Hashable {
    /// The folder of its definition.
    public var id: String
    /// Where the secrets stand that deliveries are verified with: none, one, two while one replaces the other, four on a channel of two kinds of
    /// proof.
    public var secrets: [SecretSource]
    /// Where the token stands that a provider shows when the webhook is registered.
    public var verifyToken: SecretSource?
    /// Websites that may post (forms, chat widgets): `https://example.com`, lower case, without a path.
    public var origins: [String]
    /// The operator has seen that the channel cannot verify its deliveries and wants it nevertheless.
    public var insecure: Bool
    /// Where the token stands with which the provider's API is asked for what deliveries only announce; nil: none.
    public var accessToken: SecretSource?
    /// The address that stands in for the provider's API, such as `https://gateway.example`: an outbound gateway, or a test. nil: the provider's own.
    public var apiAddress: String?
    /// What the channel file wants to know for answers, by the names of its `parameters`.
    public var replyParameters: [String: String] = [:]
    /// Where it stands in the configuration.
    public var place: YAMLNode.Place

    /// A setting from its parts.
    public init(
        id: String, secrets: [SecretSource], verifyToken: SecretSource?, origins: [String], insecure: Bool,
        accessToken: SecretSource? = nil, apiAddress: String? = nil, place: YAMLNode.Place
    ) {
        self.id = id
        self.secrets = secrets
        self.verifyToken = verifyToken
        self.origins = origins
        self.insecure = insecure
        self.accessToken = accessToken
        self.apiAddress = apiAddress
        self.place = place
    }
}
