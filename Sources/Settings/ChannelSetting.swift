/// A channel that is switched on, and what its definition cannot know.
public struct ChannelSetting: Sendable, Hashable {
    /// The folder of its definition.
    public var id: String
    /// Where the secrets stand that deliveries are verified with: none, one, or two while one replaces the other.
    public var secrets: [SecretSource]
    /// Where the token stands that a provider shows when the webhook is registered.
    public var verifyToken: SecretSource?
    /// Websites that may post (forms, chat widgets): `https://example.com`, lower case, without a path.
    public var origins: [String]
    /// The operator has seen that the channel cannot verify its deliveries and wants it nevertheless.
    public var insecure: Bool
    /// Where it stands in the configuration.
    public var place: YAMLNode.Place

    /// A setting from its parts.
    public init(
        id: String, secrets: [SecretSource], verifyToken: SecretSource?, origins: [String], insecure: Bool,
        place: YAMLNode.Place
    ) {
        self.id = id
        self.secrets = secrets
        self.verifyToken = verifyToken
        self.origins = origins
        self.insecure = insecure
        self.place = place
    }
}
