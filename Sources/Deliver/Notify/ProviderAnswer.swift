import Domain
import JSON
import Transfer

/// What the messaging providers' answers say.
enum ProviderAnswer {
    /// Telegram: `{"ok":true,"result":{"message_id":7}}`; how long to wait stands in the body.
    static let telegram: Outgoing.Reading = { response in
        read(response) { root in
            if root["ok"]?.bool == true {
                return .delivered(reference: root["result"]?["message_id"]?.int64.map(String.init))
            }
            // The rep has blocked the bot, or never spoke to it.
            if response.status == 403 { return .refused(problem: HTTPVerdict.problem(response)) }
            guard let seconds = root["parameters"]?["retry_after"]?.int64 else { return nil }
            let wait = min(max(0, seconds), RetryAfter.secondsMax)
            return .failed(problem: HTTPVerdict.problem(response), retryAfterSeconds: wait)
        }
    }

    /// Slack says 200 to everything: `{"ok":false,"error":"channel_not_found"}`.
    static let slack: Outgoing.Reading = { response in
        guard (200..<300).contains(response.status) else { return nil }
        return read(response) { root in
            if root["ok"]?.bool == true { return .delivered(reference: root["ts"]?.string) }
            let error = root["error"]?.string?.singleLine ?? "no reason"
            return slackLater.contains(error)
                ? .failed(problem: "Slack says: \(error)", retryAfterSeconds: nil)
                : .refused(problem: "Slack says: \(error)")
        } ?? .failed(problem: "Slack's answer is no JSON", retryAfterSeconds: nil)
    }

    private static let slackLater: Set<String> = [
        "account_inactive", "fatal_error", "internal_error", "invalid_auth", "not_authed", "ratelimited",
        "rate_limited", "request_timeout", "service_unavailable",
        "team_added_to_org", "token_expired", "token_revoked",
    ]

    /// WhatsApp: `{"messages":[{"id":"wamid..."}]}`, or `{"error":{"code":131056}}` where some codes mean "later" whatever the status.
    static let whatsapp: Outgoing.Reading = { response in
        read(response) { root in
            if (200..<300).contains(response.status) {
                return .delivered(reference: root["messages"]?[0]?["id"]?.string)
            }
            guard let code = root["error"]?["code"]?.int64, whatsappLater.contains(code) else { return nil }
            return .failed(problem: HTTPVerdict.problem(response), retryAfterSeconds: nil)
        }
    }

    /// Temporary trouble and limits, and tokens that are no longer good, as the provider's list of error codes has them.
    private static let whatsappLater: Set<Int64> = [
        1, 2, 4, 190, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016,
    ]

    /// nil for what is no JSON.
    private static func read(_ response: TransferResponse, _ body: (JSONValue) -> Attempt?) -> Attempt? {
        // because: what is no JSON says nothing beyond its status
        (try? JSONDocument(parsing: response.body))?.withRoot(body)
    }
}

extension NotifyAccess.API {
    /// A request with a JSON body.
    ///
    /// - Parameter provider: Scheme and host, where none of one's own is configured.
    func request(_ provider: String, _ path: String, _ body: [UInt8], authorization: String?) -> TransferRequest {
        var headers = [TransferRequest.Header("Content-Type", "application/json; charset=utf-8")]
        if let authorization { headers.append(TransferRequest.Header("Authorization", authorization)) }
        // What the operator wrote down may be anywhere.
        return TransferRequest(
            .post, (address ?? provider) + path, headers: headers, body: body,
            addresses: address == nil ? .publicOnly : .any,
            allowsUnencrypted: address?.hasPrefix("http://") == true)
    }
}
