public import Channels
public import Domain
public import Logging
import Synchronization
import Transfer

/// Calls that a provider asks for while its webhook is set up: the address of a confirmation, and certificates that it signs with.
///
/// Both addresses were checked by the gate. Each is called once in ten minutes, however often requests
/// name it.
public final class ProviderCalls: Sendable {
    /// Calls a minute, whoever asks for them: senders whose proof is not checked yet choose the certificate's name. What is dropped comes again.
    private static let callsPerMinuteMax = 10
    /// How long an address is not called again.
    private static let pauseSeconds: Int64 = 600

    private let sender: any HTTPSending
    private let certificates: CertificateCache
    private let logger: Logger
    private let now: @Sendable () -> Timestamp
    /// When each address was called last; those of the last minutes.
    private let called = Mutex<[String: Timestamp]>([:])

    /// Calls through `sender`; certificates go into the cache that gates look into.
    public init(
        sender: any HTTPSending, certificates: CertificateCache, now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) {
        self.sender = sender
        self.certificates = certificates
        self.now = now
        self.logger = logger
    }

    /// Confirms a subscription. Returns at once.
    public func confirm(channel: String, url: String) {
        once(url) {
            let answer = await self.get(url, channel, "A confirmation failed; let the provider send it again")
            if answer != nil { self.logger.info("Webhook confirmed", metadata: ["channel": "\(channel)"]) }
        }
    }

    /// Fetches a certificate. Returns at once; the provider's next attempt finds it.
    public func fetchCertificate(channel: String, url: String) {
        once(url) {
            guard let body = await self.get(url, channel, "A certificate could not be fetched") else { return }
            guard !self.certificates.insert(pem: String(decoding: body, as: UTF8.self), from: url) else { return }
            self.logger.warning("What came is no certificate", metadata: ["channel": "\(channel)"])
        }
    }

    private func once(_ url: String, _ body: @escaping @Sendable () async -> Void) {
        let now = now()
        let mayCall = called.withLock { called in
            called = called.filter { $0.value.adding(seconds: Self.pauseSeconds) > now }
            let lately = called.values.count { $0.adding(seconds: 60) > now }
            guard called[url] == nil, lately < Self.callsPerMinuteMax else { return false }
            called[url] = now
            return true
        }
        if mayCall { Task { await body() } }
    }

    private func get(_ url: String, _ channel: String, _ complaint: Logger.Message) async -> [UInt8]? {
        do throws(TransferError) {
            let response = try await sender.send(TransferRequest(.get, url))
            if (200..<300).contains(response.status) { return response.body }
            logger.warning(complaint, metadata: ["channel": "\(channel)", "status": "\(response.status)"])
        } catch {
            logger.warning(complaint, metadata: ["channel": "\(channel)", "error": "\(error)"])
        }
        return nil
    }
}
