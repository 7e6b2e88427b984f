public import Channels
public import Logging
import Synchronization
import Transfer

/// Calls that a provider asks for while its webhook is set up: the address of a confirmation, and certificates that it signs with.
///
/// Both addresses were checked by the gate. Each is called once at a time, however often requests name it.
public final class ProviderCalls: Sendable {
    /// Addresses at work at once; more are dropped, because the provider names them again.
    private static let atWorkMax = 16

    private let sender: any HTTPSending
    private let certificates: CertificateCache
    private let logger: Logger
    private let atWork = Mutex<Set<String>>([])

    /// Calls through `sender`; certificates go into the cache that gates look into.
    public init(sender: any HTTPSending, certificates: CertificateCache, logger: Logger) {
        self.sender = sender
        self.certificates = certificates
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
        let isNew = atWork.withLock { atWork in
            atWork.count < Self.atWorkMax && atWork.insert(url).inserted
        }
        guard isNew else { return }
        Task {
            await body()
            _ = self.atWork.withLock { $0.remove(url) }
        }
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
