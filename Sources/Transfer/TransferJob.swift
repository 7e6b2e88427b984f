/// What is to be transferred and who waits for the result.
struct TransferJob: Sendable {
    /// What is to be transferred.
    enum Order: Sendable {
        case http(TransferRequest)
        case mail(SMTPMail)
    }

    let id: UInt64
    let order: Order
    let continuation: CheckedContinuation<Result<TransferResponse, TransferError>, Never>

    /// Ends the waiting. Exactly once for each job.
    func finish(_ result: Result<TransferResponse, TransferError>) { continuation.resume(returning: result) }

    /// Ends the waiting of a job that never came to work.
    func fail(_ reason: TransferError.Reason) {
        let host =
            switch order {
            // because: an address that cannot be read has no host to name
            case .http(let request): (try? CurlLibrary.parts(of: request.url).host) ?? ""
            case .mail(let mail): mail.server.host
            }
        finish(.failure(TransferError(reason, host: host)))
    }
}

extension TransferQueue {
    /// Waits for the result of a job; cancelling the task ends it at once.
    func send(_ order: TransferJob.Order, id: UInt64) async -> Result<TransferResponse, TransferError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                add(TransferJob(id: id, order: order, continuation: continuation), isCancelled: { Task.isCancelled })
            }
        } onCancel: {
            cancel(id)
        }
    }
}
