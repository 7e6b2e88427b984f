public import Domain
public import NIOPosix

/// Makes and checks the links by which reps open their page, and the sessions that follow.
///
/// Follows the key file as it changes: what is revoked is refused within about a second.
public final class RepLinks: Sendable {
    /// Days for which a link can be opened, unless told otherwise.
    public static let linkDays: Int64 = 30
    /// For how long a session lasts without being used.
    static let sessionSeconds: Int64 = 30 * 86_400

    private let file: LinkKeyFile
    private let followed: FollowedFile<LinkKeys?, LinkKeyError>
    private let now: @Sendable () -> Timestamp

    /// Links that a file's keys sign.
    ///
    /// - Parameters:
    ///   - file: Where the keys are; made when the first link is.
    ///   - threads: Started threads that may block.
    ///   - now: The clock.
    public init(file: LinkKeyFile, threads: NIOThreadPool, now: @escaping @Sendable () -> Timestamp) {
        self.file = file
        self.now = now
        followed = FollowedFile(path: file.path, threads: threads, now: now) {
            Result { () throws(LinkKeyError) in try file.read() }
        }
    }

    /// A new link for a rep: `/r/<token>`. Blocks on the disk, at most once a second.
    ///
    /// - Parameters:
    ///   - rep: Whose page it opens.
    ///   - lead: The lead that the page opens with.
    ///   - days: For how long it can be opened.
    public func path(
        to rep: RepID, lead: LeadID? = nil, days: Int64 = RepLinks.linkDays
    ) throws(LinkKeyError) -> String {
        let keys: LinkKeys
        if case .success(let known?) = followed.contentBlocking() {
            keys = known
        } else {
            keys = try file.readOrMake()
            followed.lookAgain()
        }
        let time = now()
        let token = RepToken(
            purpose: .link, rep: rep, lead: lead, issued: time, expires: time.adding(seconds: days * 86_400))
        return "/r/" + token.text(signedWith: keys.signingKey)
    }

    /// A token as it can be used now: signed here, not run out, not revoked.
    func token(_ text: String, for purpose: RepToken.Purpose) async throws(LinkKeyError) -> RepToken? {
        switch await followed.content() {
        case .success(let keys?): keys.token(text, for: purpose, at: now())
        case .failure(let error): throw error
        case .success(nil), nil: nil
        }
    }

    /// The text of a session that lasts from now on; nil where the keys cannot be read.
    ///
    /// It counts as issued when the link was that the rep came by: what ends the link, ends the session, however often that was prolonged.
    func session(from token: RepToken) async -> String? {
        guard case .success(let keys?) = await followed.content() else { return nil }
        var session = token
        session.purpose = .session
        session.lead = nil
        session.expires = now().adding(seconds: RepLinks.sessionSeconds)
        return session.text(signedWith: keys.signingKey)
    }

    /// Whether a session has been used up by a day or more.
    func isWorn(_ session: RepToken) -> Bool {
        session.expires < now().adding(seconds: RepLinks.sessionSeconds - 86_400)
    }
}
